import { documentScenarios, scenarioOf, type DocumentScenario } from '@licet/gateway/scenarios';
import type { RunningPlatform } from '@licet/testing';
import { NativeClient } from '../clients/rest-clients.ts';
import { type Fields, SoloClient } from '../clients/solo-client.ts';
import type { FirstRun } from '../first-run/first-run-file.ts';

/** What every suite over the network works with: the running product, its credentials, and shorthands for common steps. */
export interface Product {
  running: RunningPlatform;
  access: FirstRun;
  solo: SoloClient;
  native: NativeClient;
  author: { AuthorID: number; UserID: string; UserPassword: string };
  keyId: string;
  /** Adds a license by SOLO and answers with what a program needs to activate it. */
  add: (fields?: Fields) => Promise<Sold>;
  activate: (license: Sold, fields?: Fields) => ReturnType<SoloClient['activate']>;
  check: (installationId: string) => ReturnType<SoloClient['check']>;
  change: (license: Sold, fields: Fields) => ReturnType<SoloClient['updateActivationFields']>;
}

export interface Sold {
  LicenseID: string;
  Password: string;
}

export function productOf(running: RunningPlatform): Product {
  const access = running.access<FirstRun>();
  const solo = new SoloClient(access.baseUrl);
  const { authorId, userId, userPassword } = access.author;
  const author = { AuthorID: authorId, UserID: userId, UserPassword: userPassword };
  const keyId = access.encryptionKeys.plain;
  const defaults = {
    ...author,
    ProdOptionID: access.products[0]!.options[0]!.prodOptionId,
    CustomerID: access.customers[0]!.customerId,
    Quantity: 1,
    UnitPrice: '0',
    ActivationCount: 5,
    DeactivationCount: 5,
  };
  return {
    running,
    access,
    solo,
    native: new NativeClient(access),
    author,
    keyId,
    add: async (fields = {}) => {
      const { code, fields: reply } = await solo.add({ ...defaults, ...fields });
      if (code !== 0) throw new Error(`Add answered ${code}`);
      return { LicenseID: reply.LicenseID!, Password: reply.ActivationPassword! };
    },
    activate: (license, fields = {}) =>
      solo.activate(keyId, {
        LicenseID: license.LicenseID,
        Password: license.Password,
        UserCode1: 1000,
        UserCode2: 1000,
        ...fields,
      }),
    check: (InstallationID) => solo.check(keyId, { InstallationID }),
    change: (license, fields) => solo.updateActivationFields({ ...author, LicenseID: license.LicenseID, ...fields }),
  };
}

/** Good documents of every operation of the XML services, which name this license and installation. */
export const documentsFor = (
  { access, author, keyId }: Product,
  license: Sold,
  installationId: string,
  customerId = access.customers[0]!.customerId,
): DocumentScenario[] =>
  documentScenarios({
    ...{ authorId: author.AuthorID, userId: author.UserID, userPassword: author.UserPassword },
    ...{ encryptionKeyId: keyId, installationId },
    ...{ optionId: access.products[0]!.options[0]!.prodOptionId, customerId },
    ...{ customerEmail: access.customers[0]!.email, customerPassword: access.customers[0]!.password },
    ...{ licenseId: Number(license.LicenseID), licensePassword: license.Password },
  });

/** A document that changes or reads a machine of its own, so that no call sees what another one did. `values`: others than those that do. */
export async function freshDocument(
  product: Product,
  operation: string,
  values?: DocumentScenario['values'],
): Promise<string> {
  const { add, activate, access } = product;
  const CustomerID = ofOneCustomer.test(operation)
    ? (await customerOf(product)).CustomerID
    : access.customers[0]!.customerId;
  const license = await add({ CustomerID });
  const { InstallationID } = (await activate(license)).fields;
  const scenario = scenarioOf(documentsFor(product, license, InstallationID!, CustomerID), operation);
  return scenario.document(values ?? scenario.values);
}

/** What changes a customer, who registers once, or shows all his licenses. */
const ofOneCustomer = /^(Register|UpdateRegistration|GetCustomerData)/;

/** Makes a customer, not registered unless told otherwise, with a password that staff has set. */
export async function customerOf({ native }: Product, told: object = {}, password?: string): Promise<MadeCustomer> {
  const body = { lastName: 'Somebody', registered: false, ...told };
  const { id, solo } = await native.send<{ id: string; solo: { customerId: number } }>('POST', '/customers', body);
  if (password !== undefined) await native.send('POST', `/customers/${id}/password`, { password });
  return { id, CustomerID: solo.customerId };
}

export interface MadeCustomer {
  id: string;
  CustomerID: number;
}

/** Makes an option of the demo product with these settings. */
export async function optionOf({ native, access }: Product, settings: object): Promise<MadeOption> {
  const { id, solo } = await native.send<{ id: string; solo: { prodOptionId: number } }>('POST', '/options', {
    productId: `solo:${access.products[0]!.productId}`,
    name: `Option ${options++}`,
    type: 'activationCode',
    ...settings,
  });
  return { id, prodOptionId: solo.prodOptionId };
}

export interface MadeOption {
  id: string;
  prodOptionId: number;
}

let options = 1;

/** Runs `count` jobs, at most `width` at a time. */
export async function inParallel<T>(count: number, width: number, job: (i: number) => Promise<T>): Promise<T[]> {
  const results = new Array<T>(count);
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < count; i = next++) results[i] = await job(i);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/** How often each value occurs. */
export const tally = (values: readonly (string | number)[]): Record<string, number> =>
  values.reduce<Record<string, number>>((counts, value) => ({ ...counts, [value]: (counts[value] ?? 0) + 1 }), {});
