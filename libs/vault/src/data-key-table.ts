import type { Pool } from 'pg';
import type { MasterKey } from './master-key.ts';
import { WrongMasterKey } from './errors.ts';

/** Null: the key was destroyed. */
export type WrappedKey = Buffer | null;

/** The data keys that this service made, one row per subject. */
export class DataKeyTable {
  readonly #pool: Pool;
  readonly #master: MasterKey;

  constructor(pool: Pool, master: MasterKey) {
    this.#pool = pool;
    this.#master = master;
  }

  /** Keys of the subjects that have one. */
  async find(subjects: readonly string[]): Promise<Map<string, WrappedKey>> {
    const { rows } = await this.#pool.query<{ subject: string; wrapped: WrappedKey }>({
      name: 'find_data_keys',
      text: 'SELECT subject, wrapped FROM data_key WHERE subject = ANY($1)',
      values: [subjects],
    });
    return new Map(rows.map(({ subject, wrapped }) => [subject, wrapped]));
  }

  /** Keys of all subjects; those without one get a new one, in one statement. */
  async findOrMake(subjects: readonly string[]): Promise<Map<string, WrappedKey>> {
    const sorted = subjects.toSorted(); // in one order, so that two callers cannot deadlock
    const made = new Map(sorted.map((subject) => [subject, this.#master.newDataKey(subject).wrapped]));
    const { rows } = await this.#pool.query<{ subject: string }>({
      name: 'make_data_keys',
      text: `INSERT INTO data_key (subject, wrapped) SELECT * FROM unnest($1::text[], $2::bytea[])
       ON CONFLICT DO NOTHING RETURNING subject`,
      values: [sorted, [...made.values()]],
    });
    const keys = new Map<string, WrappedKey>();
    for (const { subject } of rows) keys.set(subject, made.get(subject) ?? null);
    if (keys.size < sorted.length) {
      for (const [subject, key] of await this.find(sorted.filter((subject) => !keys.has(subject))))
        keys.set(subject, key);
    }
    return keys;
  }

  async destroy(subject: string): Promise<void> {
    await this.#pool.query(
      `INSERT INTO data_key (subject, wrapped, destroyed_at) VALUES ($1, NULL, now())
       ON CONFLICT (subject) DO UPDATE SET wrapped = NULL, destroyed_at = now() WHERE data_key.destroyed_at IS NULL`,
      [subject],
    );
  }

  /** Throws `WrongMasterKey` unless the database was set up with this master key. The first one decides. */
  async check(): Promise<void> {
    const fingerprint = this.#master.mac('fingerprint', 'licet').toString('base64url');
    await this.#pool.query('INSERT INTO master_key_check (fingerprint) VALUES ($1) ON CONFLICT DO NOTHING', [
      fingerprint,
    ]);
    const { rows } = await this.#pool.query<{ fingerprint: string }>('SELECT fingerprint FROM master_key_check');
    if (rows[0]?.fingerprint !== fingerprint) throw new WrongMasterKey();
  }
}
