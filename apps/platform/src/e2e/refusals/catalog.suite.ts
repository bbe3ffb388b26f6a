import { mostSerialsOfCall } from '@licet/contracts';
import { ask } from '../native-answers.suite.ts';
import { post } from '../native-catalog.suite.ts';
import { newKey } from '../native-idempotency.suite.ts';
import { type Product, inParallel, optionOf } from '../product.suite.ts';
import { type Refusal, nobody } from './refusal.suite.ts';

const productOf = async (product: Product, told: object = {}): Promise<string> =>
  (await ask(product, '/products', post({ name: newKey(), ...told }))).body.id;

/** A product or option that sells no more. */
async function archived(product: Product, kind: 'products' | 'options', id: string): Promise<string> {
  await ask(product, `/${kind}/${id}/transitions`, post({ to: 'archived' }));
  return id;
}

/** An external id that one of them has. */
async function taken(product: Product, kind: 'products' | 'options'): Promise<string> {
  const externalId = newKey();
  if (kind === 'products') await productOf(product, { externalId });
  else await optionOf(product, { externalId });
  return externalId;
}

/** A product with an update of this name. */
async function updated(product: Product, name: string): Promise<string> {
  const id = await productOf(product);
  await ask(product, `/products/${id}/updates`, post({ name, latestVersion: '1.0.0.0' }));
  return id;
}

/** A product with a serial number that a license has. */
async function handedOut(product: Product): Promise<{ id: string; serialId: string }> {
  const id = await productOf(product);
  await ask(product, `/products/${id}/serials`, post({ serials: [{ serial: newKey() }] }));
  const option = await optionOf(product, { productId: id, serials: { mode: 'list' } });
  await ask(product, '/licenses', post({ optionId: option.id }));
  const listed = await ask(product, `/products/${id}/serials`);
  return { id, serialId: listed.body.data[0]!.id };
}

export const catalogRefusals: Refusal[] = [
  {
    operation: 'createProduct',
    refuses: '409 duplicate',
    when: 'another product has the external id',
    asking: async (product) => ({ body: { name: 'Two', externalId: await taken(product, 'products') } }),
  },
  {
    operation: 'updateProduct',
    refuses: '409 duplicate',
    when: 'another product has the external id',
    asking: async (product) => ({ body: { externalId: await taken(product, 'products') } }),
  },
  {
    operation: 'transitionProduct',
    refuses: '409 transition_not_allowed',
    when: 'it is archived',
    asking: async (product) => ({
      targets: { id: await archived(product, 'products', await productOf(product)) },
      body: { to: 'active' },
    }),
  },
  {
    operation: 'transitionProduct',
    refuses: '400 parameter_missing',
    when: 'neither a status nor a mode is named',
    asking: () => ({ body: {} }),
  },
  {
    operation: 'createOption',
    refuses: '404 not_found',
    when: 'there is no such product',
    asking: () => ({ body: { productId: nobody, name: 'One', type: 'activationCode' } }),
  },
  {
    operation: 'createOption',
    refuses: '409 duplicate',
    when: 'another option has the external id',
    asking: async (product) => ({
      body: {
        ...{ productId: await productOf(product), name: 'Two', type: 'activationCode' },
        externalId: await taken(product, 'options'),
      },
    }),
  },
  {
    operation: 'createOption',
    refuses: '409 transition_not_allowed',
    when: 'the product is archived',
    asking: async (product) => {
      const productId = await archived(product, 'products', await productOf(product));
      return { body: { productId, name: 'Late', type: 'activationCode' } };
    },
  },
  {
    operation: 'updateOption',
    refuses: '409 duplicate',
    when: 'another option has the external id',
    asking: async (product) => ({ body: { externalId: await taken(product, 'options') } }),
  },
  {
    operation: 'transitionOption',
    refuses: '409 transition_not_allowed',
    when: 'it is archived',
    asking: async (product) => ({
      targets: { id: await archived(product, 'options', (await optionOf(product, {})).id) },
      body: { to: 'active' },
    }),
  },
  {
    operation: 'createUpdate',
    refuses: '409 duplicate',
    when: 'the product has one of the name',
    asking: async (product) => {
      const name = newKey();
      return { targets: { id: await updated(product, name) }, body: { name, latestVersion: '2.0.0.0' } };
    },
  },
  {
    operation: 'createUpdate',
    refuses: '409 quota_exceeded',
    when: 'the product has 1,000',
    asking: async (product) => {
      const id = await productOf(product);
      const create = (name: string) =>
        ask(product, `/products/${id}/updates`, post({ name, latestVersion: '2.0.0.0' }));
      const made = await inParallel(1000, 32, async (i) => (await create(`Update ${i}`)).status);
      expect(new Set(made)).toEqual(new Set([201]));
      return { targets: { id }, body: { name: 'One more', latestVersion: '2.0.0.0' } };
    },
  },
  {
    operation: 'addSerials',
    refuses: '409 quota_exceeded',
    when: 'the list has 100,000',
    asking: async (product) => {
      const id = await productOf(product);
      for (let i = 0; i < 100_000; i += mostSerialsOfCall) {
        const serials = Array.from({ length: mostSerialsOfCall }, (_, j) => ({ serial: `S${i + j}` }));
        expect((await ask(product, `/products/${id}/serials`, post({ serials }))).body.added).toBe(mostSerialsOfCall);
      }
      return { targets: { id }, body: { serials: [{ serial: 'one more' }] } };
    },
  },
  {
    operation: 'updateUpdate',
    refuses: '409 duplicate',
    when: 'the product has one of the name',
    asking: async (product) => {
      const name = newKey();
      const id = await updated(product, name);
      const other = await ask(product, `/products/${id}/updates`, post({ name: newKey(), latestVersion: '2.0.0.0' }));
      return { targets: { id, updateId: other.body.id }, body: { name } };
    },
  },
  {
    operation: 'deleteSerial',
    refuses: '409 transition_not_allowed',
    when: 'a license has it',
    asking: async (product) => ({ targets: { ...(await handedOut(product)) } }),
  },
];
