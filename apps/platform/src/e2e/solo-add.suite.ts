import type { Fields } from '../clients/solo-client.ts';
import { type Product, optionOf } from './product.suite.ts';

const dayMs = 86_400_000;
const documented = ['ResultCode', 'LicenseID', 'Password', 'SerialNumber', 'ActivationPassword'];

/** What Add stores, and what it refuses. [SL-ADD] */
export function soloAdd(product: () => Product): void {
  const request = (fields: Fields): Fields => {
    const { author, access } = product();
    return {
      ...author,
      ProdOptionID: access.products[0]!.options[0]!.prodOptionId,
      CustomerID: access.customers[0]!.customerId,
      Quantity: 1,
      UnitPrice: '0',
      ActivationCount: 5,
      DeactivationCount: 3,
      ...fields,
    };
  };
  const added = async (fields: Fields = {}) => {
    const { solo } = product();
    const reply = await solo.add(request(fields));
    expect(reply.code).toBe(0);
    const { LicenseID, ActivationPassword } = reply.fields;
    const info = await solo.infoCheck({ LicenseID, Password: ActivationPassword });
    expect(info.code).toBe(0);
    return { reply: reply.fields, info: info.fields };
  };

  it('answers Add with exactly the documented elements in their order, and with a password that opens the license at once [SL-ADD-30, SL-ADD-31, SL-ADD-34, SL-ADD-41]', async () => {
    const { reply, info } = await added();
    expect(Object.keys(reply)).toEqual(documented);
    expect(reply.LicenseID).toMatch(/^\d+$/);
    expect(info.CustomerID).toBe(String(product().access.customers[0]!.customerId));
  });

  it('makes a new license with status OK, entered now, without successor, invoice and machines [SL-ADD-25, SL-ADD-26]', async () => {
    const { reply, info } = await added();
    const { seats } = await product().native.get<{ seats: { used: number } }>(`/licenses/solo:${reply.LicenseID}`);
    expect(seats.used).toBe(0);
    expect([info.Status, info.ReplacedBy, info.InvoiceNo]).toEqual(['OK', '', '']);
    expect(Math.abs(Date.parse(info.EnteredDate!) - Date.now())).toBeLessThan(60_000);
  });

  it.each<[string, Fields, Record<string, string>]>([
    [
      'Quantity and leaves the activations alone [SL-ADD-04, SL-ADD-05]',
      { Quantity: 7 },
      { Quantity: '7', RemainingActivations: '5' },
    ],
    ['Expiration [SL-ADD-07, FMT-05]', { Expiration: '12/31/2031' }, { DownloadExpiration: '2031-12-31T00:00:00' }],
    [
      'an Expiration in the past [SL-ADD-10]',
      { Expiration: '01/31/2001' },
      { DownloadExpiration: '2001-01-31T00:00:00' },
    ],
    ['no expiration where the option has no days [SL-ADD-09]', {}, { DownloadExpiration: '' }],
    ['ActivationCount [SL-ADD-11]', { ActivationCount: 9 }, { RemainingActivations: '9' }],
    ['DeactivationCount [SL-ADD-12]', { DeactivationCount: 8 }, { RemainingDeactivations: '8' }],
    ['LicenseCounter 0 [SL-ADD-13]', { LicenseCounter: 0 }, { LicenseCounter: '0' }],
    ['LicenseCounter [SL-ADD-13]', { LicenseCounter: 12 }, { LicenseCounter: '12' }],
    ['no LicenseCounter [SL-ADD-14]', {}, { LicenseCounter: '' }],
    ['a blank LicenseCounter [SL-ADD-14]', { LicenseCounter: '' }, { LicenseCounter: '' }],
    ['Version [SL-ADD-15]', { Version: '1.2.3.40000' }, { CurrentVersion: '1.2.3.40000' }],
    ['LicenseUpdate', { LicenseUpdate: 'a & <b>' }, { LicenseUpdate: 'a & <b>' }],
    ['LicenseeEmail [SL-ADD-20]', { LicenseeEmail: 'bo@example.com' }, { LicenseeEmail: 'bo@example.com' }],
    ['LicenseeName [SL-ADD-21]', { LicenseeName: 'Bo Größe' }, { LicenseeName: 'Bo Größe' }],
    ['IsTestLicense [SL-ADD-22]', { IsTestLicense: true }, { IsTestLicense: 'true' }],
    ['no IsTestLicense as false [SL-ADD-23]', {}, { IsTestLicense: 'false' }],
    [
      'zeros [SL-ADD-38]',
      { Quantity: 0, ActivationCount: 0, DeactivationCount: 0 },
      { Quantity: '0', RemainingActivations: '0', RemainingDeactivations: '0' },
    ],
  ])('stores %s', async (_, fields, expected) => {
    expect((await added(fields)).info).toMatchObject(expected);
  });

  it('lets a license expire after the days of its option, when no date is given [SL-ADD-08]', async () => {
    const { prodOptionId, days } = product().access.products[0]!.options[1]!;
    const today = Date.now();
    const { info } = await added({ ProdOptionID: prodOptionId });
    const expires = Date.parse(`${info.DownloadExpiration}Z`);
    expect([0, 1].map((late) => (Math.floor(today / dayMs) + days + late) * dayMs)).toContain(expires);
  });

  it('makes two licenses of two identical calls [SL-ADD-28]', async () => {
    const [one, two] = await Promise.all([added(), added()]);
    expect(one.reply.LicenseID).not.toBe(two.reply.LicenseID);
  });

  it('hands out a serial number that finds the license, and none where the option has none [SL-ADD-33]', async () => {
    const { solo, access } = product();
    const option = await optionOf(product(), { serials: { mode: 'generate' } });
    const { reply } = await added({ ProdOptionID: option.prodOptionId });
    const found = await solo.infoCheck({ SerialNumber: reply.SerialNumber, ProductID: access.products[0]!.productId });
    expect([found.code, reply.SerialNumber]).toEqual([0, expect.stringMatching(/./)]);
    expect((await added()).reply.SerialNumber).toBe('');
  });

  it.each<[string, Fields, number]>([
    ['no Quantity [SL-ADD-37]', { Quantity: undefined }, -2],
    ['a blank UnitPrice [SL-ADD-37]', { UnitPrice: '' }, -2],
    ['an ActivationCount that is no number [SL-ADD-37]', { ActivationCount: 'x' }, -2],
    ['no DeactivationCount [SL-ADD-37]', { DeactivationCount: undefined }, -2],
    ['a negative Quantity [SL-ADD-38]', { Quantity: -1 }, -2],
    ['a negative UnitPrice [SL-ADD-38]', { UnitPrice: '-1' }, -2],
    ['a negative ActivationCount [SL-ADD-38]', { ActivationCount: -1 }, -2],
    ['a negative DeactivationCount [SL-ADD-38]', { DeactivationCount: -1 }, -2],
    ['a negative LicenseCounter [SL-ADD-38]', { LicenseCounter: -1 }, -2],
    ['a LicenseCounter that is no number [SL-ADD-38]', { LicenseCounter: 'x' }, -2],
    ['an IsTestLicense that is no truth value [SL-ADD-38]', { IsTestLicense: 'perhaps' }, -2],
    ['a Version of three groups [SL-ADD-38]', { Version: '1.2.3' }, -2],
    ['a wrong UserPassword [SL-ADD-39]', { UserPassword: 'nothing' }, -1],
    ['an unknown UserID [SL-ADD-39]', { UserID: 'nobody' }, -1],
    ['no AuthorID [SL-ADD-02, SL-ADD-39]', { AuthorID: undefined }, -1],
    ['no UserID [SL-ADD-02, SL-ADD-39]', { UserID: undefined }, -1],
    ['no UserPassword [SL-ADD-02, SL-ADD-39]', { UserPassword: undefined }, -1],
    ['no ProdOptionID [SL-ADD-03, SL-ADD-42]', { ProdOptionID: undefined }, 1],
    ['a ProdOptionID that is no number [SL-ADD-42]', { ProdOptionID: 'x' }, 1],
    ['an unknown ProdOptionID [SL-ADD-42]', { ProdOptionID: 999_999 }, 1],
    ['no CustomerID [SL-ADD-45]', { CustomerID: undefined }, 4],
    ['a CustomerID that is no number [SL-ADD-45]', { CustomerID: 'x' }, 4],
    ['an unknown CustomerID [SL-ADD-45]', { CustomerID: 999_999 }, 4],
    ['an unknown DistributorID [SL-ADD-46]', { DistributorID: 999_999 }, 5],
    ['a DistributorID that is no number [SL-ADD-46]', { DistributorID: 'x' }, 5],
    ['an Expiration that is no date [SL-ADD-49]', { Expiration: '02/30/2031' }, 8],
    ['an Expiration in another form [SL-ADD-49]', { Expiration: '2031-01-31' }, 8],
  ])('refuses Add with %s, with all other elements empty', async (_, fields, code) => {
    await refused(fields, code);
  });

  it.each<[string, object, number]>([
    ['is a bundle [SL-ADD-43]', { type: 'bundle' }, 2],
    ['is a payment plan [SL-ADD-44]', { type: 'paymentPlan' }, 3],
    ['has a serial list without a free one [SL-ADD-47]', { serials: { mode: 'list' } }, 6],
    ['requires license groups [SL-ADD-48]', { licenseGroups: 'required' }, 7],
    ['offers license groups [SL-ADD-50]', { licenseGroups: 'optional' }, 0],
  ])('answers Add of an option that %s with the code', async (_, settings, code) => {
    const { prodOptionId } = await optionOf(product(), settings);
    if (code === 0) await added({ ProdOptionID: prodOptionId });
    else await refused({ ProdOptionID: prodOptionId }, code);
  });

  it('tells the first fault in the documented order, when a call has all of them [SL-ADD-51]', async () => {
    const option = await optionOf(product(), { serials: { mode: 'list' } });
    const [bundle, plan, group] = await Promise.all([
      optionOf(product(), { type: 'bundle', licenseGroups: 'required' }),
      optionOf(product(), { type: 'paymentPlan', licenseGroups: 'required' }),
      optionOf(product(), { licenseGroups: 'required' }),
    ]);
    const faults: Fields = {
      UserPassword: 'x',
      ProdOptionID: 'x',
      CustomerID: 'x',
      DistributorID: 'x',
      Expiration: 'x',
      Quantity: 'x',
    };
    const repairs: [number, Fields][] = [
      [-1, {}],
      [1, { UserPassword: product().author.UserPassword }],
      [2, { ProdOptionID: bundle.prodOptionId }],
      [3, { ProdOptionID: plan.prodOptionId }],
      [7, { ProdOptionID: group.prodOptionId }],
      [4, { ProdOptionID: option.prodOptionId }],
      [5, { CustomerID: product().access.customers[0]!.customerId }],
      [8, { DistributorID: undefined }],
      [-2, { Expiration: undefined }],
      [6, { Quantity: 1 }],
    ];
    let fields = faults;
    for (const [code, repair] of repairs) {
      fields = { ...fields, ...repair };
      await refused(fields, code);
    }
  });

  async function refused(fields: Fields, code: number): Promise<void> {
    const reply = await product().solo.add(request(fields));
    const empty = Object.fromEntries(documented.map((name) => [name, '']));
    expect(reply.fields).toEqual({ ...empty, ResultCode: String(code) });
  }
}
