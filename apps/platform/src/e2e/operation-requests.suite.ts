import { eventually } from '@licet/testing';
import { made as madeLicense, soloNumber } from './native-made-license.suite.ts';
import { ask } from './native-answers.suite.ts';
import { post } from './native-catalog.suite.ts';
import { newKey } from './native-idempotency.suite.ts';
import { type Product, optionOf } from './product.suite.ts';

/** What stands in the place of each parameter of a path. */
export type Targets = Record<string, string>;

const optionId = ({ access }: Product) => `solo:${access.products[0]!.options[0]!.prodOptionId}`;
const customerId = ({ access }: Product) => `solo:${access.customers[0]!.customerId}`;

async function made(product: Product, path: string, body: object): Promise<string> {
  const answer = await ask(product, path, post(body));
  if (answer.status > 202) throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`);
  return answer.body.id;
}

const customerOf = (product: Product) => made(product, '/customers', { lastName: 'One' });
async function mergedOf(product: Product): Promise<string> {
  const id = await customerOf(product);
  await made(product, `/customers/${id}/merge`, { intoId: await customerOf(product) });
  return id;
}
const productOf = (product: Product) => made(product, '/products', { name: newKey() });
const licenseOf = async (product: Product) => (await madeLicense(product)).body.id;

async function installationOf(product: Product): Promise<string> {
  const answer = await madeLicense(product);
  const { activationPassword } = answer.body.secrets as { activationPassword: string };
  await product.activate({ LicenseID: String(soloNumber(answer)), Password: activationPassword });
  return eventually(async () => {
    const { body } = await ask(product, `/installations?licenseId=${answer.body.id}`);
    return body.data[0]?.id ?? false;
  });
}

async function serialOf(product: Product): Promise<Targets> {
  const id = await productOf(product);
  await ask(product, `/products/${id}/serials`, post({ serials: [{ serial: 'S-1' }] }));
  return { id, serialId: (await ask(product, `/products/${id}/serials`)).body.data[0]!.id };
}

async function updateOf(product: Product): Promise<Targets> {
  const id = await productOf(product);
  return { id, updateId: await made(product, `/products/${id}/updates`, { name: newKey(), latestVersion: '2.0.0.0' }) };
}

/** A balance of a customer. */
async function creditsOf(product: Product): Promise<Targets> {
  const id = await customerOf(product);
  await product.native.send('POST', `/customers/${id}/balances/Exports/entries`, { amount: 10 });
  return { id, name: 'Exports' };
}

async function balanceOf(product: Product): Promise<Targets> {
  const balances = [{ name: 'Exports', initial: 10, refillDays: null }];
  const body = { productId: solo(product), name: newKey(), type: 'activationCode', balances };
  const option = await made(product, '/options', body);
  return { id: await made(product, '/licenses', { optionId: option }), name: 'Exports' };
}

async function renewalOf(product: Product): Promise<string> {
  const body = { productId: solo(product), name: newKey(), type: 'renewal' };
  return made(product, '/renewals', { optionId: await made(product, '/options', body) });
}

/** As long as it runs, it changes between two looks. */
async function finishedJob(product: Product): Promise<string> {
  const id = await made(product, '/jobs', { type: 'daily.cleanup', dryRun: true });
  await eventually(async () => {
    expect((await ask(product, `/jobs/${id}`)).body).toMatchObject({ status: 'succeeded' });
  });
  return id;
}

/** Makes an object for a call alone, by the part of the path that names its kind. */
const objects: Record<string, (product: Product) => Promise<string>> = {
  products: productOf,
  options: (product) => made(product, '/options', { productId: solo(product), name: 'One', type: 'activationCode' }),
  customers: customerOf,
  licenses: licenseOf,
  installations: installationOf,
  invoices: (product) => made(product, '/invoices', { customerId: customerId(product), lines: [line(product)] }),
  renewals: renewalOf,
  jobs: finishedJob,
  keys: (product) => made(product, '/keys', { name: 'One', scopes: [] }),
  users: (product) => made(product, '/users', { kind: 'api', name: 'One', scopes: [] }),
};

const solo = ({ access }: Product) => `solo:${access.products[0]!.productId}`;
const line = (product: Product) => ({ optionId: optionId(product) });

/** Objects of a path like `/products/{id}/updates/{updateId}`, made for one call. */
export async function targetsOf(product: Product, path: string): Promise<Targets> {
  if (path.includes('{updateId}')) return updateOf(product);
  if (path.includes('{serialId}')) return serialOf(product);
  if (path.startsWith('/customers') && path.includes('{name}')) return creditsOf(product);
  if (path.includes('{name}')) return balanceOf(product);
  if (path.endsWith('/merge/revert')) return { id: await mergedOf(product) };
  if (!path.includes('{id}')) return {};
  const kind = path.split('/')[1] ?? '';
  const make = objects[kind];
  if (!make) throw new Error(`Say in ${import.meta.url} how one of ${kind} is made.`);
  return { id: await make(product) };
}

/** Bodies that succeed, of operations that do not take an empty one. */
export const goodBodies: Record<string, (product: Product) => object | Promise<object>> = {
  createProduct: () => ({ name: newKey() }),
  transitionProduct: () => ({ to: 'banned' }),
  addSerials: () => ({ serials: [{ serial: newKey() }] }),
  createUpdate: () => ({ name: newKey(), latestVersion: '1.0.0.0' }),
  createOption: (product) => ({ productId: solo(product), name: newKey(), type: 'activationCode' }),
  transitionOption: () => ({ to: 'inactive' }),
  createCustomer: () => ({ lastName: 'One' }),
  mergeCustomer: async (product) => ({ intoId: await customerOf(product) }),
  setCustomerPassword: () => ({ password: 'a long password' }),
  createLicense: (product) => ({ optionId: optionId(product) }),
  lookupLicense: async (product) => {
    const { key } = (await madeLicense(product)).body as unknown as { key: string };
    return { key, productId: solo(product) };
  },
  createTrial: async (product) => {
    const { id } = await optionOf(product, { trial: { days: 7, public: false } });
    return { optionId: id, machine: { fingerprint: [{ type: 'serial', value: newKey() }] } };
  },
  createLicenseEntry: () => ({ amount: 1 }),
  createCustomerEntry: () => ({ amount: 1 }),
  transitionLicense: () => ({ to: 'blocked' }),
  transitionInstallation: () => ({ to: 'banned' }),
  createInvoice: (product) => ({ customerId: customerId(product), lines: [line(product)] }),
  transitionInvoice: () => ({ to: 'voided' }),
  createRenewal: async (product) => {
    const body = { productId: solo(product), name: newKey(), type: 'renewal' };
    return { optionId: await made(product, '/options', body) };
  },
  transitionRenewal: () => ({ to: 'blocked' }),
  renewLicense: () => ({ edition: { typeId: 2, name: 'Professional' } }),
  createJob: () => ({ type: 'daily.cleanup', dryRun: true }),
  createKey: () => ({ name: 'One', scopes: [] }),
  transitionKey: () => ({ to: 'revoked' }),
  createUser: () => ({ kind: 'api', name: 'One', scopes: [] }),
  transitionUser: () => ({ to: 'disabled' }),
};
