import { GetProductUpdate, type ProductFacts, type ProductUpdateFacts, parseNativeId } from '@licet/contracts';
import type { NativeCall } from '../http/native-call.ts';
import { Problem } from '../http/problem.ts';
import { namedProduct } from '../products/get-product.ts';

export interface NamedUpdate {
  product: ProductFacts;
  update: ProductUpdateFacts;
}

/** What cannot name an update is like an absent one. */
export function updateUuid(id: string): string {
  const uuid = parseNativeId('update', id);
  if (uuid === undefined) throw new Problem('not_found');
  return uuid;
}

/** The update of a product that an id names. [API-PRD-07] */
export async function namedUpdate(call: NativeCall, productId: string, updateId: string): Promise<NamedUpdate> {
  const product = await namedProduct(call, productId);
  const asked = { authorId: call.authorId, productId: product.productId, uuid: updateUuid(updateId) };
  return { product, update: await call.ask(GetProductUpdate, asked) };
}
