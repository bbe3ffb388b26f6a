import { element, serialize, writeXml } from '@licet/xml';
import type { Fields } from '../clients/solo-client.ts';
import type { Product, Sold } from './product.suite.ts';
import { codes } from './solo-field-values.suite.ts';

/** Custom data of a license: what is stored, and how it comes back. [SL-GCD, SL-UCD] */
export function customData(product: () => Product): void {
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
