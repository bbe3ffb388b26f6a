import { ask } from '../native-answers.suite.ts';
import { post } from '../native-catalog.suite.ts';
import type { Product, Sold } from '../product.suite.ts';
import type { Refusal } from './refusal.suite.ts';

/** The installation of the one program that activated. */
async function installed(product: Product, license: Sold): Promise<string> {
  await product.activate(license);
  const { body } = await ask(product, `/licenses/solo:${license.LicenseID}?include=installations`);
  return (body.installations as { id: string }[])[0]!.id;
}

const to = (product: Product, id: string, status: string) =>
  ask(product, `/installations/${id}/transitions`, post({ to: status }));

export const installationRefusals: Refusal[] = [
  {
    operation: 'transitionInstallation',
    refuses: '409 transition_not_allowed',
    when: 'it is banned and to be given back',
    asking: async (product) => {
      const id = await installed(product, await product.add());
      await to(product, id, 'banned');
      return { targets: { id }, body: { to: 'deactivated' } };
    },
  },
  {
    operation: 'transitionInstallation',
    refuses: '409 no_activations_left',
    when: 'another machine has its activation',
    asking: async (product) => {
      const license = await product.add({ ActivationCount: 1 });
      const id = await installed(product, license);
      await to(product, id, 'deactivated');
      await product.activate(license, { UserCode2: 2000 });
      return { targets: { id }, body: { to: 'active' } };
    },
  },
  {
    operation: 'transitionInstallation',
    refuses: '409 no_deactivations_left',
    when: 'none was sold',
    asking: async (product) => ({
      targets: { id: await installed(product, await product.add({ DeactivationCount: 0 })) },
      body: { to: 'deactivated' },
    }),
  },
];
