import { element, serialize, writeXml } from '@licet/xml';
import type { Fields } from '../clients/solo-client.ts';
import { type Product, type Sold, optionOf } from './product.suite.ts';

const codes = ['OK', 'DUP', 'FRD', 'EXP', 'CHK', 'UPG', 'VOI', 'RET'];

const numbered = (prefix: string, values: readonly (string | number)[]): Fields =>
  Object.fromEntries(values.map((value, i) => [`${prefix}${i + 1}`, value]));

/** Values for all 25 User Defined Fields, as InfoCheck shows them again. */
const full: Fields = {
  ...numbered('UDefChar', [
    'x'.repeat(50),
    '漢'.repeat(50),
    ' <&> ',
    ...Array.from({ length: 7 }, (_, i) => `text ${i}`),
  ]),
  ...numbered('UDefNum', [0, 1, -1, 2_147_483_647, -2_147_483_648]),
  ...numbered('UDefFloat', [0.1, -2.5, 5e-324, 1.7976931348623157e308, 3]),
  ...numbered('UDefDate', [
    ...['2026-03-01T00:00:00', '1999-12-31T23:59:59', '2028-02-29T12:00:00', '0001-01-01T00:00:00'],
    '2026-03-01T09:00:00Z',
  ]),
};
const shown = (fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));

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

/** Custom data of a license: what is stored, and how it comes back. [SL-GCD, SL-UCD] */
function customData(product: () => Product): void {
  const logonXml = (fields: Fields = {}) =>
    Object.entries<Fields[string]>({ ...product().author, ...fields })
      .map(([name, value]) => (value === undefined ? '' : writeXml(element(name, String(value)))))
      .join('');
  const ask = async (operation: string, children: string) =>
    (await product().solo.send('XmlLicenseService', `${operation}S`, `<${operation}>${children}</${operation}>`)).root;
  const named = ({ LicenseID }: Pick<Sold, 'LicenseID'>, logon?: Fields) => logonXml({ LicenseID, ...logon });

  /** `data`: markup inside of LicenseCustomData; undefined where there is no such element. */
  const replace = async (license: Sold, data: string | undefined, Format?: string, logon?: Fields) => {
    const content = data === undefined ? '' : `<LicenseCustomData>${data}</LicenseCustomData>`;
    const format = Format === undefined ? '' : `<Format>${Format}</Format>`;
    const root = await ask('UpdateLicenseCustomData', named(license, logon) + content + format);
    expect([root.name, root.children.map(({ name }) => name)]).toEqual(['GetLicenseCustomData', ['ResultCode']]);
    return Number(root.textOf('ResultCode'));
  };
  /** What stands in LicenseCustomData: its text, or the element in it as it was sent. */
  const read = async (license: Sold, logon?: Fields) => {
    const root = await ask('GetLicenseCustomData', named(license, logon));
    const shownNodes = root.child('LicenseCustomData')!.nodes;
    return {
      code: Number(root.textOf('ResultCode')),
      nodes: shownNodes.map((node) => (typeof node === 'string' ? node : serialize(node))),
    };
  };
  const holds = (...nodes: string[]) => ({ code: 0, nodes });
  const rich = '<x:a xmlns:x="urn:x" x:b="1 &amp; 2" c="3">t<d xmlns="urn:d"><e /></d>u</x:a>';

  describe('custom data', () => {
    it.each<[string, string, string | undefined, string[]]>([
      ['a document [SL-UCD-04, SL-GCD-03]', '\n <a b="1">x</a> ', 'XML', ['<a b="1">x</a>']],
      ['a document in its own namespaces [SL-UCD-04, SL-GCD-07]', rich, 'XML', [rich]],
      ['Format in small letters [SL-UCD-09]', '<a />', 'xml', ['<a />']],
      ['a text [SL-UCD-07, SL-GCD-04]', ' 3 &lt; 4 &amp; "x" ', undefined, [' 3 < 4 & "x" ']],
      ['a text with blank Format [SL-UCD-07]', 'x', '', ['x']],
      ['a text with another Format [SL-UCD-07]', 'x', 'JSON', ['x']],
      ['text that is a document [SL-UCD-10, SL-GCD-03]', '&lt;a b="1"/&gt;', undefined, ['<a b="1" />']],
      [
        'text that is a document with declaration [SL-GCD-08]',
        '&lt;?xml version="1.0" encoding="utf-16"?&gt;&lt;a/&gt;',
        undefined,
        ['<a />'],
      ],
      ['text with markup in it [SL-GCD-05]', 'see &lt;b&gt;here&lt;/b&gt;', undefined, ['see <b>here</b>']],
      ['text of two roots [SL-GCD-05]', '&lt;a/&gt;&lt;b/&gt;', undefined, ['<a/><b/>']],
      ['markup without Format XML [SL-UCD-08, AMB-35]', 'a<b c="1">d</b>', undefined, ['a<b c="1">d</b>']],
    ])(
      'comes back as it was stored: %s [SL-GCD-12, SL-UCD-02, SL-UCD-16, SL-UCD-19]',
      async (_, data, format, nodes) => {
        const license = await product().add();
        expect(await read(license)).toEqual(holds());
        expect(await replace(license, data, format)).toBe(0);
        expect(await read(license)).toEqual(holds(...nodes));
      },
    );

    it.each<[string, string | undefined, string | undefined]>([
      ['omitted [SL-UCD-03, SL-GCD-06]', undefined, undefined],
      ['blank [SL-UCD-03]', ' \n', ''],
      ['omitted, Format XML [SL-UCD-06, AMB-35]', undefined, 'XML'],
      ['blank, Format XML [SL-UCD-06, AMB-35]', ' ', 'XML'],
    ])('is cleared when it is %s', async (_, data, format) => {
      const license = await product().add();
      await replace(license, 'x');
      expect(await replace(license, data, format)).toBe(0);
      expect(await read(license)).toEqual(holds());
    });

    it.each([
      ['plain text', 'x'],
      ['escaped markup', '&lt;a/&gt;'],
      ['two elements', '<a/><b/>'],
      ['text beside an element', 'x<a/>'],
    ])('with Format XML stays as it is when %s is sent [SL-UCD-05, SL-UCD-17]', async (_, data) => {
      const license = await product().add();
      await replace(license, 'before');
      expect(await replace(license, data, 'XML')).toBe(1);
      expect(await read(license)).toEqual(holds('before'));
    });

    it('holds 60,000 characters and more [FMT-18]', async () => {
      const license = await product().add();
      const text = '漢字 and more '.repeat(6000);
      expect(await replace(license, text)).toBe(0);
      expect(await read(license)).toEqual(holds(text));
    });

    it('takes documents of up to 256 KiB, and leaves things as they are for a longer one [WIRE-62]', async () => {
      const license = await product().add();
      const kibibytes = (count: number) => 'x'.repeat(count * 1024);
      expect(await replace(license, kibibytes(255))).toBe(0);
      expect(await replace(license, kibibytes(257))).toBe(-2);
      expect(await read(license)).toEqual(holds(kibibytes(255)));
    });

    it.each<[string, Fields]>([
      ['no AuthorID [SL-UCD-01, SL-UCD-13, SL-GCD-01, SL-GCD-10]', { AuthorID: undefined }],
      ['no UserID [SL-UCD-01, SL-UCD-13, SL-GCD-01, SL-GCD-10]', { UserID: undefined }],
      ['no UserPassword [SL-UCD-01, SL-UCD-13, SL-GCD-01, SL-GCD-10]', { UserPassword: undefined }],
      ['a wrong UserPassword [SL-UCD-13, SL-GCD-10]', { UserPassword: 'nothing' }],
      ['another AuthorID [SL-UCD-13, SL-GCD-10]', { AuthorID: 999_999 }],
      ['no LicenseID [SL-UCD-01, SL-UCD-15, SL-GCD-01, SL-GCD-11]', { LicenseID: '' }],
      ['a LicenseID that is no number [SL-UCD-15, SL-GCD-11]', { LicenseID: 'x' }],
      ['an unknown LicenseID [SL-UCD-15, SL-GCD-11]', { LicenseID: 999_999 }],
    ])('is neither shown nor changed with %s [SL-GCD-13]', async (_, logon) => {
      const license = await product().add();
      await replace(license, 'before');
      expect(await replace(license, 'after', '', logon)).toBe(-1);
      expect(await replace(license, 'after', 'XML', logon)).toBe(-1); // [SL-UCD-18]
      expect(await read(license, logon)).toEqual({ code: -1, nodes: [] });
      expect(await read(license)).toEqual(holds('before'));
    });

    it.each(['GetLicenseCustomData', 'UpdateLicenseCustomData'])(
      'is not there for a document of another root, which %s answers with -2 [SL-GCD-09, SL-GCD-13, SL-UCD-12]',
      async (operation) => {
        const { solo } = product();
        const { root } = await solo.send('XmlLicenseService', `${operation}S`, '<LicenseCustomData/>');
        expect([root.name, root.textOf('ResultCode')]).toEqual(['GetLicenseCustomData', '-2']);
        expect(root.child('LicenseCustomData')?.nodes ?? []).toEqual([]);
      },
    );

    it.each(codes)('can be changed by a Master User and read in %s', async (Status) => {
      const license = await product().add();
      expect((await product().change(license, { Status })).code).toBe(0);
      expect(await replace(license, Status)).toBe(0);
      expect(await read(license)).toEqual(holds(Status));
    });

    it('is the last step of a sale: Add, User Defined Fields by logon and password together, then a document', async () => {
      const { solo, author } = product();
      const license = await product().add();
      const { code } = await solo.updateUserDefinedFields({ ...author, ...license, UDefChar1: 'order 7' });
      expect([code, await replace(license, '<order no="7" />', 'XML')]).toEqual([0, 0]);
      const { fields } = await solo.infoCheck({ ...license });
      expect([fields.UDefChar1, await read(license)]).toEqual(['order 7', holds('<order no="7" />')]);
    });
  });
}
