import { ask } from '../native-answers.suite.ts';
import { post } from '../native-catalog.suite.ts';
import { newKey } from '../native-idempotency.suite.ts';
import { made, soloNumber } from '../native-made-license.suite.ts';
import { type Product, optionOf } from '../product.suite.ts';
import { type Refusal, nobody } from './refusal.suite.ts';

const demoOption = ({ access }: Product) => `solo:${access.products[0]!.options[0]!.prodOptionId}`;

/** Of an option like this, made for it. */
async function licenseOf(product: Product, option: object, told: object = {}): Promise<string> {
  return (await made(product, { optionId: (await optionOf(product, option)).id, ...told })).body.id;
}

const balances = [{ name: 'Exports', initial: 10, refillDays: null }];

const machine = { fingerprint: [{ type: 'serial', value: '1' }] };
const trialOf = async (product: Product, option: object) => ({
  body: { machine, optionId: (await optionOf(product, option)).id },
});

export const licenseRefusals: Refusal[] = [
  {
    operation: 'createTrial',
    refuses: '404 not_found',
    when: 'there is no such option',
    asking: () => ({ body: { machine, optionId: nobody } }),
  },
  {
    operation: 'createTrial',
    refuses: '409 option_not_issuable',
    when: 'the option has no trial',
    asking: (product) => trialOf(product, {}),
  },
  {
    operation: 'createTrial',
    refuses: '409 serials_exhausted',
    when: 'the option takes from a list that is empty',
    asking: async (product) => {
      const { body } = await ask(product, '/products', post({ name: newKey() }));
      const trial = { days: 1, public: false };
      return trialOf(product, { productId: body.id, trial, serials: { mode: 'list' } });
    },
  },
  {
    operation: 'createLicense',
    refuses: '404 not_found',
    when: 'there is no such option',
    asking: () => ({ body: { optionId: nobody } }),
  },
  {
    operation: 'createLicense',
    refuses: '409 duplicate',
    when: 'another license has the key',
    asking: async (product) => {
      const key = newKey();
      await made(product, { key });
      return { body: { optionId: demoOption(product), key } };
    },
  },
  {
    operation: 'createLicense',
    refuses: '409 option_not_issuable',
    when: 'the option is a bundle',
    asking: async (product) => ({ body: { optionId: (await optionOf(product, { type: 'bundle' })).id } }),
  },
  {
    operation: 'createLicense',
    refuses: '409 serials_exhausted',
    when: 'the option takes from a list that is empty',
    asking: async (product) => {
      const { body } = await ask(product, '/products', post({ name: newKey() }));
      const { id } = await optionOf(product, { productId: body.id, serials: { mode: 'list' } });
      return { body: { optionId: id } };
    },
  },
  {
    operation: 'updateLicense',
    refuses: '409 duplicate',
    when: 'another license has the external id',
    asking: async (product) => {
      const externalId = newKey();
      await made(product, { externalId });
      return { body: { externalId } };
    },
  },
  {
    operation: 'transitionLicense',
    refuses: '409 transition_not_allowed',
    when: 'what was not deleted is to be restored',
    asking: () => ({ body: { to: 'restored' } }),
  },
  {
    operation: 'rotateLicenseSecrets',
    refuses: '409 no_deactivations_left',
    when: 'installations are to end and none may',
    asking: async (product) => {
      const { id } = await optionOf(product, { activation: { deactivations: 'none' } });
      const license = await made(product, { optionId: id });
      const { activationPassword } = license.body.secrets as { activationPassword: string };
      await product.activate({ LicenseID: String(soloNumber(license)), Password: activationPassword });
      return { targets: { id: license.body.id }, body: { deactivateInstallations: true } };
    },
  },
  {
    operation: 'lookupLicense',
    refuses: '404 not_found',
    when: 'no license has the key',
    asking: () => ({ body: { key: newKey() } }),
  },
  {
    operation: 'createLicenseEntry',
    refuses: '409 balance_insufficient',
    when: 'it takes more than there is',
    asking: async (product) => ({
      targets: { id: await licenseOf(product, { balances }), name: 'Exports' },
      body: { amount: -11 },
    }),
  },
  {
    operation: 'createLicenseEntry',
    refuses: '409 counter_unset',
    when: 'the counter has no value',
    asking: async (product) => ({
      targets: { id: await licenseOf(product, { counter: { type: 'decrementing' } }), name: 'counter' },
      body: { amount: -1 },
    }),
  },
  {
    operation: 'createLicenseEntry',
    refuses: '409 counter_type_invalid',
    when: 'the option lets nobody count',
    asking: async (product) => ({
      targets: { id: await licenseOf(product, {}, { counter: 5 }), name: 'counter' },
      body: { amount: -1 },
    }),
  },
];
