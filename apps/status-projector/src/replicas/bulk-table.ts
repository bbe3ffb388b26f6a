import type pg from 'pg';

/** A table of read models whose rows are read and written many at a time, one statement each. */
export class BulkTable<R extends object> {
  readonly #load: string;
  readonly #name: string;
  readonly #upserts = new Map<string, { name: string; text: string }>();
  readonly #key: readonly (keyof R & string)[];

  /** `key`: columns of the primary key; the first one is what rows are loaded by. */
  constructor(name: string, key: readonly [keyof R & string, ...(keyof R & string)[]]) {
    this.#name = name;
    this.#key = key;
    this.#load = `SELECT to_json(t) AS row FROM ${name} t WHERE ${key[0]} = ANY($1) ORDER BY ${key[0]}`;
  }

  /** Rows by their key. `lock`: nobody changes (`share`) or uses (`update`) them until the transaction ends; in order of the keys. */
  async load(tx: pg.ClientBase, keys: Iterable<number>, lock?: 'share' | 'update'): Promise<Map<number, R>> {
    const wanted = [...new Set(keys)];
    if (wanted.length === 0) return new Map();
    const { rows } = await tx.query<{ row: R }>({
      name: `load_${this.#name}_${lock ?? 'unlocked'}`,
      text: this.#load + (lock ? ` FOR ${lock}` : ''),
      values: [wanted],
    });
    const [key] = this.#key;
    return new Map(rows.map(({ row }) => [Number(row[key as keyof R]), row]));
  }

  /** Deletes the rows that have one of these keys. */
  async delete(tx: pg.ClientBase, keys: readonly number[]): Promise<void> {
    if (keys.length > 0) await tx.query(`DELETE FROM ${this.#name} WHERE ${this.#key[0]} = ANY($1)`, [keys]);
  }

  /** Inserts the rows, or replaces those that are there. */
  async save(tx: pg.ClientBase, rows: readonly R[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    await tx.query({ ...this.#upsert(Object.keys(first)), values: [JSON.stringify(rows)] });
  }

  /** The statement for rows of these columns, under a name by which a connection plans it once. */
  #upsert(columns: readonly string[]): { name: string; text: string } {
    const known = this.#upserts.get(columns.join());
    if (known) return known;
    const rest = columns.filter((column) => !(this.#key as readonly string[]).includes(column));
    const names = columns.map(quoted).join(', ');
    const text = `INSERT INTO ${this.#name} AS t (${names})
       SELECT ${names} FROM json_populate_recordset(NULL::${this.#name}, $1)
       ON CONFLICT (${this.#key.join(', ')}) DO UPDATE
         SET (${rest.map(quoted).join(', ')}) = ROW (${rest.map((column) => `EXCLUDED.${quoted(column)}`).join(', ')})`;
    const statement = { name: `save_${this.#name}_${this.#upserts.size}`, text };
    this.#upserts.set(columns.join(), statement);
    return statement;
  }
}

const quoted = (column: string): string => `"${column}"`;
