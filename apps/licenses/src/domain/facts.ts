import type { OptionFacts, ProductFacts } from '@licet/contracts';
import type { Option, OptionState } from './option.ts';
import type { Product, ProductState } from './product.ts';

/** A product of the account, or undefined: those of others are not there. [AUTH-14] */
export const productOf = (state: ProductState, authorId: number): Product | undefined =>
  state.kind === 'product' && state.authorId === authorId ? state : undefined;

/** An option of the account, or undefined. [AUTH-14] */
export const optionOf = (state: OptionState, authorId: number): Option | undefined =>
  state.kind === 'option' && state.authorId === authorId ? state : undefined;

/** What others may know of a product that the record holds. */
export function productFacts(state: ProductState): ProductFacts {
  if (state.kind === 'none') throw new Error('A recorded product is not there.');
  const { productId, uuid, authorId, settings, version, createdAt, updatedAt } = state;
  return { productId, uuid, authorId, settings, version, createdAt, updatedAt };
}

/** What others may know of an option that the record holds. */
export function optionFacts(state: OptionState): OptionFacts {
  if (state.kind === 'none') throw new Error('A recorded option is not there.');
  const { optionId, uuid, productId, authorId, settings, version, createdAt, updatedAt } = state;
  return { optionId, uuid, productId, authorId, settings, version, createdAt, updatedAt };
}
