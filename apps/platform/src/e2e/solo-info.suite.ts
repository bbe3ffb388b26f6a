import { eventually } from '@licet/testing';
import { serialize } from '@licet/xml';
import type { Fields } from '../clients/solo-client.ts';
import { type Product, type Sold, tally } from './product.suite.ts';

/** Elements that a right password fills. [SL-INFO-28, SL-INFO-31] */
const owners = [
  ...['LicenseeEmail', 'LicenseeName', 'CustomerID', 'Company', 'FirstName', 'LastName', 'Address1', 'Address2'],
  ...['City', 'StateProvince', 'PostalCode', 'Country', 'Email', 'Phone', 'Fax'],
];
const codes = ['OK', 'DUP', 'FRD', 'EXP', 'CHK', 'UPG', 'VOI', 'RET'];

interface Made {
  productId: number;
  optionId: number;
  productUuid: string;
}

/** InfoCheck: how a license is named, and what is told of it to whom. [SL-INFO] */
export function soloInfo(product: () => Product): void {
  const info = async (fields: Fields) => (await product().solo.infoCheck(fields)).fields;
  const code = async (fields: Fields) => (await product().solo.infoCheck(fields)).code;
  const add = (fields: Fields = {}) => product().add({ ProdOptionID: made.optionId, ...fields });
  const named = async (license: Sold, SerialNumberText: string) => {
    expect((await product().change(license, { SerialNumberText })).code).toBe(0);
    return { SerialNumber: SerialNumberText, ProductID: made.productId };
  };
  let made: Made;

  describe('InfoCheck', () => {
    beforeAll(async () => (made = await makeProduct(product())));

    it('tells of a license by its LicenseID alone, without licensee, customer and User Defined Fields [SL-INFO-01, SL-INFO-02, SL-INFO-03, SL-INFO-13 … SL-INFO-16, SL-INFO-18, SL-INFO-19, SL-INFO-23 … SL-INFO-25, SL-INFO-29, SL-INFO-30, SL-INFO-32, SL-INFO-38, AMB-05, FMT-09, FMT-20]', async () => {
      const { LicenseID } = await add(stock);
      const { EnteredDate, ...others } = await info({ LicenseID });
      expect(others).toEqual({
        ...{
          ResultCode: '0',
          ProductID: `${made.productId}`,
          ProductName: 'InfoCheck & more',
          LatestVersion: '7.1.0.0',
        },
        ...{ ProdOptionID: `${made.optionId}`, OptionName: 'With <fixed> value', TCFixedValue: '77', Status: 'OK' },
        ...{ Quantity: '3', ReplacedBy: '', RemainingActivations: '5', RemainingDeactivations: '4' },
        ...{ DownloadExpiration: '2031-01-31T00:00:00', LicenseUpdate: 'gold', CurrentVersion: '1.2.3.4' },
        ...{ InvoiceNo: '', IsTestLicense: 'true', LicenseCounter: '0' },
        ...Object.fromEntries(owners.map((name) => [name, ''])),
      });
      expect(EnteredDate).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
    });

    it('leaves empty what a license does not have [SL-INFO-23, SL-INFO-29, SL-INFO-30]', async () => {
      const { LicenseID } = await product().add();
      expect(await info({ LicenseID })).toMatchObject({
        ...{ DownloadExpiration: '', LicenseUpdate: '', CurrentVersion: '', TCFixedValue: '' },
        ...{ IsTestLicense: 'false', LicenseCounter: '' },
      });
    });

    it('adds licensee and customer with the password of license or customer, and nothing else changes [SL-INFO-04, SL-INFO-28, SL-INFO-31, SL-INFO-38]', async () => {
      const { LicenseID, Password } = await add(stock);
      const [customer] = product().access.customers;
      const open = await info({ LicenseID });
      for (const right of [Password, customer!.password])
        expect(await info({ LicenseID, Password: right })).toEqual({
          ...open,
          ...{ LicenseeEmail: 'ada@example.org', LicenseeName: 'Ada Löwe', CustomerID: `${customer!.customerId}` },
          ...{ Company: 'Example Ltd', FirstName: 'Ann', LastName: 'Example', Email: customer!.email },
        });
      expect(await info({ LicenseID, Password: ' ' })).toEqual(open); // [SL-INFO-03]
    });

    it('finds a license by SerialNumber and ProductID, with and without a password [SL-INFO-06, SL-INFO-07]', async () => {
      const { LicenseID, Password } = await add(stock);
      const serial = await named({ LicenseID, Password }, `serial-${LicenseID}`);
      expect(await info(serial)).toEqual(await info({ LicenseID }));
      const populated = await info({ ...serial, Password });
      expect(populated).toEqual(await info({ LicenseID, Password }));
      expect(populated.LicenseeName).toBe('Ada Löwe');
    });

    it('wants ProductID beside LicenseID to be that of the license [SL-INFO-08, SL-INFO-42]', async () => {
      const { LicenseID, Password } = await add();
      const other = product().access.products[0]!.productId;
      for (const Password_ of [undefined, Password]) {
        const fields = { LicenseID, Password: Password_ };
        expect(await code({ ...fields, ProductID: made.productId })).toBe(0);
        expect(await code({ ...fields, ProductID: other })).toBe(200);
      }
    });

    it('wants LicenseID and SerialNumber to lead to one license [SL-INFO-09]', async () => {
      const [one, other] = [await add(), await add()];
      const serial = await named(one, `one-${one.LicenseID}`);
      expect(await code({ LicenseID: one.LicenseID, ...serial })).toBe(0);
      expect(await code({ LicenseID: other.LicenseID, ...serial })).toBe(100);
      expect(await code({ LicenseID: one.LicenseID, ...serial, SerialNumber: 'not-there' })).toBe(100);
    });

    it('follows product, option and counters at once, and keeps the day of entry [SL-INFO-14, SL-INFO-17, SL-INFO-21, SL-INFO-22]', async () => {
      const { native, solo, keyId, change, activate } = product();
      const license = await add(stock);
      const first = await info({ ...license });
      await eventually(() => Date.now() - Date.parse(first.EnteredDate!) > 1000); // a date that moved would show
      const left = async () => {
        const fields = await info({ LicenseID: license.LicenseID });
        return [fields.RemainingActivations, fields.RemainingDeactivations];
      };
      const { InstallationID } = (await activate(license)).fields;
      expect(await left()).toEqual(['4', '4']);
      expect((await solo.deactivate(keyId, { InstallationID })).code).toBe(0);
      expect(await left()).toEqual(['5', '3']);
      await change(license, { ActivationsIncrement: 2, DeactivationsLeft: 9, Status: 'CHK' });
      expect(await left()).toEqual(['7', '9']);
      await native.send('PATCH', `/products/${made.productUuid}`, { latestVersion: '7.2.0.0' });
      const last = await info({ ...license });
      expect([last.EnteredDate, last.LatestVersion]).toEqual([first.EnteredDate, '7.2.0.0']);
      await native.send('PATCH', `/products/${made.productUuid}`, { latestVersion: '7.1.0.0' });
    });

    it('changes nothing, neither on the license nor in its ledger [SL-INFO-11]', async () => {
      const { native, activate } = product();
      const license = await add(stock);
      await activate(license);
      const state = () => native.get(`/licenses/solo:${license.LicenseID}`);
      const before = await state();
      for (const Password of [undefined, license.Password, 'nothing'])
        await info({ LicenseID: license.LicenseID, Password });
      expect(await state()).toEqual(before);
    });

    it.each(codes)('works in %s, for tests and others, expired and not [SL-INFO-12, SL-INFO-18]', async (Status) => {
      for (const fields of [{}, { IsTestLicense: true }]) {
        const license = await add(fields);
        await product().change(license, { ExpirationDate: '01/31/2020', Status });
        expect(await info({ ...license })).toMatchObject({
          ...{ ResultCode: '0', Status, DownloadExpiration: '2020-01-31T00:00:00', LastName: 'Example' },
        });
      }
    });

    it('takes no notice of an author logon, right or wrong [SL-INFO-35, AMB-26]', async () => {
      const { author } = product();
      const { LicenseID } = await add(stock);
      const open = await info({ LicenseID });
      expect(await info({ LicenseID, ...author })).toEqual(open);
      expect(await info({ LicenseID, ...author, UserPassword: 'nothing' })).toEqual(open);
    });

    it.each<[string, (serial: Fields, own: Fields) => Fields, number]>([
      ['nothing at all [SL-INFO-10]', () => ({}), 100],
      ['a SerialNumber alone [SL-INFO-10]', ({ SerialNumber }) => ({ SerialNumber }), 100],
      ['a ProductID alone [SL-INFO-10]', ({ ProductID }) => ({ ProductID }), 100],
      ['a Password alone [SL-INFO-10]', (_, { Password }) => ({ Password }), 100],
      ['an unknown LicenseID [SL-INFO-39]', () => ({ LicenseID: 999_999 }), 100],
      ['a wrong Password [SL-INFO-40]', ({ ...serial }) => ({ ...serial, Password: 'nothing' }), 100],
      ['a SerialNumber of another product [SL-INFO-46]', (serial) => ({ ...serial, ProductID: 999_999 }), 200],
      [
        'a SerialNumber of another product and its Password [SL-INFO-46]',
        (serial, { Password }) => ({ ...serial, Password, ProductID: 999_999 }),
        200,
      ],
      [
        'a SerialNumber of another product and a wrong Password [SL-INFO-44]',
        (serial) => ({ ...serial, Password: 'nothing', ProductID: 999_999 }),
        100,
      ],
      ['a SerialNumber of no product [SL-INFO-46]', (serial) => ({ ...serial, SerialNumber: 'not-there' }), 100],
      [
        'a SerialNumber of no product under an unknown one [SL-INFO-46]',
        () => ({ SerialNumber: 'not-there', ProductID: 999_999 }),
        100,
      ],
      [
        'a SerialNumber with a ProductID that is no number [SL-INFO-43]',
        (serial) => ({ ...serial, ProductID: 'x' }),
        200,
      ],
      [
        'a SerialNumber with its Password and a ProductID that is no number [SL-INFO-43]',
        (serial, { Password }) => ({ ...serial, Password, ProductID: 'x' }),
        200,
      ],
      [
        'a SerialNumber with a wrong Password and a ProductID that is no number [SL-INFO-44]',
        (serial) => ({ ...serial, Password: 'nothing', ProductID: 'x' }),
        100,
      ],
    ])('tells nothing to whoever sends %s [SL-INFO-36]', async (_, fieldsOf, expected) => {
      const license = await add(stock);
      const serial = await named(license, `told-${license.LicenseID}`);
      const { ResultCode, ...others } = await info(fieldsOf(serial, { ...license }));
      expect([ResultCode, tally(Object.values(others))]).toEqual([`${expected}`, { '': Object.keys(others).length }]);
    });

    it('answers a wrong password like an unknown license, byte for byte [SL-INFO-45]', async () => {
      const { solo } = product();
      const { LicenseID } = await add(stock);
      const reply = async (id: string, password: string) => {
        const document = `<LicenseInfoCheck><LicenseID>${id}</LicenseID><Password>${password}</Password></LicenseInfoCheck>`;
        return serialize((await solo.send('XmlLicenseService', 'InfoCheckS', document)).root);
      };
      const wrong = await reply(LicenseID, 'nothing');
      expect(wrong).toContain('<ResultCode>100</ResultCode>');
      expect(await reply('999999', 'nothing')).toBe(wrong);
    });

    it('answers -2 to an invalid document, all other elements empty [SL-INFO-36, SL-INFO-37]', async () => {
      const { solo } = product();
      for (const document of ['<LicenseInfoCheck>', '<InfoCheck/>', 'LicenseID=1']) {
        const { root } = await solo.send('XmlLicenseService', 'InfoCheckS', document);
        expect([root.name, root.textOf('ResultCode')]).toEqual(['LicenseInfoCheck', '-2']);
        expect(tally(root.children.slice(1).map(({ text }) => text))).toEqual({ '': root.children.length - 1 });
      }
    });
  });
}

const stock: Fields = {
  ...{ ActivationCount: 5, DeactivationCount: 4, LicenseCounter: 0, Quantity: 3, Expiration: '01/31/2031' },
  ...{ LicenseUpdate: 'gold', Version: '1.2.3.4', LicenseeEmail: 'ada@example.org', LicenseeName: 'Ada Löwe' },
  IsTestLicense: true,
};

async function makeProduct({ native }: Product): Promise<Made> {
  const { id, solo } = await native.send<{ id: string; solo: { productId: number } }>('POST', '/products', {
    name: 'InfoCheck & more',
    latestVersion: '7.1.0.0',
  });
  const option = await native.send<{ solo: { prodOptionId: number } }>('POST', '/options', {
    productId: id,
    name: 'With <fixed> value',
    type: 'activationCode',
    triggerCodes: { fixedValue: 77 },
  });
  return { productId: solo.productId, productUuid: id, optionId: option.solo.prodOptionId };
}
