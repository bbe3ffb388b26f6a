import type { CommandBus } from '@licet/command-bus';
import {
  AddLicense,
  type CallContext,
  type CallDefinition,
  ChangeKeySet,
  CreateAuthor,
  CreateCustomer,
  CreateKey,
  CreateOption,
  CreateProduct,
  CreateUser,
  type ReplyOf,
  type RequestOf,
  newUuid,
  scopes,
} from '@licet/contracts';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { activationRequest } from './activation-request.ts';
import { type DemoSecrets, demoSecrets } from './demo-secrets.ts';

/** What `<data>/first-run.json` holds: the demo account with every credential, for the demo and for first steps. */
export interface FirstRun {
  baseUrl: string;
  author: { authorId: number; userId: string; userPassword: string };
  /** Bearer key of the native API. */
  apiKey: string;
  dna: { clientId: string; apiKey: string };
  intelliProtector: { vendorId: string; webApiKey: string };
  /** EncryptionKeyID of the key set that takes requests in clear. */
  encryptionKeys: { plain: string };
  customers: { customerId: number; email: string; password: string }[];
  products: {
    productId: number;
    dnaProductId: string;
    name: string;
    options: { prodOptionId: number; name: string; activations: number; days: number }[];
  }[];
}

/** File with the credentials of the demo account. */
export const firstRunFile = (dataDir: string): string => join(dataDir, 'first-run.json');

/** A ready request that activates the demo license, for one line of curl. */
export const firstActivationFile = (dataDir: string): string => join(dataDir, 'first-activation.xml');

/**
 * Makes the demo account once per data folder and tells it at every start. The file is written last and whole (mode 0600), so that a
 * first start that was interrupted is simply done again. The base address is written anew when the platform has moved.
 */
export async function firstRun(bus: CommandBus, dataDir: string, baseUrl: string): Promise<FirstRun> {
  const file = firstRunFile(dataDir);
  if (!existsSync(file)) {
    await mkdir(dataDir, { recursive: true });
    return createDemo(bus, dataDir, baseUrl);
  }
  const known = JSON.parse(await readFile(file, 'utf8')) as FirstRun;
  if (known.baseUrl === baseUrl) return known;
  const moved = { ...known, baseUrl };
  await writePrivately(file, JSON.stringify(moved, null, 2));
  return moved;
}

const fiveMachines = { name: 'Five machines', activations: 5, days: 0 };
const thirtyDays = { name: '30 days', activations: 1, days: 30 };

async function createDemo(bus: CommandBus, dataDir: string, baseUrl: string): Promise<FirstRun> {
  const secrets = demoSecrets();
  const { authorId, dnaClientId, ipVendorId } = await send(bus, CreateAuthor, { name: 'Demo Software', mode: 'live' });
  await createCredentials(bus, authorId, secrets);

  const customer = { email: 'ann@example.com', password: secrets.customerPassword };
  const { customerId } = await send(bus, CreateCustomer, {
    authorId,
    registered: true,
    contact: { company: 'Example Ltd', firstName: 'Ann', lastName: 'Example', email: customer.email },
    password: { text: customer.password, chosenByCustomer: false },
  });
  const product = await send(bus, CreateProduct, {
    authorId,
    settings: { name: 'Demo Editor', sku: 'DEMO', latestVersion: '1.0.0.0' },
  });
  const createOption = async ({ name, activations, days }: typeof fiveMachines) => {
    const { optionId } = await send(bus, CreateOption, {
      authorId,
      productId: product.productId,
      settings: {
        name,
        seats: { limit: activations, rotation: false },
        expiry: { rule: days > 0 ? 'daysFromCreation' : 'never', days },
      },
    });
    return { prodOptionId: optionId, name, activations, days };
  };
  const perpetual = await createOption(fiveMachines);
  const limited = await createOption(thirtyDays);

  const license = await send(bus, AddLicense, {
    authorId,
    optionId: perpetual.prodOptionId,
    customerId,
    fields: {
      quantity: 1,
      unitPrice: '0',
      activationsLeft: 5,
      deactivationsLeft: 3,
      counter: null,
      currentVersion: '',
      licenseUpdate: '',
      notes: 'Made by the first start.',
      licenseeName: '',
      licenseeEmail: '',
      isTest: false,
    },
  });
  await writePrivately(firstActivationFile(dataDir), activationRequest(secrets.encryptionKeyId, license));

  const made: FirstRun = {
    baseUrl,
    author: { authorId, userId: secrets.userId, userPassword: secrets.userPassword },
    apiKey: secrets.native.key,
    dna: { clientId: dnaClientId, apiKey: secrets.dnaKey },
    intelliProtector: { vendorId: ipVendorId, webApiKey: secrets.ipKey },
    encryptionKeys: { plain: secrets.encryptionKeyId },
    customers: [{ customerId, ...customer }],
    products: [
      {
        productId: product.productId,
        dnaProductId: product.settings.dnaProductId,
        name: product.settings.name,
        options: [perpetual, limited],
      },
    ],
  };
  await writePrivately(firstRunFile(dataDir), JSON.stringify(made, null, 2));
  return made;
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

async function writePrivately(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, `${text}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
