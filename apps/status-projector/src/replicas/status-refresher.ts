import type { Logger } from '@licet/service-kit';
import type pg from 'pg';
import { deriveRows } from './derive-rows.ts';
import type { LicenseRow } from '../domain/license-row.ts';
import { licenses } from './tables.ts';

const pause = 1000;
const atOnce = 1000;

/** Looks at the rows again whose status changes by time alone, or whose option or product has changed. Several pods share the work. */
export class StatusRefresher {
  readonly #pool: pg.Pool;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = true;

  constructor(pool: pg.Pool, logger: Logger) {
    this.#pool = pool;
    this.#logger = logger;
  }

  onApplicationBootstrap(): void {
    this.#stopped = false;
    this.#schedule(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Refreshes what is due, at most a thousand rows; answers how many there were. */
  async refresh(): Promise<number> {
    const tx = await this.#pool.connect();
    try {
      await tx.query('BEGIN');
      const { rows } = await tx.query<{ row: LicenseRow }>(
        `SELECT to_json(t) AS row FROM license t WHERE derive_at <= now() ORDER BY derive_at LIMIT ${atOnce} FOR UPDATE SKIP LOCKED`,
      );
      await licenses.save(
        tx,
        await deriveRows(
          tx,
          rows.map(({ row }) => row),
          new Date(),
        ),
      );
      await tx.query('COMMIT');
      return rows.length;
    } catch (error) {
      await tx.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      tx.release();
    }
  }

  #schedule(after: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.refresh()
        .catch((error: unknown) => {
          this.#logger.warn({ err: error }, 'Statuses could not be refreshed; trying again.');
          return 0;
        })
        .then((count) => {
          this.#schedule(count === atOnce ? 0 : pause);
        });
    }, after);
  }
}
