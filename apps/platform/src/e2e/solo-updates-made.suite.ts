import { ask } from './native-answers.suite.ts';
import { post } from './native-catalog.suite.ts';
import type { Product } from './product.suite.ts';

export interface Made {
  id: string;
  productId: number;
  /** With Days To D/L, and without. */
  termed: number;
  perpetual: number;
}

let names = Date.now();
export const newName = (): string => `Update ${names++}`;

/** A product of its own, so that the updates of other tests are not looked at. */
export async function makeProduct({ native }: Product): Promise<Made> {
  const { id, solo } = await native.send<{ id: string; solo: { productId: number } }>('POST', '/products', {
    name: newName(),
  });
  const option = async (expiry: object) => {
    const body = { productId: id, name: 'One', type: 'activationCode', expiry };
    return (await native.send<{ solo: { prodOptionId: number } }>('POST', '/options', body)).solo.prodOptionId;
  };
  const termed = await option({ rule: 'daysFromCreation', days: 30 });
  return { id, productId: solo.productId, termed, perpetual: await option({ rule: 'never', days: 0 }) };
}

export const makeUpdate = (product: Product, { id }: Made, settings: object = {}) =>
  ask(product, `/products/${id}/updates`, post({ name: newName(), latestVersion: '2.0.0.0', ...settings }));
