import type { Fields } from '../clients/solo-client.ts';
import { type Product, type Sold, optionOf } from './product.suite.ts';

const addLicenses = ['licenses:create'];
const editLicenses = ['licenses:write', 'licenses:status'];
const masterUser = ['licenses:void'];

/** Who may change and read User Defined Fields and custom data by author logon. [SL-UDF, SL-GCD, SL-UCD, AMB A4, A17] */
export function soloFieldRights(product: () => Product): void {
  const logons = new Map<string, Fields>();

  /** Logon of an API user with just these scopes. */
  const userWith = async (...scopes: string[]): Promise<Fields> => {
    const known = logons.get(scopes.join());
    if (known) return known;
    const { native, author } = product();
    const user = await native.send<{ apiUserId: string; secrets: { apiUserPassword: string } }>('POST', '/users', {
      kind: 'api',
      name: scopes.join(),
      scopes,
    });
    const logon = {
      AuthorID: author.AuthorID,
      UserID: user.apiUserId,
      UserPassword: user.secrets.apiUserPassword,
    };
    logons.set(scopes.join(), logon);
    return logon;
  };
  const state = async ({ LicenseID, Password }: Sold) => {
    const { solo, author } = product();
    const { fields } = await solo.infoCheck({ LicenseID, Password });
    return { fields, customData: (await solo.getCustomData({ ...author, LicenseID })).fields };
  };
  /** ResultCodes of the methods that change a license, called with this logon. */
  const codesOf = async ({ LicenseID }: Sold, logon: Fields, text: string) => {
    const { solo } = product();
    const named = { ...logon, LicenseID };
    const { code: activationFields } = await solo.updateActivationFields({ ...named, LicenseUpdate: text });
    const { code: userFields } = await solo.updateUserDefinedFields({ ...named, UDefChar1: text });
    const { code: customData } = await solo.updateCustomData({ ...named, LicenseCustomData: text });
    return { activationFields, userFields, customData };
  };
  const allowed = { activationFields: 0, userFields: 0, customData: 0 };
  const refused = { activationFields: -1, userFields: 100, customData: -1 };

  describe('rights to the fields of a license', () => {
    it('Edit Licenses lets a user change them, and nothing else does [PERM-02, PERM-03, PERM-05, PERM-06, PERM-07, SL-UCD-14, AMB-17]', async () => {
      const license = await product().add();
      expect(await codesOf(license, await userWith(...editLicenses), 'before')).toEqual(allowed);
      const before = await state(license);
      expect(before).toMatchObject({ fields: { UDefChar1: 'before' }, customData: { LicenseCustomData: 'before' } });
      for (const scopes of [[], addLicenses, masterUser])
        expect(await codesOf(license, await userWith(...scopes), 'after')).toEqual(refused);
      expect(await state(license)).toEqual(before);
    });

    it('no permission is needed to read custom data [PERM-04, SL-GCD-02]', async () => {
      const { solo, author } = product();
      const { LicenseID } = await product().add();
      await solo.updateCustomData({ ...author, LicenseID, LicenseCustomData: 'x' });
      const { fields } = await solo.getCustomData({ ...(await userWith()), LicenseID });
      expect(fields).toEqual({ ResultCode: '0', LicenseCustomData: 'x' });
    });

    it('a password opens User Defined Fields also beside a logon that may not change licenses, if they are writable [AMB-17]', async () => {
      const { solo, add } = product();
      const logon = await userWith(...addLicenses);
      const { prodOptionId } = await optionOf(product(), { userFieldsWritable: true });
      const replace = async (license: Sold) =>
        (await solo.updateUserDefinedFields({ ...logon, ...license, UDefChar1: 'x' })).code;
      expect(await replace(await add({ ProdOptionID: prodOptionId }))).toBe(0);
      expect(await replace(await add())).toBe(100);
    });

    it('Add Licenses and Edit Licenses suffice for a whole sale: Add, User Defined Fields with logon and password together, a document as custom data [SL-05]', async () => {
      const { solo, access } = product();
      const logon = await userWith(...addLicenses, ...editLicenses);
      const added = await solo.add({
        ...{ ...logon, ProdOptionID: access.products[0]!.options[0]!.prodOptionId, Quantity: 1, UnitPrice: '49.90' },
        ...{ CustomerID: access.customers[0]!.customerId, ActivationCount: 1, DeactivationCount: 1 },
      });
      const { LicenseID, ActivationPassword } = added.fields;
      const replaced = await solo.updateUserDefinedFields({
        ...{ ...logon, LicenseID, Password: ActivationPassword, UDefChar1: 'order 7' },
      });
      const logonXml = Object.entries({ ...logon, LicenseID })
        .map(([name, value]) => `<${name}>${String(value)}</${name}>`)
        .join('');
      const { root } = await solo.send(
        'XmlLicenseService',
        'UpdateLicenseCustomDataS',
        `<UpdateLicenseCustomData>${logonXml}<LicenseCustomData><order no="7"/></LicenseCustomData><Format>XML</Format></UpdateLicenseCustomData>`,
      );
      expect([added.code, replaced.code, root.textOf('ResultCode')]).toEqual([0, 0, '0']);
    });

    describe.each(['VOI', 'RET'])('a license in %s', (Status) => {
      const closed = async () => {
        const { prodOptionId } = await optionOf(product(), { userFieldsWritable: true });
        const license = await product().add({ ProdOptionID: prodOptionId });
        expect((await product().change(license, { Status })).code).toBe(0);
        return license;
      };
      const setting = (closedLicenseEdits: string | null) =>
        product().native.send('PATCH', '/account', { settings: { closedLicenseEdits } });

      it('takes no change but from a Master User, User Defined Fields by password excepted [SL-UDF-28, SL-UCD-20, PERM-11, AMB-04]', async () => {
        const license = await closed();
        const before = await state(license);
        expect(await codesOf(license, await userWith(...editLicenses), 'x')).toEqual(refused);
        expect(await state(license)).toEqual(before);
        expect(await codesOf(license, await userWith(...editLicenses, ...masterUser), 'x')).toEqual(allowed);
        const { code } = await product().solo.updateUserDefinedFields({ ...license, UDefChar1: 'y' });
        expect([code, (await state(license)).fields.UDefChar1]).toEqual([0, 'y']);
      });

      it('takes every change but one of its status where the account is set so [AMB-04]', async () => {
        const license = await closed();
        const editor = await userWith(...editLicenses);
        await setting('status');
        try {
          expect(await codesOf(license, editor, 'x')).toEqual(allowed);
          const named = { ...editor, LicenseID: license.LicenseID };
          expect((await product().solo.updateActivationFields({ ...named, Status: 'OK' })).code).toBe(-1);
        } finally {
          await setting(null);
        }
        expect(await codesOf(license, editor, 'y')).toEqual(refused);
        expect((await state(license)).fields).toMatchObject({ Status, UDefChar1: 'x' });
      });
    });
  });
}
