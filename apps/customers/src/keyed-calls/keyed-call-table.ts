import { EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';

/** A row of `keyed_call`. `fresh`: made by this look; `mine`: whoever looked may run the call. */
export interface KeyedCallRow {
  id: string;
  request: string;
  answer: string | null;
  personal: boolean;
  fresh: boolean;
  mine: boolean;
}

/** What tells calls apart: keyed hashes, none of which says anything to a stranger. */
export interface KeyOfCall {
  authorId: number;
  caller: string;
  key: string;
}

/** Rows of `keyed_call`, none of which counts after a day. [API-IDEM-05] */
@Injectable()
export class KeyedCallTable {
  constructor(private readonly store: EventStore) {}

  /** Finds the row of a key, makes it where there is none, and takes it over where nobody has run it to its end. */
  async take(of: KeyOfCall, id: string, request: string, patienceMs: number): Promise<KeyedCallRow> {
    const made = await this.#query(makeRow, [of.authorId, of.caller, of.key, id, request, patienceMs]);
    if (made) return { ...made, fresh: true, mine: true };
    const taken = await this.#query(takeOver, [of.authorId, of.caller, of.key, request, patienceMs]);
    if (taken) return { ...taken, fresh: false, mine: true };
    const found = await this.#query(findRow, [of.authorId, of.caller, of.key]);
    return found ? { ...found, fresh: false, mine: false } : this.take(of, id, request, patienceMs);
  }

  /**
   * Writes the answer unless there is one; tells the one that holds. Null: it tells of people, and such answers were forgotten since the call
   * began to run; undefined: there is no such call any more.
   */
  async answer(authorId: number, id: string, answer: string, personal: boolean): Promise<string | null | undefined> {
    return (await this.#query(writeAnswer, [authorId, id, answer, personal]))?.answer;
  }

  async release(authorId: number, id: string): Promise<void> {
    await this.#query(releaseRow, [authorId, id]);
  }

  async forget(authorId: number, id: string): Promise<void> {
    await this.#query(forgetRow, [authorId, id]);
  }

  /** Forgets an answer, so that whoever repeats the call gets it made again from the record. */
  async forgetAnswer(authorId: number, id: string): Promise<void> {
    await this.#query(forgetAnswer, [authorId, id]);
  }

  /** Forgets all answers to callers of these accounts that may tell of people, and those to come of calls that run now. */
  async forgetPersonal(authorIds: readonly number[]): Promise<void> {
    await this.store.pool.query(forgetPersonal, [authorIds]);
  }

  /** Deletes what is older than a day, step by step: no statement holds many rows, or takes long. */
  async sweep(): Promise<void> {
    let swept: number | null;
    do swept = (await this.store.pool.query(sweepStep, [mostAtOnce])).rowCount;
    while (swept === mostAtOnce);
  }

  async #query(text: string, values: unknown[]): Promise<Omit<KeyedCallRow, 'fresh' | 'mine'> | undefined> {
    const { rows } = await this.store.pool.query<Omit<KeyedCallRow, 'fresh' | 'mine'>>({ text, values });
    return rows[0];
  }
}

/** The call itself may take as long as a row is held: its key must not become free meanwhile. */
const isOver = `began_at < now() - interval '24 hours 1 minute'`;
const row = 'keyed_call.id, keyed_call.request, keyed_call.answer, keyed_call.personal';
const isKey = 'author_id = $1 and caller = $2 and key = $3';
const until = (parameter: string) => `now() + ${parameter} * interval '1 millisecond'`;

/** A row whose day is over gives way as if it were not there. */
const makeRow = `insert into keyed_call (author_id, caller, key, id, request, began_at, held_until)
  values ($1, $2, $3, $4, $5, now(), ${until('$6')})
  on conflict (author_id, caller, key) do update
    set id = excluded.id, request = excluded.request, began_at = excluded.began_at, held_until = excluded.held_until, answer = null, personal = true, forgotten = false
    where keyed_call.${isOver}
  returning ${row}`;
const takeOver = `update keyed_call set held_until = ${until('$5')}, personal = true, forgotten = false
  where ${isKey} and request = $4 and answer is null and held_until <= now() returning ${row}`;
const findRow = `select ${row} from keyed_call where ${isKey}`;
const isForgotten = 'answer is null and $4 and forgotten';
/** Of one that is forgotten already only the row is left, for whoever repeats the call. */
const writeAnswer = `update keyed_call
  set answer = case when ${isForgotten} then null else coalesce(answer, $3) end,
    personal = case when answer is null then $4 else personal end,
    held_until = case when ${isForgotten} then now() else held_until end
  where author_id = $1 and id = $2 returning ${row}`;
const forgetAnswer = 'update keyed_call set answer = null, held_until = now() where author_id = $1 and id = $2';
/** Rows of calls that run are met too: whoever is just writing the answer is waited for, whoever comes later finds the mark. */
export const forgetPersonal = `update keyed_call
  set answer = null, forgotten = true, held_until = case when answer is null then held_until else now() end
  where author_id = any ($1) and personal and (answer is not null or not forgotten)`;
/** Rows that one statement of a sweep deletes. */
export const mostAtOnce = 1000;
/** Whatever somebody else deletes at the same moment is left to him. */
const sweepStep = `delete from keyed_call where id in (
    select id from keyed_call where ${isOver} order by began_at limit $1 for update skip locked)`;
const releaseRow = `update keyed_call set held_until = now() where author_id = $1 and id = $2 and answer is null`;
const forgetRow = 'delete from keyed_call where author_id = $1 and id = $2 and answer is null';
