import { type RunningPlatform, runPlatform } from '@licet/testing';
import { tolerateWrongLogons } from './access.suite.ts';
import { type Product, productOf } from './product.suite.ts';
import { nothingUndeclared } from './refusals/undeclared.suite.ts';
import { secretsStayHome } from './secrets.suite.ts';

/**
 * Runs network suites, one after the other, against one product that is started for them: `npm start` on an empty folder.
 *
 * Three spec files do so, that jest may run them at the same time. A new suite belongs into `native.e2e.spec.ts`, unless it is about a service
 * of SOLO (`solo.e2e.spec.ts`), or is generated over all operations of such services (`wire.e2e.spec.ts`). It must not rely on what another
 * suite has left behind. Move one when its file lasts much longer than the others.
 */
export function inOneProcess(suites: (product: () => Product) => void): void {
  describe('the product in one process', () => {
    let running: RunningPlatform;
    let product: Product;
    beforeAll(async () => {
      running = await runPlatform('platform', { LICET_LOG_LEVEL: 'debug' });
      product = productOf(running);
      await tolerateWrongLogons(product);
    }, 120_000);
    afterAll(() => running.destroy(), 60_000);

    suites(() => product);
    nothingUndeclared(() => product);
    secretsStayHome(() => product);
  });
}
