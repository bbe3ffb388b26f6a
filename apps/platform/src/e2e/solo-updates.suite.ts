import type { Product } from './product.suite.ts';
import { checks } from './solo-update-checks.suite.ts';
import { administration } from './solo-updates-kept.suite.ts';

/** Updates of products: kept by the author over the native API, found by UpdateCheck. [PU, SL-UPD] */
export function soloUpdates(product: () => Product): void {
  describe('updates of a product', () => {
    administration(product);
    checks(product);
  });
}
