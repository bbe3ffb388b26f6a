import { longestCustomData } from '@licet/contracts';
import { element, parseXml, serialize, writeXml, type XmlElement, type XmlNode } from '@licet/xml';
import * as fc from 'fast-check';
import { waysOf } from '../scenarios/bindings.scenarios.ts';
import { caller } from '../scenarios/facts.scenarios.ts';
import { no, ok, scriptedSolo } from '../scenarios/scripted-solo.scenarios.ts';
import { soloServices } from '../services.ts';
import { customDataOf, shownCustomData } from './custom-data-content.ts';

const stored = (value: string) => ok({ format: 'text', value });
const answers = { GetCustomData: stored('three seats'), ReplaceCustomData: ok({ version: 2 }) };
const { bus, callers, solo } = scriptedSolo(answers);

const logon = '<AuthorID>1</AuthorID><UserID>back-office</UserID><UserPassword>secret</UserPassword>';
async function post(operation: string, children: string): Promise<XmlElement> {
  const { body } = await solo.send({
    method: 'POST',
    path: `/solo/webservices/XmlLicenseService.asmx/${operation}S`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `xml=${encodeURIComponent(`<${operation}>${children}</${operation}>`)}`,
  });
  return parseXml(body);
}
const get = (children = `${logon}<LicenseID>4001</LicenseID>`) => post('GetLicenseCustomData', children);
const replace = (data: string, format = '', license = '<LicenseID>4001</LicenseID>') =>
  post('UpdateLicenseCustomData', `${logon}${license}${data}<Format>${format}</Format>`);
const shown = (reply: XmlElement) => {
  const { nodes } = reply.child('LicenseCustomData')!;
  return nodes.map((node) => (typeof node === 'string' ? node : serialize(node)));
};

describe('GetLicenseCustomData', () => {
  it.each<[string, string, string[]]>([
    ['a document [SL-GCD-03]', '<a b="1"><c/>x</a>', ['<a b="1"><c />x</a>']],
    ['a document that was stored as text [SL-UCD-10]', ' <a/>\n', ['<a />']],
    [
      'a document with namespaces of its own [SL-GCD-07]',
      '<x:a xmlns:x="urn:x" x:b="1"><c xmlns="urn:c"/></x:a>',
      ['<x:a xmlns:x="urn:x" x:b="1"><c xmlns="urn:c" /></x:a>'],
    ],
    ['a document with a declaration [SL-GCD-08]', '<?xml version="1.0" encoding="utf-16"?>\n<a/>', ['<a />']],
    ['text [SL-GCD-04]', ' three & "more" ', [' three & "more" ']],
    ['text with markup in it [SL-GCD-05]', 'see <b>here</b>', ['see <b>here</b>']],
    ['two roots [SL-GCD-05]', '<a/><b/>', ['<a/><b/>']],
    ['a document with a DOCTYPE', '<!DOCTYPE a><a/>', ['<!DOCTYPE a><a/>']],
    ['nothing [SL-GCD-06]', '', []],
  ])('shows %s', async (_, value, nodes) => {
    bus.answers.GetCustomData = stored(value);
    const reply = await get();
    expect([reply.name, reply.textOf('ResultCode'), shown(reply)]).toEqual(['GetLicenseCustomData', '0', nodes]);
    expect(bus.last('GetCustomData')).toEqual({ authorId: 1, licenseId: 4001 });
  });

  it.each<[string, () => Promise<XmlElement>, string]>([
    ['no logon [SL-GCD-10]', () => get('<LicenseID>4001</LicenseID>'), '-1'],
    ['no LicenseID [SL-GCD-11]', () => get(logon), '-1'],
    ['a LicenseID that is no number [SL-GCD-11]', () => get(`${logon}<LicenseID>x</LicenseID>`), '-1'],
    ['another document [SL-GCD-09]', () => post('GetLicenseCustomData', '</GetLicenseCustomData><a>'), '-2'],
  ])('answers %s with an empty LicenseCustomData [SL-GCD-13]', async (_, ask, code) => {
    bus.answers.GetCustomData = no('not_found');
    const reply = await ask();
    expect([reply.textOf('ResultCode'), shown(reply)]).toEqual([code, []]);
  });

  it('needs a logon and no permission, also of a read-only account [SL-GCD-02, PERM-04, AUTH-15]', async () => {
    callers.known = { ...caller, scopes: [], account: { mode: 'live', status: 'readOnly' } };
    expect((await get()).textOf('ResultCode')).toBe('0');
    callers.known = null;
    expect((await get()).textOf('ResultCode')).toBe('-1');
  });
});

describe('UpdateLicenseCustomData', () => {
  const data = (content: string) => `<LicenseCustomData>${content}</LicenseCustomData>`;

  it.each<[string, string, string, object]>([
    ['a document [SL-UCD-04]', data('\n <a b="1">x</a>\n'), 'XML', { format: 'xml', value: '<a b="1">x</a>' }],
    ['a document, Format in small letters [SL-UCD-09]', data('<a/>'), ' xml ', { format: 'xml', value: '<a />' }],
    ['a text [SL-UCD-07]', data(' three &amp; &lt;b&gt; '), '', { format: 'text', value: ' three & <b> ' }],
    ['a text in CDATA [SL-UCD-07]', data('<![CDATA[<a>&]]>'), 'Text', { format: 'text', value: '<a>&' }],
    [
      'markup as text [SL-UCD-08, AMB-35]',
      data('a &lt; <b c="1">d</b>'),
      '',
      { format: 'text', value: 'a &lt; <b c="1">d</b>' },
    ],
    ['nothing [SL-UCD-03]', '', '', { format: 'text', value: '' }],
    ['blanks [SL-UCD-03]', data(' \n '), '', { format: 'text', value: '' }],
    ['nothing, Format XML [SL-UCD-06, AMB-35]', '', 'XML', { format: 'text', value: '' }],
    ['blanks, Format XML [SL-UCD-06, AMB-35]', data(' '), 'XML', { format: 'text', value: '' }],
  ])('asks for %s', async (_, content, format, customData) => {
    const reply = await replace(content, format);
    expect(serialize(reply)).toBe('<GetLicenseCustomData><ResultCode>0</ResultCode></GetLicenseCustomData>'); // [SL-UCD-19]
    expect(bus.last('ReplaceCustomData')).toEqual({ authorId: 1, licenseId: 4001, customData });
  });

  it.each(waysOf(soloServices).filter(({ operation }) => operation.name.startsWith('UpdateLicenseCustomData')))(
    'takes the same document by $id, whatever namespace its envelope puts it into [BAD-16, WIRE-54, SL-GCD-07]',
    async (way) => {
      const document = '<a b="1"><x:c xmlns:x="urn:x"><d /></x:c><e xmlns="urn:e"><f /></e></a>';
      const request = `<UpdateLicenseCustomData>${logon}${data(document)}<Format>XML</Format></UpdateLicenseCustomData>`;
      await solo.send(way.request(request));
      expect(bus.last('ReplaceCustomData')).toMatchObject({ customData: { format: 'xml', value: document } });
    },
  );

  it.each([
    ['plain text', 'three'],
    ['escaped markup', '&lt;a/&gt;'],
    ['markup in CDATA', '<![CDATA[<a/>]]>'],
    ['two elements', '<a/><b/>'],
    ['text beside an element', '<a/>x'],
  ])('answers 1 to %s with Format XML [SL-UCD-05, SL-UCD-17]', async (_, content) => {
    bus.answers.ReplaceCustomData = no('parameter_invalid');
    expect((await replace(data(content), 'XML')).textOf('ResultCode')).toBe('1');
    expect(bus.last('ReplaceCustomData')).toMatchObject({ customData: null });
  });

  it.each(['', '<LicenseID>x</LicenseID>'])('passes LicenseID %p on as null [SL-UCD-15]', async (license) => {
    bus.answers.ReplaceCustomData = no('not_found');
    expect((await replace('', '', license)).textOf('ResultCode')).toBe('-1');
    expect(bus.last('ReplaceCustomData')).toMatchObject({ licenseId: null });
  });

  it('answers -1 without a logon or permission, and for a read-only account [SL-UCD-13, SL-UCD-14, AUTH-15]', async () => {
    bus.answers.ReplaceCustomData = no('scope_missing');
    expect((await replace('')).textOf('ResultCode')).toBe('-1');
    bus.asked.length = 0;
    callers.known = { ...caller, account: { mode: 'live', status: 'readOnly' } };
    expect((await replace('')).textOf('ResultCode')).toBe('-1');
    callers.known = null;
    expect((await replace('')).textOf('ResultCode')).toBe('-1');
    expect(bus.asked).toEqual([]);
  });

  it('takes documents of 256 KiB and no longer ones [WIRE-62, FMT-18]', async () => {
    expect((await replace(data('x'.repeat(255 * 1024)))).textOf('ResultCode')).toBe('0');
    expect((await replace(data('x'.repeat(257 * 1024)))).textOf('ResultCode')).toBe('-2');
  });

  it('keeps every text and every document: what is shown means what was sent [SL-UCD-04, SL-UCD-07, SL-UCD-08]', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((it) => !/[\0-\x1f]/.test(it));
    const { tree } = fc.letrec<{ tree: XmlNode }>((tie) => ({
      tree: fc.record({
        name: word,
        attributes: fc.dictionary(word, text, { maxKeys: 2, noNullPrototype: true }),
        content: fc.oneof({ maxDepth: 3 }, text, fc.array(tie('tree'), { maxLength: 3 })),
      }),
    }));
    const written = (it: ReturnType<typeof shownCustomData>) => (typeof it === 'string' ? it : serialize(it[0]));
    fc.assert(
      fc.property(tree, fc.constantFrom('XML', 'xml', '', undefined), (node, format) => {
        const root = parseXml(writeXml(node));
        const data = customDataOf([' ', root, '\n'], format);
        expect(data && written(shownCustomData(data))).toBe(serialize(root));
      }),
    );
    fc.assert(
      fc.property(
        text.filter((it) => it.trim() !== ''),
        (plain) => {
          const data = customDataOf([plain], undefined);
          expect(data && written(shownCustomData(data))).toBe(plain);
        },
      ),
    );
  });

  it('does not keep what grows beyond all bounds when it is written out', () => {
    const root = parseXml(writeXml(element('a', 'x'.repeat(longestCustomData))), { size: 4 * longestCustomData });
    expect(customDataOf([root], 'XML')).toBeNull();
  });
});
