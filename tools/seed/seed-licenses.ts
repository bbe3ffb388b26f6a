import { scopes } from '@licet/contracts';
import type { EventStore } from '@licet/event-store';
import { systemContext } from '@licet/service-kit';
import type { Vault } from '@licet/vault';
import { Issuer } from '../../apps/licenses/src/add-license/issuer.ts';
import { Licenses, Options, Products } from '../../apps/licenses/src/aggregates.ts';
import type { Sellable, Surroundings } from '../../apps/licenses/src/domain/add-license.ts';
import type { License } from '../../apps/licenses/src/domain/license.ts';

/** What is sold, and to whom. */
export interface Sale {
  authorId: number;
  optionId: number;
  customerId: number;
  activations: number;
}

/** What a program needs to activate a license. */
export interface Sold {
  LicenseID: string;
  Password: string;
}

/** What is sold, among all that the rules ask for. */
type Shelf = Surroundings & Pick<Sellable, 'option' | 'product'>;

interface Makers {
  issuer: Issuer;
  licenses: Licenses;
}

/** Licenses that are made and appended at a time: what a batch of the store takes. */
const atOnce = 500;

/**
 * Appends licenses by the rule of the service itself (numbers from the sequence, keys and passwords random, texts sealed, claims taken), many
 * to a commit. Everything else follows by events. `told` hears how many there are after each batch. Answers with `sample` of them, evenly
 * spread.
 */
export async function seedLicenses(
  { store, vault }: { store: EventStore; vault: Vault },
  sale: Sale,
  { count, sample = 0, told }: { count: number; sample?: number; told?: (done: number) => void },
): Promise<Sold[]> {
  const surroundings = await surroundingsOf(store, sale);
  const makers = { issuer: new Issuer(store, vault), licenses: new Licenses(store) };
  const chosen: License[] = [];
  for (let done = 0; done < count;) {
    const size = Math.min(atOnce, count - done);
    const added = await Promise.all(Array.from({ length: size }, () => addOne(makers, sale, surroundings)));
    for (const license of added) if (Math.floor((++done * sample) / count) > chosen.length) chosen.push(license);
    told?.(done);
  }
  return Promise.all(
    chosen.map(async ({ licenseId, activationPassword }) => ({
      LicenseID: String(licenseId),
      Password: (await vault.open(activationPassword)) ?? '',
    })),
  );
}

async function surroundingsOf(store: EventStore, { authorId, optionId }: Sale): Promise<Shelf> {
  const { state: option } = await new Options(store).read(String(optionId));
  if (option.kind === 'none') throw new Error(`There is no option ${optionId}.`);
  const { state: product } = await new Products(store).read(String(option.productId));
  if (product.kind === 'none') throw new Error(`There is no product ${option.productId}.`);
  return { option, product, customer: { authorId }, distributor: null, account: { mode: 'live' } };
}

async function addOne(makers: Makers, sale: Sale, surroundings: Shelf): Promise<License> {
  const { issuer, licenses } = makers;
  const fields = { ...emptyFields, activationsLeft: sale.activations, deactivationsLeft: sale.activations };
  const issue = await issuer.prepare({ ...surroundings, fields });
  const { authorId, optionId, customerId } = sale;
  const request = { authorId, optionId, customerId, fields };
  const call = { ...systemContext('licenses', 30_000), scopes: [...scopes] };
  const execution = await licenses.decide(issue.licenseId, { type: 'AddLicense', request, surroundings, issue }, call);
  if (execution.kind !== 'accepted' || execution.state.kind === 'none')
    throw new Error(`License ${issue.licenseId} was not added: ${execution.kind}`);
  return execution.state;
}

const emptyFields = {
  quantity: 1,
  unitPrice: '0',
  activationsLeft: 0,
  deactivationsLeft: 0,
  counter: null,
  currentVersion: '',
  licenseUpdate: '',
  licenseeName: '',
  licenseeEmail: '',
  notes: '',
  isTest: false,
};
