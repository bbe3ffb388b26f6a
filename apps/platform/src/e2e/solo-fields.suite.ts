import type { Fields } from '../clients/solo-client.ts';
import { optionOf, type Product, type Sold } from './product.suite.ts';
import { customData } from './solo-custom-data.suite.ts';
import { codes, full, numbered, shown } from './solo-field-values.suite.ts';

/** User Defined Fields of a license: who may replace them, what they hold, and how InfoCheck shows them. [SL-UDF] */
export function soloFields(product: () => Product): void {
  const userFields = async ({ LicenseID, Password }: Sold) => {
    const { fields } = await product().solo.infoCheck({ LicenseID, Password });
    return Object.fromEntries(Object.entries(fields).filter(([name]) => name.startsWith('UDef')));
  };
  const replace = async (license: Sold, fields: Fields) =>
    (await product().solo.updateUserDefinedFields({ LicenseID: license.LicenseID, ...fields })).fields;
  const byAuthor = (license: Sold, fields: Fields) => replace(license, { ...product().author, ...fields });
  const done = { ResultCode: '0' };
  const refused = { ResultCode: '100' };
  const malformed = { ResultCode: '-2' };

  describe('User Defined Fields', () => {
    let writable: number;
    beforeAll(async () => {
      ({ prodOptionId: writable } = await optionOf(product(), { userFieldsWritable: true }));
    });
    const addWritable = () => product().add({ ProdOptionID: writable });

    it('start without value, are read back as they were given, and show only with a password [SL-ADD-29, SL-UDF-10, SL-UDF-12, SL-UDF-13, SL-UDF-14, SL-UDF-23, SL-INFO-33, SL-INFO-34, FMT-16, FMT-17]', async () => {
      const license = await product().add();
      expect(await userFields(license)).toEqual({});
      expect(await byAuthor(license, full)).toEqual(done);
      expect(await userFields(license)).toEqual(shown(full));
      expect(await userFields({ ...license, Password: '' })).toEqual({});
    });

    it('follow all others of InfoCheck in the documented order [SL-INFO-33]', async () => {
      const license = await product().add();
      await byAuthor(license, Object.fromEntries(Object.entries(full).reverse()));
      const { fields } = await product().solo.infoCheck({ ...license });
      expect(Object.keys(fields).slice(-26)).toEqual(['Fax', ...Object.keys(full)]);
    });

    it.each<[string, Fields]>([
      ['omitted [SL-UDF-17, SL-UDF-18, SL-UDF-20]', {}],
      ['blank [SL-UDF-19]', { UDefChar2: '', UDefNum1: ' ', UDefFloat1: '', UDefDate1: '' }],
      ['misspelt [SL-UDF-21]', { uDefFloat1: 1, uDefFloat2: 2 }],
    ])('lose their value when they are %s', async (_, fields) => {
      const license = await product().add();
      await byAuthor(license, full);
      expect(await byAuthor(license, { UDefChar1: 'alone', ...fields })).toEqual(done);
      expect(await userFields(license)).toEqual({ UDefChar1: 'alone' });
      expect(await byAuthor(license, fields)).toEqual(done);
      expect(await userFields(license)).toEqual({});
    });

    it.each([
      ['2026-03-01', '2026-03-01T00:00:00'],
      ['03/01/2026', '2026-03-01T00:00:00'],
      ['3/1/2026', '2026-03-01T00:00:00'],
      ['03/01/2026 23:59:58', '2026-03-01T23:59:58'],
      ['2026-03-01T09:30', '2026-03-01T09:30:00'],
      ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00Z'],
      ['2026-03-01T00:30:00+01:00', '2026-02-28T23:30:00Z'],
    ])('show the date %p as %p [SL-UDF-14, SL-UDF-15, AMB-27]', async (UDefDate1, expected) => {
      const license = await product().add();
      expect(await byAuthor(license, { UDefDate1 })).toEqual(done);
      expect(await userFields(license)).toEqual({ UDefDate1: expected });
    });

    it.each<[string, Fields]>([
      ['51 characters [SL-UDF-11, AMB-18]', { UDefChar10: 'x'.repeat(51) }],
      ['a number with a point [SL-UDF-16]', { UDefNum1: '1.5' }],
      ['a number out of range [SL-UDF-16]', { UDefNum1: '2147483648' }],
      ['a double with a comma [SL-UDF-16]', { UDefFloat5: '1,5' }],
      ['a double that is none [SL-UDF-16]', { UDefFloat5: 'NaN' }],
      ['a date of another form [SL-UDF-16]', { UDefDate1: '01.03.2026' }],
      ['a date that is none [SL-UDF-16]', { UDefDate1: '02/30/2026' }],
    ])('stay as they are when one is %s, whoever calls', async (_, fields) => {
      const license = await addWritable();
      await byAuthor(license, full);
      const wrong = { UDefChar2: 'good', ...fields };
      expect(await byAuthor(license, wrong)).toEqual(malformed);
      expect(await replace(license, { ...wrong, Password: license.Password })).toEqual(malformed);
      expect(await userFields(license)).toEqual(shown(full));
    });

    const one = { UDefChar1: 'changed' };
    const callers: [string, boolean, (license: Sold) => Fields, object][] = [
      ['an author [SL-UDF-01, SL-UDF-05]', true, () => product().author, done],
      ['an author [SL-UDF-01, SL-UDF-03]', false, () => product().author, done],
      ['an author whatever the password [SL-UDF-06]', true, () => ({ ...product().author, Password: 'nothing' }), done],
      ['an author and the password [SL-UDF-06]', false, ({ Password }) => ({ ...product().author, Password }), done],
      ['the activation password [SL-UDF-01, SL-UDF-02, PWD-05]', true, ({ Password }) => ({ Password }), done],
      [
        'the password of the customer [SL-UDF-02, PWD-05]',
        true,
        () => ({ Password: product().access.customers[0]!.password }),
        done,
      ],
      [
        'the password beside a wrong logon [SL-UDF-07]',
        true,
        ({ Password }) => ({ ...product().author, UserPassword: 'nothing', Password }),
        done,
      ],
      ['the password [SL-UDF-04, SL-UDF-25, AMB-17]', false, ({ Password }) => ({ Password }), refused],
      [
        'the password beside a wrong logon [SL-UDF-25, AMB-17]',
        false,
        ({ Password }) => ({ ...product().author, UserPassword: 'nothing', Password }),
        refused,
      ],
      ['a wrong password [SL-UDF-09, SL-UDF-24]', true, () => ({ Password: 'nothing' }), refused],
      ['a blank password [SL-UDF-09]', true, () => ({ Password: ' ' }), refused],
      ['nobody [SL-UDF-24]', true, () => ({}), refused],
      ['a wrong logon [SL-UDF-26]', true, () => ({ ...product().author, UserPassword: 'nothing' }), refused],
      ['half a logon [SL-UDF-26]', true, () => ({ ...product().author, UserID: undefined }), refused],
    ];

    it.each(callers)('called by %s, fields writable %p', async (_, isWritable, logonOf, expected) => {
      const license = await (isWritable ? addWritable() : product().add());
      await byAuthor(license, full);
      expect(await replace(license, { ...logonOf(license), ...one })).toEqual(expected);
      expect(await userFields(license)).toEqual(expected === done ? one : shown(full));
    });

    it.each(['', 'x', '999999', '0'])('answers 100 to LicenseID %p [SL-UDF-08]', async (LicenseID) => {
      expect(await replace({ LicenseID, Password: '' }, { ...product().author, ...one })).toEqual(refused);
    });

    it.each(['<UpdateUserDefinedFields>', '<UserDefinedFields/>', 'LicenseID=1'])(
      'are not looked for in %p, which is answered with -2 [SL-UDF-22]',
      async (document) => {
        const { root } = await product().solo.send('XmlLicenseService', 'UpdateUserDefinedFieldsS', document);
        expect([root.name, root.textOf('ResultCode')]).toEqual(['UpdateUserDefinedFields', '-2']);
      },
    );

    it('tells nobody who may not change them what is wrong about them [SL-UDF-27]', async () => {
      const license = await product().add();
      expect(await replace(license, { Password: license.Password, UDefNum1: 'x' })).toEqual(refused);
      expect(await replace({ ...license, LicenseID: '999999' }, { ...product().author, UDefNum1: 'x' })).toEqual(
        refused,
      );
    });

    it('follow a change of the option from the next call on [PO-12]', async () => {
      const { id, prodOptionId } = await optionOf(product(), {});
      const license = await product().add({ ProdOptionID: prodOptionId });
      const change = () => replace(license, { Password: license.Password, ...one });
      expect(await change()).toEqual(refused);
      for (const [userFieldsWritable, expected] of [
        [true, done],
        [false, refused],
      ] as const) {
        await product().native.send('PATCH', `/options/${id}`, { userFieldsWritable });
        expect(await change()).toEqual(expected);
      }
    });

    it.each(codes)('can be changed with the password and by a Master User in %s [SL-UDF-28]', async (Status) => {
      const license = await addWritable();
      expect((await product().change(license, { Status })).code).toBe(0);
      expect(await replace(license, { Password: license.Password, UDefChar1: 'one' })).toEqual(done);
      expect(await byAuthor(license, { UDefChar2: 'two' })).toEqual(done);
      expect(await userFields(license)).toEqual({ UDefChar2: 'two' });
    });

    it('are seen at once through the native door, by kind and place', async () => {
      const license = await product().add();
      await byAuthor(license, { UDefChar10: 'last', UDefNum1: 3, UDefFloat2: 0.5, UDefDate5: '2026-03-01' });
      expect(await product().native.get(`/licenses/solo:${license.LicenseID}`)).toMatchObject({
        userFields: {
          text: [...Array<null>(9).fill(null), 'last'],
          integer: [3, null, null, null, null],
          float: [null, 0.5, null, null, null],
          date: [null, null, null, null, '2026-03-01T00:00:00'],
        },
      });
    });

    it('of many callers at once are those of one of them, never a mixture', async () => {
      const license = await product().add();
      const sent = Array.from({ length: 20 }, (_, i) => numbered('UDefNum', [i, i, i, i, i]));
      const replies = await Promise.all(sent.map((fields) => byAuthor(license, fields)));
      expect(new Set(replies.map(({ ResultCode }) => ResultCode))).toEqual(new Set(['0']));
      expect(sent.map(shown)).toContainEqual(await userFields(license));
    });
  });

  customData(product);
}
