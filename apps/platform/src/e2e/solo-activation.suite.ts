import type { Fields } from '../clients/solo-client.ts';
import { optionOf, type Product, type Sold } from './product.suite.ts';
import { counts, expectFailure, unknownId, withLicense } from './solo-activation-failures.suite.ts';
import { checkingAndDeactivating } from './solo-checks.suite.ts';

const machine = '<Machine><Name>a &amp; b</Name></Machine>';
const byCode: Record<number, string[]> = {
  5012: ['MinimumActivationVersionString', 'MinimumActivationVersionLong'],
  5013: withLicense,
};

/** What programs in the field see: every code of the activation service that plain requests reach, with exactly the elements it permits. */
export function soloActivation(product: () => Product): void {
  describe('XmlActivationService', () => {
    activating(product);
    checkingAndDeactivating(product);
  });
}

function activating(product: () => Product): void {
  it('answers a success with exactly its elements in their order, and takes one activation and nothing else [SA-ACT-25, SA-ACT-26, SA-ACT-29, SA-ACT-32, SA-ACT-37, SA-ACT-38, SA-ACT-39, SA-ACT-50, SA-GEN-06, SA-GEN-13, FMT-24]', async () => {
    const { add, activate, solo } = product();
    const license = await add({ Quantity: 3, LicenseCounter: 6 });
    const read = async () => (await solo.infoCheck({ ...license })).fields;
    const before = await read();
    const { fields } = await activate(license);
    expect(Object.keys(fields)).toEqual([
      ...['ResultCode', 'Product', 'LicenseID', 'Quantity', 'RegistrationKey1', 'ActivationsLeft'],
      ...['InstallationID', 'ActivationPassword', 'IsTestLicense', 'ServerDateTime'],
    ]);
    const { LicenseID, Quantity, ActivationsLeft, ActivationPassword, IsTestLicense } = fields;
    expect([LicenseID, Quantity, ActivationsLeft]).toEqual([license.LicenseID, '3', '4']);
    expect([ActivationPassword, IsTestLicense]).toEqual([license.Password, 'false']);
    expect(await read()).toEqual({ ...before, RemainingActivations: '4' });
  });

  it('tells product and option, and date and text where the license has them [SA-ACT-28, SA-ACT-33, SA-ACT-34]', async () => {
    const { add, activate, access } = product();
    const { prodOptionId, name } = access.products[0]!.options[1]!;
    const license = await add({ ProdOptionID: prodOptionId, Expiration: '12/31/2031', LicenseUpdate: 'text' });
    const { fields } = await activate(license);
    expect([fields.ExpirationDate, fields.LicenseUpdate]).toEqual(['2031-12-31T00:00:00Z', 'text']);
    expect(fields.Product).toContain(access.products[0]!.name);
    expect(fields.Product).toContain(name);
  });

  it.each<[string, (license: Sold, product: Product) => Fields]>([
    ['the customer password [SA-ACT-04]', (_, { access }) => ({ Password: access.customers[0]!.password })],
    ['the activation password [SA-ACT-04]', ({ Password }) => ({ Password })],
    ['the right ProductID [SA-ACT-11]', (_, { access }) => ({ ProductID: access.products[0]!.productId })],
    [
      'the right ProdOptionID [SA-ACT-13]',
      (_, { access }) => ({ ProdOptionID: access.products[0]!.options[0]!.prodOptionId }),
    ],
    ['user codes of 0 [SA-ACT-16]', () => ({ UserCode1: 0, UserCode2: 0 })],
    ['negative user codes [SA-ACT-16]', () => ({ UserCode1: -1, UserCode2: -2147483648 })],
    ['RequireRegistration for a registered customer [SA-ACT-18]', () => ({ RequireRegistration: true })],
    ['a version where no minimum is set [SA-ACT-66]', () => ({ ProductVersion: '0.0.0.1' })],
    ['an InstallationID that is unknown [SA-ACT-22]', () => ({ InstallationID: unknownId })],
    ['ActivationData as escaped text [SA-ACT-23]', () => ({ ActivationData: machine })],
    ['blank ActivationData [SA-ACT-24]', () => ({ ActivationData: '' })],
  ])('activates with %s', async (_, fieldsOf) => {
    const { add, activate } = product();
    const license = await add();
    expect((await activate(license, fieldsOf(license, product()))).code).toBe(0);
  });

  it('activates by SerialNumber and ProductID without a password, and refuses a wrong one [SA-ACT-05, SA-ACT-06, SA-ACT-08, SA-ACT-09, SA-ACT-29]', async () => {
    const { add, change, solo, keyId, access } = product();
    const [license, other] = [await add(), await add()];
    const SerialNumber = `serial-${license.LicenseID}`;
    await change(license, { SerialNumberText: SerialNumber });
    const { productId } = access.products[0]!;
    const by = (fields: Fields) => solo.activate(keyId, { SerialNumber, UserCode1: 1, UserCode2: 1, ...fields });
    const right = await by({ ProductID: productId });
    expect([right.code, right.fields.LicenseID]).toEqual([0, license.LicenseID]);
    expect((await by({ ProductID: productId, Password: access.customers[0]!.password })).code).toBe(0);
    expectFailure(await by({ ProductID: productId, Password: 'nothing' }), 5008);
    expectFailure(await by({ ProductID: productId + 1_000_000 }), 5010);
    expectFailure(await by({ ProductID: productId, SerialNumber: 'known nowhere' }), 5008);
    expectFailure(await by({ ProductID: productId, ...other }), 5008);
  });

  it('issues no InstallationID where the option says so, and counts the activation [SA-ACT-36]', async () => {
    const { add, activate } = product();
    const { prodOptionId } = await optionOf(product(), { activation: { issueInstallationId: false } });
    const license = await add({ ProdOptionID: prodOptionId });
    const { fields } = await activate(license);
    expect([fields.ResultCode, fields.InstallationID, fields.ActivationsLeft]).toEqual(['0', undefined, '4']);
    expect(await counts(product(), license)).toEqual([4, 5]);
  });

  it.each<[string, (product: Product) => Fields, number]>([
    ['no LicenseID and no SerialNumber [SA-ACT-07]', () => ({ LicenseID: '' }), 5005],
    ['LicenseID without Password [SA-ACT-07]', () => ({ Password: undefined }), 5005],
    ['SerialNumber without ProductID [SA-ACT-07]', () => ({ LicenseID: '', Password: '', SerialNumber: 'x' }), 5005],
    ['no UserCode1 [SA-ACT-14, SA-ACT-57]', () => ({ UserCode1: undefined }), 5005],
    ['a blank UserCode2 [SA-ACT-57]', () => ({ UserCode2: '' }), 5005],
    ['a UserCode1 that is no int [SA-ACT-57]', () => ({ UserCode1: '2147483648' }), 5005],
    ['a LicenseID that is no number [SA-ACT-57]', () => ({ LicenseID: 'x' }), 5005],
    ['a ProductID that is no number [SA-ACT-57]', () => ({ ProductID: 'x' }), 5005],
    ['a ProdOptionID that is no number [SA-ACT-57]', () => ({ ProdOptionID: 'x' }), 5005],
    ['a RequireRegistration that is no truth value [SA-ACT-57]', () => ({ RequireRegistration: 'x' }), 5005],
    ['a ProductVersion of three groups [SA-ACT-57]', () => ({ ProductVersion: '1.2.3' }), 5005],
    ['ActivationData with two roots [SA-ACT-60]', () => ({ ActivationData: '<a/><b/>' }), 5008],
    ['an unknown LicenseID [SA-ACT-61]', () => ({ LicenseID: 999_999 }), 5008],
    ['a wrong Password [SA-ACT-61]', () => ({ Password: 'nothing' }), 5008],
    ['another ProductID [SA-ACT-63]', ({ access }) => ({ ProductID: access.products[0]!.productId + 1_000_000 }), 5010],
    [
      'another ProdOptionID [SA-ACT-64]',
      ({ access }) => ({ ProdOptionID: access.products[0]!.options[1]!.prodOptionId }),
      5011,
    ],
  ])(
    'refuses activation with %s, with exactly the elements of a failure, and takes none [SA-ACT-41, SA-ACT-42, SA-ACT-43]',
    async (_, fieldsOf, code) => {
      const { add, activate } = product();
      const license = await add();
      expectFailure(await activate(license, fieldsOf(product())), code);
      expect(await counts(product(), license)).toEqual([5, 5]);
    },
  );

  it.each<[string, object, Fields, Fields, number, string[]]>([
    [
      'the version is too old [SA-ACT-45, SA-ACT-46, SA-ACT-65]',
      { activation: { minimumVersion: '2.0.0.1' } },
      {},
      { ProductVersion: '2.0.0.0' },
      5012,
      byCode[5012]!,
    ],
    [
      'the version is too old and an address tells where to go [SA-ACT-45, SA-ACT-46, SA-ACT-65]',
      { activation: { minimumVersion: '2.0.0.1', minimumVersionUrl: 'https://example.com/new' } },
      {},
      { ProductVersion: '2.0.0.0' },
      5012,
      [...byCode[5012]!, 'MinimumActivationVersionUrl'],
    ],
    ['no activation is left [SA-ACT-42, SA-ACT-68]', {}, { ActivationCount: 0 }, {}, 5013, byCode[5013]!],
    ['the option is a volume license [SA-ACT-69]', { type: 'volume' }, {}, {}, 5014, []],
    ['the option is a service [SA-ACT-69]', { type: 'service' }, {}, {}, 5014, []],
    [
      'the date has passed [SA-ACT-72]',
      { expiry: { rule: 'daysFromCreation', days: 30 } },
      { Expiration: '01/31/2020' },
      {},
      5019,
      [],
    ],
  ])(
    'refuses activation when %s, with exactly the elements that the code permits',
    async (_, settings, sold, fields, code, more) => {
      const { add, activate } = product();
      const { prodOptionId } = await optionOf(product(), settings);
      const license = await add({ ProdOptionID: prodOptionId, ...sold });
      const before = await counts(product(), license);
      const refused = await activate(license, fields);
      expectFailure(refused, code, more);
      if (code === 5012)
        expect(refused.fields).toMatchObject({
          MinimumActivationVersionString: '2.0.0.1',
          MinimumActivationVersionLong: '2000000000000001',
        });
      if (code === 5013)
        expect(refused.fields).toMatchObject({ LicenseID: license.LicenseID, Quantity: '1', ActivationsLeft: '0' });
      expect(await counts(product(), license)).toEqual(before);
    },
  );

  it.each<[string, object, Fields, Fields]>([
    [
      'a version equal to the minimum [SA-ACT-66]',
      { activation: { minimumVersion: '2.0.0.1' } },
      {},
      { ProductVersion: '2.0.0.1' },
    ],
    [
      'a version above the minimum [SA-ACT-66]',
      { activation: { minimumVersion: '2.0.0.9' } },
      {},
      { ProductVersion: '2.0.0.10' },
    ],
    ['no version where a minimum is set [SA-ACT-67]', { activation: { minimumVersion: '2.0.0.1' } }, {}, {}],
    ['a past date where the option has no days [SA-ACT-73]', {}, { Expiration: '01/31/2020' }, {}],
  ])('activates with %s', async (_, settings, sold, fields) => {
    const { add, activate } = product();
    const { prodOptionId } = await optionOf(product(), settings);
    const license = await add({ ProdOptionID: prodOptionId, ...sold });
    expect((await activate(license, fields)).code).toBe(0);
  });
}
