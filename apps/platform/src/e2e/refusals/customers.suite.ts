import { ask } from '../native-answers.suite.ts';
import { post } from '../native-catalog.suite.ts';
import { newKey } from '../native-idempotency.suite.ts';
import { type Product, customerOf } from '../product.suite.ts';
import { signedIn } from './access.suite.ts';
import type { Refusal } from './refusal.suite.ts';

/** An external id that a customer has. */
async function taken(product: Product): Promise<string> {
  const externalId = newKey();
  await customerOf(product, { externalId });
  return externalId;
}

async function erased(product: Product): Promise<string> {
  const { id } = await customerOf(product);
  await ask(product, `/customers/${id}/erase`, post({}));
  return id;
}

export const customerRefusals: Refusal[] = [
  {
    operation: 'updateCustomer',
    refuses: '409 transition_not_allowed',
    when: 'he is erased',
    asking: async (product) => ({ targets: { id: await erased(product) }, body: { lastName: 'Back' } }),
  },
  {
    operation: 'setCustomerPassword',
    refuses: '409 transition_not_allowed',
    when: 'he is erased',
    asking: async (product) => ({ targets: { id: await erased(product) }, body: { password: 'a long password' } }),
  },
  {
    operation: 'setCustomerPassword',
    refuses: '400 parameter_missing',
    when: 'the customer himself chooses none',
    asking: async (product) => {
      const password = 'of the customer';
      const { id, CustomerID } = await customerOf(product, { registered: true }, password);
      const account = `solo:${product.author.AuthorID}`;
      const by = await signedIn(product, { account, customerId: `solo:${CustomerID}`, password });
      return { targets: { id }, body: {}, by };
    },
  },
  {
    operation: 'createCustomer',
    refuses: '400 parameter_missing',
    when: 'nothing tells who it is',
    asking: () => ({ body: { fax: '1' } }),
  },
  {
    operation: 'createCustomer',
    refuses: '409 duplicate',
    when: 'another customer has the external id',
    asking: async (product) => ({ body: { lastName: 'Two', externalId: await taken(product) } }),
  },
  {
    operation: 'updateCustomer',
    refuses: '409 duplicate',
    when: 'another customer has the external id',
    asking: async (product) => ({ body: { externalId: await taken(product) } }),
  },
  {
    operation: 'createCustomerEntry',
    refuses: '409 balance_insufficient',
    when: 'it takes more than there is',
    asking: async (product) => {
      const { id } = await customerOf(product);
      await ask(product, `/customers/${id}/balances/Exports/entries`, post({ amount: 10 }));
      return { targets: { id, name: 'Exports' }, body: { amount: -11 } };
    },
  },
  {
    operation: 'revertMerge',
    refuses: '409 not_revertible',
    when: 'he was not merged',
    asking: async (product) => ({ targets: { id: (await customerOf(product)).id } }),
  },
  {
    operation: 'mergeCustomer',
    refuses: '409 transition_not_allowed',
    when: 'he was merged into a third',
    asking: async (product) => {
      const [merged, into, third] = [await customerOf(product), await customerOf(product), await customerOf(product)];
      await ask(product, `/customers/${merged.id}/merge`, post({ intoId: into.id }));
      return { targets: { id: merged.id }, body: { intoId: third.id } };
    },
  },
];
