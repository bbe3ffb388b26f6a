import { sameText, type Vault } from '@licet/vault';
import type { ListQuery } from '@licet/contracts';

/** A row that a page begins behind, or ends before. */
export interface ListPlace {
  direction: 'after' | 'before';
  /** What the row is sorted by, as text. */
  by: string;
  id: number;
}

const purpose = 'list cursor';
const proofLength = 22;

/**
 * Cursors of one list: signed under a key that is derived from the master key, so that none can be made up, and bound to whose list it is and to
 * filters, search and sort. They do not expire. [API-LIST-03]
 */
export class ListCursors {
  readonly #vault: Pick<Vault, 'keyedHash'>;
  readonly #bound: string;

  /** `scope`: name of the list, account, and object that the list is of. */
  constructor(vault: Pick<Vault, 'keyedHash'>, scope: readonly (string | number)[], query: ListQuery) {
    const { filters, sort, words } = query;
    const sorted = filters.map((filter) => JSON.stringify(filter)).toSorted();
    this.#vault = vault;
    this.#bound = JSON.stringify([scope, sorted, sort, words]);
  }

  print({ direction, by, id }: ListPlace): string {
    const text = JSON.stringify([direction === 'after' ? 1 : 0, by, id]);
    return Buffer.from(`${this.#proof(text)}${text}`).toString('base64url');
  }

  /** Undefined for what is no cursor of this list. */
  parse(cursor: string): ListPlace | undefined {
    const plain = Buffer.from(cursor, 'base64url').toString();
    const text = plain.slice(proofLength);
    if (!sameText(plain.slice(0, proofLength), this.#proof(text))) return undefined;
    const [after, by, id] = JSON.parse(text) as [number, string, number];
    return { direction: after === 1 ? 'after' : 'before', by, id };
  }

  #proof(text: string): string {
    return this.#vault.keyedHash(purpose, JSON.stringify([this.#bound, text])).slice(0, proofLength);
  }
}
