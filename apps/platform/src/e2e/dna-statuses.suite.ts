import { eventually } from '@licet/testing';
import { dnaStatus } from '../clients/rest-clients.ts';
import type { Fields } from '../clients/solo-client.ts';
import { type Product, type Sold, optionOf } from './product.suite.ts';

/** Every status string that a license can be brought to, and what brings it there. */
export function dnaStatuses(product: () => Product): void {
  words(product);
  changes(product);
}

interface License {
  id: string;
  key: string;
  version: number;
  usageVersion: number;
}

export const licenseOf = ({ native }: Product, { LicenseID }: Sold) =>
  native.get<License>(`/licenses/solo:${LicenseID}`);

/** Status string of a license by its key. */
export async function statusOf(product: Product, license: Sold): Promise<string> {
  const { key } = await licenseOf(product, license);
  return dnaStatus(product.access, product.access.products[0]!.dnaProductId, key);
}

/** How a license of a type is sold. [DNA-STATUS-08 … DNA-STATUS-10] */
const types: Record<string, { fields?: Fields; settings?: object }> = {
  ACTIVATION: {},
  EVALUATION: { settings: { trial: { days: 30, public: false } } },
  TEST: { fields: { IsTestLicense: true }, settings: { trial: { days: 30, public: false } } },
};

/** What was sold, and what was done with it since. */
export interface Circumstances {
  settings?: object;
  fields?: Fields;
  activated?: boolean;
  status?: string;
}

export const dated = { expiry: { rule: 'daysFromCreation', days: 30 } };
const frozen = { freeze: { enabled: true, days: 5 } };
export const past = { Expiration: '01/31/2020' };

/** What brings each state about. */
const states: [string, Circumstances][] = [
  ['RESERVED', {}],
  ['ACTIVATED', { activated: true }],
  ['EXPIRED', { settings: dated, fields: past }],
  ['EXPIRED', { activated: true, status: 'EXP' }],
  ['BANNED', { activated: true, status: 'FRD' }],
  ['REACTLOCKOUT', { settings: frozen, activated: true }],
];
const table = Object.keys(types).flatMap((type) => states.map(([state, how]) => [type, state, how] as const));

/** A license in these circumstances. */
export async function sold(product: Product, { settings, fields, activated, status }: Circumstances): Promise<Sold> {
  const option = settings ? { ProdOptionID: (await optionOf(product, settings)).prodOptionId } : {};
  const license = await product.add({ ...option, ...fields });
  if (activated) expect((await product.activate(license)).code).toBe(0);
  if (status) expect((await product.change(license, { Status: status })).code).toBe(0);
  return license;
}

function words(product: () => Product): void {
  it.each(table)(
    'prints type %s and state %s, and VALID for what is healthy and ordinary only [DNA-STATUS-03, DNA-STATUS-04, DNA-STATUS-08, DNA-STATUS-09, DNA-STATUS-10, DNA-STATUS-13]',
    async (type, state, how) => {
      const { fields, settings } = types[type]!;
      const license = await sold(product(), {
        ...how,
        settings: { ...settings, ...how.settings },
        fields: { ...fields, ...how.fields },
      });
      const valid = type === 'ACTIVATION' && ['RESERVED', 'ACTIVATED'].includes(state) ? ' VALID' : '';
      expect(await statusOf(product(), license)).toBe(`EXISTS ${type} ${state}${valid}`);
    },
  );

  it.each<[string, string, Circumstances]>([
    ['BANNED', 'EXPIRED', { settings: dated, fields: past, status: 'FRD' }],
    ['EXPIRED', 'REACTLOCKOUT', { settings: frozen, activated: true, status: 'EXP' }],
    ['REACTLOCKOUT', 'ACTIVATED', { settings: frozen, activated: true }],
    ['ACTIVATED', 'RESERVED', { activated: true }],
  ])('prints %s where %s would hold as well', async (word, _, how) => {
    const status = await statusOf(product(), await sold(product(), how));
    expect(status.split(' ')[2]).toBe(word);
  });

  it('ends at 00:00:00 UTC of the day of expiration, here and in SOLO', async () => {
    const { add, activate, solo } = product();
    const { prodOptionId } = await optionOf(product(), dated);
    const day = (days: number) => {
      const [year, month, date] = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).split('-');
      return `${month}/${date}/${year}`;
    };
    const [today, later] = [0, 2].map((days) => add({ ProdOptionID: prodOptionId, Expiration: day(days) }));
    expect(await statusOf(product(), await today!)).toBe('EXISTS ACTIVATION EXPIRED');
    expect(await statusOf(product(), await later!)).toBe('EXISTS ACTIVATION RESERVED VALID');
    expect([(await activate(await today!)).code, (await activate(await later!)).code]).toEqual([5019, 0]);
    expect((await solo.infoCheck({ ...(await today!) })).fields.Status).toBe('OK');
  });
}

function changes(product: () => Product): void {
  it('stays ACTIVATED after the last machine has gone [DNA-STATUS-14]', async () => {
    const { add, activate, solo, keyId } = product();
    const license = await add();
    const { fields } = await activate(license);
    await solo.deactivate(keyId, { InstallationID: fields.InstallationID });
    expect(await statusOf(product(), license)).toBe('EXISTS ACTIVATION ACTIVATED VALID');
  });

  it('returns to ACTIVATED VALID when an expired license is extended [DNA-STATUS-24]', async () => {
    const { change } = product();
    const license = await sold(product(), { settings: dated, activated: true });
    expect((await change(license, { ExpirationDate: '01/31/2020' })).code).toBe(0);
    expect(await statusOf(product(), license)).toBe('EXISTS ACTIVATION EXPIRED');
    expect((await change(license, { ExpirationDate: '01/31/2099' })).code).toBe(0);
    expect(await statusOf(product(), license)).toBe('EXISTS ACTIVATION ACTIVATED VALID');
  });

  it.each<[string, Circumstances, string]>([
    ['RESERVED VALID', {}, 'EXISTS ACTIVATION RESERVED VALID'],
    ['ACTIVATED VALID', { activated: true }, 'EXISTS ACTIVATION ACTIVATED VALID'],
    ['EXPIRED', { settings: dated, fields: past }, 'EXISTS ACTIVATION EXPIRED'],
  ])('returns from BANNED to %s, which holds without the ban [DNA-STATUS-25]', async (_, how, status) => {
    const license = await sold(product(), { ...how, status: 'VOI' });
    expect(await statusOf(product(), license)).toBe('EXISTS ACTIVATION BANNED');
    await product().change(license, { Status: 'OK' });
    expect(await statusOf(product(), license)).toBe(status);
  });

  it('changes nothing and appends no event [DNA-STATUS-27]', async () => {
    const { add, activate, change, native } = product();
    const license = await add();
    await activate(license);
    const before = await licenseOf(product(), license);
    await statusOf(product(), license);
    expect(await licenseOf(product(), license)).toEqual(before);
    await change(license, { LicenseUpdate: 'marker' });
    await eventually(async () => {
      const { data } = await native.events({ subject: before.id });
      expect(data.map(({ type }) => type)).toEqual(['LicenseAdded', 'LicenseUpdated']);
    });
  });
}
