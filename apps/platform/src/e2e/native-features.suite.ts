import { ask, placesOf } from './native-answers.suite.ts';
import { patch, post } from './native-catalog.suite.ts';
import { type Product, optionOf } from './product.suite.ts';

/** What a license switches on, by its option and for itself. */
export function nativeFeatures(product: () => Product): void {
  describe('features', () => {
    it('of an option are in its licenses, which may have single names otherwise [API-OPT-13]', async () => {
      const { id: optionId } = await optionOf(product(), { features: { export: true, maxProjects: 25, tier: 'pro' } });
      const license = await ask(product(), '/licenses', post({ optionId }));
      expect(license.body.features).toEqual({ export: true, maxProjects: 25, tier: 'pro' });
      const path = `/licenses/${license.body.id}`;
      const shown = async () => (await ask(product(), path)).body.features;
      const own = await ask(product(), path, patch({ features: { maxProjects: 50, export: false, beta: true } }));
      expect([own.status, own.body.features]).toEqual([200, { maxProjects: 50, tier: 'pro', beta: true }]);
      await ask(product(), `/options/${optionId}`, patch({ features: { tier: null, maxProjects: 30, added: 'x' } }));
      expect(await shown()).toEqual({ maxProjects: 50, beta: true, added: 'x' });
      await ask(product(), path, patch({ features: { maxProjects: null, export: null } }));
      expect(await shown()).toEqual({ export: true, maxProjects: 30, beta: true, added: 'x' });
    });

    it.each([
      [{ features: { 'a b': true } }],
      [{ features: { a: false } }],
      [{ features: { a: {} } }],
      [{ features: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`f${i}`, true])) }],
    ])('are names with true, a number or a text, 50 at most: not %j [API-OPT-13]', async (body) => {
      const { id } = await optionOf(product(), {});
      const refused = await ask(product(), `/options/${id}`, patch(body));
      expect([refused.status, placesOf(refused)]).toEqual([400, ['/features invalid']]);
    });

    it('are 50 at most also when they come one after the other [API-OPT-13]', async () => {
      const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}`, true]));
      const { id } = await optionOf(product(), { features: many });
      const refused = await ask(product(), `/options/${id}`, patch({ features: { more: 1 } }));
      expect([refused.status, placesOf(refused)]).toEqual([400, ['/features invalid']]);
    });
  });
}
