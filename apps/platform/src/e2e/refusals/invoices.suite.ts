import { ask } from '../native-answers.suite.ts';
import { post } from '../native-catalog.suite.ts';
import { newKey } from '../native-idempotency.suite.ts';
import { made } from '../native-made-license.suite.ts';
import { type Product, optionOf } from '../product.suite.ts';
import { type Refusal, nobody } from './refusal.suite.ts';

/** An external id that an invoice has. */
async function taken(product: Product): Promise<string> {
  const externalId = newKey();
  await ask(product, '/invoices', post({ externalId }));
  return externalId;
}

/** What sells one of an option like this. */
async function selling(product: Product, option: object, line: object = {}): Promise<object> {
  const { id } = await optionOf(product, option);
  return { body: { issue: true, lines: [{ optionId: id, ...line }] } };
}

export const invoiceRefusals: Refusal[] = [
  {
    operation: 'createInvoice',
    refuses: '404 not_found',
    when: 'there is no such customer',
    asking: () => ({ body: { customerId: nobody } }),
  },
  {
    operation: 'createInvoice',
    refuses: '409 duplicate',
    when: 'another invoice has the external id',
    asking: async (product) => ({ body: { externalId: await taken(product) } }),
  },
  {
    operation: 'createInvoice',
    refuses: '409 option_not_issuable',
    when: 'a line sells a bundle',
    asking: (product) => selling(product, { type: 'bundle' }),
  },
  {
    operation: 'createInvoice',
    refuses: '409 serials_exhausted',
    when: 'a line takes from a list that is empty',
    asking: async (product) => {
      const { body } = await ask(product, '/products', post({ name: newKey() }));
      return selling(product, { productId: body.id, serials: { mode: 'list' } });
    },
  },
  {
    operation: 'createInvoice',
    refuses: '409 renewal_not_applicable',
    when: 'a line renews what has no end',
    asking: async (product) => {
      const expiry = { rule: 'daysFromCreation', days: 30 };
      return selling(product, { type: 'renewal', expiry }, { renewsLicenseId: (await made(product)).body.id });
    },
  },
  {
    operation: 'updateInvoice',
    refuses: '409 duplicate',
    when: 'another invoice has the external id',
    asking: async (product) => ({ body: { externalId: await taken(product) } }),
  },
  {
    operation: 'transitionInvoice',
    refuses: '409 transition_not_allowed',
    when: 'it is deleted',
    asking: async (product) => {
      const { body } = await ask(product, '/invoices', post({}));
      await ask(product, `/invoices/${body.id}/transitions`, post({ to: 'deleted' }));
      return { targets: { id: body.id }, body: { to: 'web' } };
    },
  },
];
