import { ListProductUpdates, type ProductFacts, type ProductUpdateFacts, parseNativeId } from '@licet/contracts';
import type { NativeCall } from '../http/native-call.ts';
import { Problem } from '../http/problem.ts';
import { namedProduct } from '../products/get-product.ts';

export interface NamedUpdate {
  product: ProductFacts;
  update: ProductUpdateFacts;
}

/** The update of a product that an id names. [API-PRD-07] */
export async function namedUpdate(call: NativeCall, productId: string, updateId: string): Promise<NamedUpdate> {
  const product = await namedProduct(call, productId);
  const uuid = parseNativeId('update', updateId);
  const update = (await updatesOf(call, product)).find((it) => it.uuid === uuid);
  if (!update) throw new Problem('not_found');
  return { product, update };
}

/** All updates of a product, newest first. */
export const updatesOf = (call: NativeCall, { productId }: ProductFacts): Promise<ProductUpdateFacts[]> =>
  call.ask(ListProductUpdates, { authorId: call.authorId, productId });
