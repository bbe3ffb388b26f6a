import { NativeApi, applyCatalog, readCatalog } from '@licet/catalog';
import type { CommandBus } from '@licet/command-bus';
import {
  type CallContext,
  type CallDefinition,
  ChangeKeySet,
  CreateAuthor,
  CreateKey,
  CreateUser,
  type ReplyOf,
  type RequestOf,
  newUuid,
  scopes,
} from '@licet/contracts';
import { ConfigError, writePrivately } from '@licet/service-kit';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { activationRequest } from './activation-request.ts';
import { type DemoSecrets, demoSecrets } from './demo-secrets.ts';
import { type FirstRun, firstActivationFile, firstRunFile } from './first-run-file.ts';

/** Where the first start works: over the bus until there is a key, over the native API from then on. */
export interface FirstStart {
  bus: CommandBus;
  dataDir: string;
  /** Address of the platform as people reach it. */
  baseUrl: string;
  /** Address of the gateway as it is reached from here. */
  apiUrl: string;
}

/**
 * Makes the demo account once per data folder and tells it at every start. The file is written last and whole (mode 0600), so that a
 * first start that was interrupted is simply done again. The base address is written anew when the platform has moved.
 */
export async function firstRun(start: FirstStart): Promise<FirstRun> {
  const { dataDir, baseUrl } = start;
  const file = firstRunFile(dataDir);
  if (!existsSync(file)) {
    await mkdir(dataDir, { recursive: true });
    return createDemo(start);
  }
  const known = await readFirstRun(file);
  if (known.baseUrl === baseUrl) return known;
  const moved = { ...known, baseUrl };
  await writePrivately(file, `${JSON.stringify(moved, null, 2)}\n`);
  return moved;
}

async function readFirstRun(file: string): Promise<FirstRun> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text) as FirstRun;
  } catch {
    // what a parser says quotes the file, and that holds secrets
    throw new ConfigError(`${file} is damaged: restore it, or move it away and this start makes another demo account.`);
  }
}

async function createDemo({ bus, dataDir, baseUrl, apiUrl }: FirstStart): Promise<FirstRun> {
  const secrets = demoSecrets();
  const { authorId, dnaClientId, ipVendorId } = await send(bus, CreateAuthor, { name: 'Demo Software', mode: 'live' });
  await createCredentials(bus, authorId, secrets);

  const api = new NativeApi({ url: apiUrl, key: secrets.native.key });
  const { products, options, customers } = await demoObjects(api);
  const [option, customer] = [options[0], customers[0]];
  if (!option || !customer) throw new Error('The demo catalog needs an option and a customer.');
  await api.create(`/customers/${customer.id}/password`, { password: secrets.customerPassword });
  const license = await api.create<MadeLicense>('/licenses', {
    optionId: option.id,
    customerId: customer.id,
    activation: { deactivationsLeft: 3 },
    notes: 'Made by the first start.',
  });
  const { activationPassword } = license.secrets;
  const { licenseId } = license.solo;
  await writePrivately(
    firstActivationFile(dataDir),
    `${activationRequest(secrets.encryptionKeyId, { licenseId, activationPassword })}\n`,
  );

  const made: FirstRun = {
    baseUrl,
    author: { authorId, userId: secrets.userId, userPassword: secrets.userPassword },
    apiKey: secrets.native.key,
    dna: { clientId: dnaClientId, apiKey: secrets.dnaKey },
    intelliProtector: { vendorId: ipVendorId, webApiKey: secrets.ipKey },
    encryptionKeys: { plain: secrets.encryptionKeyId },
    customers: customers.map(({ solo: { customerId }, email }) => ({
      customerId,
      email,
      password: secrets.customerPassword,
    })),
    products: products.map((product) => ({
      productId: product.solo.productId,
      dnaProductId: product.dna.productId,
      name: product.name,
      options: options.filter(({ productId }) => productId === product.id).map(optionIn),
    })),
  };
  await writePrivately(firstRunFile(dataDir), `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

const optionIn = ({ solo: { prodOptionId }, name, seats, expiry }: MadeOption) => ({
  prodOptionId,
  name,
  activations: seats.limit,
  days: expiry.days,
});

/** Makes what the demo catalog names, and tells it by kind, in the order of the file. */
async function demoObjects(api: NativeApi) {
  const steps = await applyCatalog(readCatalog(await readFile(demoCatalog, 'utf8'), 'demo.yaml'), api, {
    dryRun: false,
  });
  const made = <T>(kind: string) => steps.filter(({ object }) => object === kind).map(({ shown }) => shown as T);
  return {
    products: made<MadeProduct>('product'),
    options: made<MadeOption>('option'),
    customers: made<MadeCustomer>('customer'),
  };
}

const demoCatalog = new URL('../../catalogs/demo.yaml', import.meta.url);

interface MadeProduct {
  id: string;
  name: string;
  solo: { productId: number };
  dna: { productId: string };
}

interface MadeOption {
  id: string;
  productId: string;
  name: string;
  seats: { limit: number };
  expiry: { days: number };
  solo: { prodOptionId: number };
}

interface MadeCustomer {
  id: string;
  email: string;
  solo: { customerId: number };
}

interface MadeLicense {
  solo: { licenseId: number };
  secrets: { activationPassword: string };
}

async function createCredentials(bus: CommandBus, authorId: number, secrets: DemoSecrets): Promise<void> {
  const { userId, userPassword, native, dnaKey, ipKey, encryptionKeyId } = secrets;
  await send(bus, CreateUser, {
    authorId,
    kind: 'api',
    login: userId,
    password: userPassword,
    settings: { name: 'demo', scopes: [...scopes] },
  });
  const key = { authorId, name: 'demo', scopes: [...scopes] };
  await send(bus, CreateKey, { ...key, dialect: 'native', keyId: native.keyId, secret: native.secret });
  await send(bus, CreateKey, { ...key, dialect: 'dna', keyId: newUuid(), secret: dnaKey });
  await send(bus, CreateKey, { ...key, dialect: 'ip', keyId: newUuid(), secret: ipKey });
  await send(bus, ChangeKeySet, {
    authorId,
    encryptionKeyId,
    encryptionRequired: false,
    signatureRequired: false,
    productIds: null,
  });
}

/** Sends a command as the installation itself; a refusal here is a bug. */
async function send<D extends CallDefinition>(bus: CommandBus, definition: D, request: RequestOf<D>) {
  const reply = await bus.call(definition, request, systemContext());
  if (!reply.ok) throw new Error(`The first start could not ${definition.name}: ${reply.refusal.code}`);
  return (reply as Extract<ReplyOf<D>, { ok: true }>).value as Value<D>;
}

type Value<D> = ReplyOf<D> extends infer R ? (R extends { ok: true; value: infer V } ? V : never) : never;

const systemContext = (): CallContext => ({
  commandId: newUuid(),
  requestId: newUuid(),
  correlationId: newUuid(),
  causationId: null,
  actor: { kind: 'system', id: 'first-run' },
  via: 'system',
  authorId: null,
  scopes,
  address: null,
  deadline: Date.now() + 15_000,
});
