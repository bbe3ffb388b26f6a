import type { Fields } from '../clients/solo-client.ts';
import { customerOf, type Product, type Sold } from './product.suite.ts';
import { data } from './solo-registration-data.suite.ts';

type Asked = (license: Sold, productId: number) => Fields;

export function credentials(product: () => Product): void {
  const refused: [string, Asked][] = [
    ['a missing password [SL-VAL-04, AMB-30]', ({ LicenseID }) => ({ LicenseID })],
    ['a blank password [SL-VAL-04]', ({ LicenseID }) => ({ LicenseID, Password: ' ' })],
    ['a wrong password', ({ LicenseID }) => ({ LicenseID, Password: 'wrong' })],
    ['an unknown license', ({ Password }) => ({ LicenseID: 2_000_000_000, Password })],
    ['another product [SL-VAL-05, SL-REG-08]', (license, id) => ({ ...license, ProductID: id + 1_000_000 })],
    ['a serial number without product [SL-09]', (license) => ({ ...license, SerialNumber: 'S' })],
    ['a serial number of no license [SL-09]', (license, id) => ({ ...license, SerialNumber: 'S', ProductID: id })],
  ];

  it.each(refused)(
    'refuses %s with 100 in all three methods, everything else empty and unchanged [SL-VAL-18, SL-VAL-20, SL-REG-34, SL-REG-36, BAD-17]',
    async (_, fieldsOf) => {
      const { solo, access, add } = product();
      const { CustomerID } = await customerOf(product());
      const license = await add({ CustomerID });
      const asked = fieldsOf(license, access.products[0]!.productId);
      const before = (await solo.validateRegistration({ ...license })).fields;
      for (const reply of [
        await solo.validateRegistration(asked),
        await solo.register({ ...asked, ...data }),
        await solo.updateRegistration({ ...asked, ...data }),
      ]) {
        const { ResultCode, ...others } = reply.fields;
        expect(ResultCode).toBe('100');
        expect(new Set(Object.values(others))).toEqual(new Set(['']));
      }
      expect((await solo.validateRegistration({ ...license })).fields).toEqual(before);
    },
  );

  it('finds a license by serial number and product [SL-VAL-02, SL-REG-07, SL-09]', async () => {
    const { solo, access, add, change } = product();
    const { CustomerID } = await customerOf(product());
    const license = await add({ CustomerID });
    const SerialNumber = `REG-${license.LicenseID}`;
    await change(license, { SerialNumberText: SerialNumber });
    const named = { SerialNumber, ProductID: access.products[0]!.productId, Password: license.Password };
    expect((await solo.register({ ...named, City: 'Bonn' })).code).toBe(0);
    expect((await solo.validateRegistration(named)).fields).toMatchObject({ ResultCode: '0', City: 'Bonn' });
    const other = await add({ CustomerID });
    expect((await solo.validateRegistration({ ...named, LicenseID: other.LicenseID })).code).toBe(100);
    expect((await solo.validateRegistration({ ...named, LicenseID: license.LicenseID })).code).toBe(0);
  });

  it('answers by the first of -2, 100 and 300 or 0 that holds, never by 200, and changes nothing [SL-VAL-16, SL-VAL-21 … SL-VAL-23, SL-VAL-19]', async () => {
    const { solo, access, add } = product();
    const license = await add({ CustomerID: (await customerOf(product(), { company: 'Before' })).CustomerID });
    const ProductID = access.products[0]!.productId + 1_000_000;
    const document = '<ValidateRegistration><LicenseID>1</LicenseID></Nothing>';
    const invalid = (await solo.send('XmlLicenseService', 'ValidateRegistrationS', document)).root;
    expect(invalid.textOf('ResultCode')).toBe('-2');
    const code = async (fields: Fields) => (await solo.validateRegistration({ ...license, ...fields })).code;
    expect([await code({ Password: 'wrong' }), await code({ ProductID }), await code({})]).toEqual([100, 100, 300]);
    const before = await solo.infoCheck({ ...license });
    expect((await solo.register({ ...license })).code).toBe(0);
    expect([await code({ Password: 'wrong' }), await code({ ProductID }), await code({})]).toEqual([100, 100, 0]);
    expect((await solo.infoCheck({ ...license })).fields).toEqual(before.fields);
    for (const operation of ['RegisterS', 'UpdateRegistrationS']) {
      const { root } = await solo.send('XmlLicenseService', operation, '<Register><LicenseID>');
      expect([root.textOf('ResultCode'), root.textOf('CustomerID')]).toEqual(['-2', undefined]);
    }
  });

  it.each([
    ['LicenseeOnly that is no boolean [SL-REG-26]', { LicenseeOnly: 'perhaps' }],
    ['a text that would have to be cut [FMT-18]', { City: 'x'.repeat(256) }],
  ])('refuses %s with -2 before anything else, and changes nothing [SL-REG-32, SL-REG-36]', async (_, wrong) => {
    const { solo, add } = product();
    const license = await add({ CustomerID: (await customerOf(product())).CustomerID });
    expect((await solo.register({ ...license, Company: 'X', ...wrong })).fields).toEqual({
      ResultCode: '-2',
      CustomerID: '',
    });
    expect((await solo.updateRegistration({ LicenseID: 1, ...wrong })).code).toBe(-2);
    expect((await solo.validateRegistration({ ...license })).code).toBe(300);
  });
}
