import { ask } from '../native-answers.suite.ts';
import { post } from '../native-catalog.suite.ts';
import { made } from '../native-made-license.suite.ts';
import { targetsOf } from '../operation-requests.suite.ts';
import { type Product, optionOf } from '../product.suite.ts';
import { type Refusal, nobody } from './refusal.suite.ts';

/** A voucher that has been used. */
async function used(product: Product): Promise<string> {
  const { id: optionId } = await optionOf(product, { type: 'renewal', renewal: { toTypeId: 7 } });
  const { body } = await ask(product, '/renewals', post({ optionId }));
  const license = await made(product);
  await ask(product, `/licenses/${license.body.id}/renew`, post({ renewalKey: body.key }));
  return body.id;
}

export const renewalRefusals: Refusal[] = [
  {
    operation: 'createRenewal',
    refuses: '404 not_found',
    when: 'there is no such option',
    asking: () => ({ body: { optionId: nobody } }),
  },
  {
    operation: 'createRenewal',
    refuses: '409 option_not_issuable',
    when: 'the option is of another type',
    asking: async (product) => ({ body: { optionId: (await optionOf(product, {})).id } }),
  },
  {
    operation: 'transitionRenewal',
    refuses: '409 transition_not_allowed',
    when: 'it has been used',
    asking: async (product) => ({ targets: { id: await used(product) }, body: { to: 'blocked' } }),
  },
  {
    operation: 'renewLicense',
    refuses: '409 renewal_not_applicable',
    when: 'no renewal has the key',
    asking: async (product) => ({
      targets: await targetsOf(product, '/licenses/{id}/renew'),
      body: { renewalKey: 'IPRR-NONE' },
    }),
  },
];
