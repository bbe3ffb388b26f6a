import { EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';

/** A row of `sign_in`. */
export interface SignInRow {
  id: string;
  author_id: number;
  /** `user <uuid>` or `customer <number>`. */
  subject: string;
  proof: string;
  expires_at: Date;
}

/** Rows of `sign_in`, none of which counts after its time. [API-USR-04] */
@Injectable()
export class SignInTable {
  constructor(private readonly store: EventStore) {}

  async begin(row: SignInRow, refresh: string): Promise<void> {
    const { id, author_id, subject, proof, expires_at } = row;
    await this.#query(begin, [id, author_id, subject, proof, refresh, expires_at]);
    await this.#query('delete from sign_in where expires_at < now()', []);
  }

  /** Undefined where it is over. */
  find(id: string): Promise<SignInRow | undefined> {
    return this.#query(find, [id]);
  }

  /** Undefined where it is over, or another refresh token holds. */
  holding(id: string, refresh: string): Promise<SignInRow | undefined> {
    return this.#query(holding, [id, refresh]);
  }

  /** Puts one refresh token in the place of another; undefined where that is not the one that holds. */
  refresh(id: string, used: string, next: string, expiresAt: Date): Promise<SignInRow | undefined> {
    return this.#query(refresh, [id, used, next, expiresAt]);
  }

  /** Whoever brings a refresh token a second time is not alone with it, unless two calls of one browser crossed. */
  async endStolen(id: string, used: string): Promise<void> {
    await this.#query(endStolen, [id, used]);
  }

  async end(id: string): Promise<void> {
    await this.#query('delete from sign_in where id = $1', [id]);
  }

  async #query(text: string, values: unknown[]): Promise<SignInRow | undefined> {
    const { rows } = await this.store.pool.query<SignInRow>({ text, values });
    return rows[0];
  }
}

const row = 'id, author_id, subject, proof, expires_at';
const begin = `insert into sign_in (id, author_id, subject, proof, refresh, refreshed_at, expires_at)
  values ($1, $2, $3, $4, $5, now(), $6)`;
const find = `select ${row} from sign_in where id = $1 and expires_at > now()`;
const holding = `select ${row} from sign_in where id = $1 and refresh = $2 and expires_at > now()`;
const refresh = `update sign_in set refresh = $3, last_refresh = $2, refreshed_at = now(), expires_at = $4
  where id = $1 and refresh = $2 and expires_at > now() returning ${row}`;
const endStolen = `delete from sign_in where id = $1 and last_refresh = $2 and refreshed_at < now() - interval '10 seconds'`;
