import { laneCount } from '@licet/contracts';
import pg from 'pg';
import type { Logger } from 'pino';

/** First half of the advisory lock's name, the lane is the second. */
const lockClass = 0x11ce7;

/**
 * The right to relay, lane by lane: session locks on a connection of their own, in the database of the record. Whoever dies or is cut
 * off loses them with the connection, and another takes over.
 */
export class LaneLocks {
  private client: pg.Client | undefined;
  private held: number[] = [];

  constructor(
    private readonly pool: pg.Pool,
    private readonly logger: Logger,
  ) {}

  /** Takes every lane that is free; answers all that are held now. */
  async acquire(): Promise<readonly number[]> {
    const client = this.client ?? (await this.connect());
    const free = Array.from({ length: laneCount }, (_, lane) => lane).filter((lane) => !this.held.includes(lane));
    if (free.length === 0) {
      await client.query('select 1');
      return this.held;
    }
    const sql = `select lane from unnest($2::int[]) as lane where pg_try_advisory_lock($1, lane)`;
    const { rows } = await client.query<{ lane: number }>(sql, [lockClass, free]);
    if (this.client === client) this.held = [...this.held, ...rows.map(({ lane }) => lane)];
    return this.held;
  }

  /** Lanes that are held as far as is known; none from the moment on at which the connection was lost. */
  lanes(): readonly number[] {
    return this.held;
  }

  async release(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.held = [];
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      ...this.pool.options,
      keepAlive: true,
      application_name: 'licet relay',
      query_timeout: 5000,
    });
    const lost = (error?: Error): void => {
      if (this.client !== client) return;
      this.client = undefined;
      this.held = [];
      this.logger.debug({ err: error }, 'the relay has lost its locks');
    };
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    this.client = client;
    return client;
  }
}
