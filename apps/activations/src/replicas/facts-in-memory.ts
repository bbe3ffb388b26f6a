import { type OptionSettings, type ProductSettings, completeOption, completeProduct } from '@licet/contracts';
import type { Account, KeySet, SharedFacts } from '../domain/commands.ts';
import type { FactKind, Told } from './shared-fact.ts';

/** Facts of other services that decisions need at once, in the memory of this process. */
export class FactsInMemory implements SharedFacts {
  readonly #facts = new Map<string, object>();
  readonly #productsOf = new Map<number, Set<number>>();
  readonly #authorOf = new Map<number, number>();

  /** Takes what was told; a member that is named replaces the one known. */
  tell({ kind, id, authorId, fact }: Told): void {
    if (kind === 'customer') return;
    const key = `${kind}/${id}`;
    this.#facts.set(key, completed(kind, { ...this.#facts.get(key), ...fact }));
    if (kind === 'product') this.#addProduct(authorId, Number(id));
  }

  keySet(encryptionKeyId: string): KeySet | undefined {
    return this.#get('keySet', encryptionKeyId) as KeySet | undefined;
  }

  account(authorId: number): Account | undefined {
    return this.#get('account', authorId) as Account | undefined;
  }

  product(productId: number): ProductSettings | undefined {
    return this.#get('product', productId) as ProductSettings | undefined;
  }

  option(optionId: number): OptionSettings | undefined {
    return this.#get('option', optionId) as OptionSettings | undefined;
  }

  /** Whose the first of these products is that is known here. */
  authorOf(productIds: readonly number[]): number | undefined {
    return productIds.map((it) => this.#authorOf.get(it)).find((it) => it !== undefined);
  }

  /** Products of an account, in order of their creation. */
  productsOf(authorId: number): readonly number[] {
    return [...(this.#productsOf.get(authorId) ?? [])];
  }

  #get(kind: FactKind, id: string | number): object | undefined {
    return this.#facts.get(`${kind}/${id}`);
  }

  #addProduct(authorId: number, productId: number): void {
    const products = this.#productsOf.get(authorId) ?? new Set();
    this.#productsOf.set(authorId, products.add(productId));
    this.#authorOf.set(productId, authorId);
  }
}

/** What was told before there were all settings of today. */
function completed(kind: FactKind, fact: object): object {
  if (kind === 'option') return completeOption(fact);
  return kind === 'product' ? completeProduct(fact) : fact;
}
