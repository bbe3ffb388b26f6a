import { askAt, licenseCodeDetailsScenarios, type IpWorld } from '@licet/gateway/scenarios';
import { eventually } from '@licet/testing';
import { ipDetails } from '../clients/rest-clients.ts';
import type { Fields } from '../clients/solo-client.ts';
import { type Product, type Sold, optionOf } from './product.suite.ts';

interface License {
  id: string;
  key: string;
  createdAt: string;
  version: number;
  activation: { lastAt: string | null; lastCheckAt: string | null };
  ip: { codeId: string };
}

/** What a back office sees of licenses by IntelliProtector: transport, access, and every member of CodeDetails. */
export function ip(product: () => Product): void {
  describe('IntelliProtector', () => {
    transport(product);
    settings(product);
    usage(product);
  });
}

const licenseOf = ({ native }: Product, { LicenseID }: Sold) => native.get<License>(`/licenses/solo:${LicenseID}`);

async function detailsOf(product: Product, license: Sold): Promise<Record<string, unknown>> {
  const {
    ip: { codeId },
  } = await licenseOf(product, license);
  return ipDetails(product.access, codeId);
}

function transport(product: () => Product): void {
  let world: IpWorld;
  beforeAll(async () => {
    const { access, add } = product();
    const {
      key,
      ip: { codeId },
    } = await licenseOf(product(), await add());
    const { vendorId, webApiKey } = access.intelliProtector;
    world = { ask: askAt(access.baseUrl), vendorId, webApiKey, codeId, licenseCode: key };
  });
  licenseCodeDetailsScenarios(() => world);

  it('names a license by the UUID of its native id, in another spelling [UNI-06]', async () => {
    const { native, add } = product();
    const {
      id,
      ip: { codeId },
    } = await licenseOf(product(), await add());
    expect((await native.get<License>(`/licenses/ip:${codeId}`)).id).toBe(id);
  });
}

function settings(product: () => Product): void {
  it.each<[string, object, Fields, Record<string, unknown>]>([
    [
      'edition [IP-DETAILS-17]',
      { edition: { typeId: 7, name: 'Site' } },
      {},
      { LicenseType: { TypeId: 7, Name: 'Site' } },
    ],
    ['freeze [IP-DETAILS-09]', { freeze: { enabled: true, days: 9 } }, {}, { UseFreeze: true, FreezeLicenseDays: 9 }],
    [
      'days of a freeze that is off [IP-DETAILS-10]',
      { freeze: { enabled: false, days: 9 } },
      {},
      { UseFreeze: false, FreezeLicenseDays: 9 },
    ],
    ['rotation [IP-DETAILS-11]', { seats: { rotation: true } }, {}, { UseComputersRotation: true }],
    ['no rotation [IP-DETAILS-11]', { seats: { rotation: false } }, {}, { UseComputersRotation: false }],
    [
      'validation when possible [IP-DETAILS-12, IP-DETAILS-14]',
      { validation: { mode: 'whenPossible', days: 12 } },
      {},
      { UseLicenseValidation: true, LicenseValidationDays: 12, WorkIfValidationBlocked: true },
    ],
    [
      'mandatory validation [IP-DETAILS-12, IP-DETAILS-14]',
      { validation: { mode: 'mandatory', days: 12 } },
      {},
      { UseLicenseValidation: true, LicenseValidationDays: 12, WorkIfValidationBlocked: false },
    ],
    [
      'days of a validation that is off [IP-DETAILS-12, IP-DETAILS-13]',
      { validation: { mode: 'none', days: 12 } },
      {},
      { UseLicenseValidation: false, LicenseValidationDays: 12 },
    ],
    ['limit [IP-DETAILS-15]', {}, { ActivationCount: 4 }, { UseComputersLimit: true, MaxComputers: 4 }],
    ['no date', {}, {}, { LicenseExpirationType: 'NotExpires', SupportExpirationType: 'NotExpires' }],
    [
      'days from creation [IP-DETAILS-28]',
      { expiry: { rule: 'daysFromCreation', days: 30 } },
      {},
      { LicenseExpirationType: 'ExpiresAfterDaysCreation' },
    ],
    ['test flag [IP-DETAILS-08]', {}, { IsTestLicense: true }, { IsTest: true }],
    ['no test flag [IP-DETAILS-08]', {}, {}, { IsTest: false }],
    ['no order [IP-DETAILS-19]', {}, {}, { OrderId: '', OrderNumber: '' }],
  ])('prints the %s of a license made by SOLO Add [IP-DETAILS-33]', async (_, option, fields, expected) => {
    const { prodOptionId } = await optionOf(product(), option);
    const license = await product().add({ ProdOptionID: prodOptionId, ...fields });
    const details = await detailsOf(product(), license);
    expect(details).toMatchObject(expected);
    expect(Object.keys(details)).toHaveLength(25);
  });

  it('prints the product as the project, and the code as the customer types it [IP-DETAILS-04, IP-DETAILS-18, IP-ID-05]', async () => {
    const { add, access, native, change } = product();
    const [{ productId, name }] = access.products as [FirstProduct];
    const { ip: project } = await native.get<{ ip: { projectId: string } }>(`/products/solo:${productId}`);
    const license = await add();
    await change(license, { SerialNumberText: `code of ${license.LicenseID}` });
    expect(await detailsOf(product(), license)).toMatchObject({
      ProjectId: project.projectId,
      ProjectName: name,
      LicenseCode: `code of ${license.LicenseID}`,
    });
  });

  it.each([
    ['OK', 'Active'],
    ['DUP', 'Blocked'],
    ['FRD', 'Blocked'],
    ['EXP', 'Blocked'],
    ['CHK', 'Blocked'],
    ['VOI', 'Blocked'],
    ['RET', 'Blocked'],
    ['UPG', 'Active'],
  ])('prints SOLO status %s as %s, and as not deleted', async (Status, expected) => {
    const license = await product().add();
    await product().change(license, { Status });
    expect(await detailsOf(product(), license)).toMatchObject({ Status: expected, Delete: null });
  });
}

type FirstProduct = Product['access']['products'][number];

const minute = 60_000;
const printed = (instant: string | null): string | null =>
  instant && new Date(Math.floor((Date.parse(instant) + minute / 2) / minute) * minute).toISOString().slice(0, 19);

function usage(product: () => Product): void {
  it('prints creation, latest binding, latest activation or check, and the computers bound now [IP-DETAILS-06, IP-DETAILS-20, IP-DETAILS-21, IP-DETAILS-24, IP-DATE-01, IP-DATE-02, IP-DATE-03]', async () => {
    const { add, activate, check, solo, keyId } = product();
    const license = await add();
    const seen = async () => {
      const { createdAt, activation } = await licenseOf(product(), license);
      const details = await detailsOf(product(), license);
      const latest =
        [activation.lastAt, activation.lastCheckAt]
          .filter((it) => it !== null)
          .toSorted()
          .at(-1) ?? null;
      const { DateCreated, DateRegistered, DateActivated } = details;
      expect([DateCreated, DateRegistered, DateActivated]).toEqual([createdAt, activation.lastAt, latest].map(printed));
      return [DateRegistered !== null, details.Computers];
    };
    expect(await seen()).toEqual([false, 0]);
    const { fields } = await activate(license);
    expect(await seen()).toEqual([true, 1]);
    await activate(license, { UserCode2: 2 });
    await check(fields.InstallationID!);
    expect(await seen()).toEqual([true, 2]);
    await solo.deactivate(keyId, { InstallationID: fields.InstallationID });
    expect(await seen()).toEqual([true, 1]);
  });

  it('is frozen from a new machine on, where the option freezes [IP-DETAILS-23]', async () => {
    const { add, activate, native } = product();
    const option = await optionOf(product(), { freeze: { enabled: true, days: 1 } });
    const license = await add({ ProdOptionID: option.prodOptionId });
    expect((await detailsOf(product(), license)).IsFrozen).toBe(false);
    await activate(license);
    expect((await detailsOf(product(), license)).IsFrozen).toBe(true);
    await native.send('PATCH', `/options/${option.id}`, { freeze: { days: 0 } });
    expect((await detailsOf(product(), license)).IsFrozen).toBe(false);
  });

  it('changes nothing and appends no event [IP-DETAILS-34]', async () => {
    const { add, change, native } = product();
    const license = await add();
    const before = await licenseOf(product(), license);
    await detailsOf(product(), license);
    expect(await licenseOf(product(), license)).toEqual(before);
    await change(license, { LicenseUpdate: 'marker' });
    await eventually(async () => {
      const { data } = await native.events({ subject: before.id });
      expect(data.map(({ type }) => type)).toEqual(['LicenseAdded', 'LicenseUpdated']);
    });
  });
}
