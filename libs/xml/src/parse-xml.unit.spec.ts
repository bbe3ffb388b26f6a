import { parseXml, XmlRejected, type RejectionReason, type XmlLimits } from './index.ts';

function reasonOf(input: string | Buffer, limits?: XmlLimits): RejectionReason | 'accepted' {
  try {
    parseXml(input, limits);
    return 'accepted';
  } catch (error) {
    if (error instanceof XmlRejected) return error.reason;
    throw error;
  }
}

const bomb = Array.from({ length: 9 }, (_, n) => `<!ENTITY b${n + 1} "${`&b${n};`.repeat(10)}">`).join('');
const numbered = (n: number) => Array.from({ length: n }, (_, i) => `a${i}=""`).join(' ');

it.each<[string, string | Buffer, RejectionReason]>([
  ['nothing', '', 'malformed'],
  ['white space', ' \n', 'malformed'],
  ['plain text', 'abc', 'malformed'],
  ['text before the root', 'abc<a/>', 'malformed'],
  ['text behind the root', '<a/>abc', 'malformed'],
  ['two roots', '<a/><b/>', 'malformed'],
  ['an open element', '<a><b></a>', 'malformed'],
  ['an attribute without quotes', '<a b=c/>', 'malformed'],
  ['a duplicate attribute', '<a b="1" b="2"/>', 'malformed'],
  ['a duplicate attribute under two prefixes', '<a xmlns:x="u" xmlns:y="u" x:b="1" y:b="2"/>', 'malformed'],
  ['an unbound prefix of an element', '<x:a/>', 'malformed'],
  ['an unbound prefix of an attribute', '<a x:b="1"/>', 'malformed'],
  ['an unknown entity', '<a>&b;</a>', 'malformed'],
  ['an entity named like a property of objects', '<a>&constructor;</a>', 'malformed'],
  ['a lone ampersand', '<a>&</a>', 'malformed'],
  [']]> in text', '<a>]]></a>', 'malformed'],
  ['a declaration in the middle', '<a><?xml version="1.0"?></a>', 'malformed'],
  ['NUL', '<a>\0</a>', 'malformed'],
  ['a reference to NUL', '<a>&#0;</a>', 'malformed'],
  ['a control character', '<a>\u0001</a>', 'malformed'],
  ['a control character of XML 1.1', '<?xml version="1.1"?><a>&#1;</a>', 'malformed'],
  ['U+FFFE', '<a>\ufffe</a>', 'malformed'],
  ['half a surrogate pair, which would hide the tag behind it', '<a>\ud800</a>', 'malformed'],
  ['a reference to half a surrogate pair', '<a>&#xD800;</a>', 'malformed'],
  ['bytes that are not UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]), 'encoding'],
  ['UTF-16 bytes', Buffer.from('\ufeff<a/>', 'utf16le'), 'encoding'],
  ['UTF-16 bytes without byte order mark', Buffer.from('<a/>', 'utf16le'), 'encoding'],
  ['UTF-16 bytes the other way round', Buffer.from('\ufeff<a/>', 'utf16le').swap16(), 'encoding'],
  ['UTF-16 bytes the other way round without byte order mark', Buffer.from('<a/>', 'utf16le').swap16(), 'encoding'],
  ['a DOCTYPE', '<!DOCTYPE a><a/>', 'doctype'],
  ['an entity declaration', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'doctype'],
  ['an external entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'doctype'],
  ['a processing instruction', '<a><?php ?></a>', 'instruction'],
  ['a processing instruction before the root', '<?xml-stylesheet href="b"?><a/>', 'instruction'],
  ['a processing instruction behind the root', '<a/><?b?>', 'instruction'],
])('refuses %s', (_title, input, reason) => {
  expect(reasonOf(input)).toBe(reason);
});

it.each<[string, string, RejectionReason]>([
  ['an entity bomb', `<!DOCTYPE a [<!ENTITY b0 "lol">${bomb}]><a>&b9;</a>`, 'doctype'],
  ['60,000 entity declarations', `<!DOCTYPE a [${'<!ENTITY a "b">'.repeat(60_000)}]><a/>`, 'doctype'],
  ['10,000 nested elements', '<a>'.repeat(10_000), 'depth'],
  ['a million attributes', `<a ${'a="" '.repeat(1_000_000)}/>`, 'size'],
  ['as many attributes as fit', `<a ${numbered(90_000)}/>`, 'nodes'],
  ['a million character references', `<a>${'&#65;'.repeat(1_000_000)}</a>`, 'size'],
  ['200,000 empty elements', `<a>${'<b/>'.repeat(200_000)}</a>`, 'nodes'],
  ['an endless comment', `<!--${' -'.repeat(500_000)}`, 'malformed'],
  ['an endless name', `<${'a'.repeat(1_000_000)}`, 'malformed'],
])('refuses %s within a second of CPU and holds nothing of it', (_title, input, reason) => {
  const before = process.memoryUsage().heapUsed;
  const start = process.cpuUsage();
  expect(reasonOf(input)).toBe(reason);
  expect(process.cpuUsage(start).user).toBeLessThan(1e6); // microseconds
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(150e6);
});

it.each<[string, XmlLimits, string, string, RejectionReason]>([
  ['depth', { depth: 3 }, '<a><b><c/></b></a>', '<a><b><c><d/></c></b></a>', 'depth'],
  ['nodes', { nodes: 4 }, '<a b="1"><c>2</c></a>', '<a b="1" d="2"><c>2</c></a>', 'nodes'],
  ['size in bytes of UTF-8', { size: 9 }, '<a>ä</a>', '<a>äö</a>', 'size'],
])('accepts a document at the limit of %s and refuses one beyond', (_title, limits, at, beyond, reason) => {
  expect(reasonOf(at, limits)).toBe('accepted');
  expect(reasonOf(Buffer.from(at), limits)).toBe('accepted');
  expect(reasonOf(beyond, limits)).toBe(reason);
  expect(reasonOf(Buffer.from(beyond), limits)).toBe(reason);
});

it('says nothing of the document in its errors [WIRE-65]', () => {
  expect.assertions(2);
  try {
    parseXml('<UserPassword>hunter2</Wrong>');
  } catch (error) {
    expect(error).toHaveProperty('message', 'The document is not well-formed XML.');
    expect(error).not.toHaveProperty('cause');
  }
});

it.each([
  ['a byte order mark', '\ufeff<a>b</a>'],
  ['white space around the document', '\r\n \t<a>b</a> \n'],
  ['white space before the declaration', ' \n<?xml version="1.0"?><a>b</a>'],
  ['a byte order mark and a declaration', '\ufeff<?xml version="1.0" encoding="utf-8"?><a>b</a>'],
  ['a declaration of UTF-16, which means nothing', '<?xml version="1.0" encoding="utf-16"?>\r\n<a>b</a>'],
  ['a comment before the root', '<!-- c --><a>b</a>'],
])('tolerates %s', (_title, text) => {
  expect(parseXml(text)).toMatchObject({ name: 'a', text: 'b' });
  expect(parseXml(Buffer.from(text))).toMatchObject({ name: 'a', text: 'b' });
});

it('gives comments, CDATA and references their XML meaning', () => {
  const { text } = parseXml('<a>1<!-- 2 --><![CDATA[<3>&amp;]]>&lt;4&#x21;&#33;</a>');
  expect(text).toBe('1<3>&amp;<4!!');
});

it('reads line ends as line feeds', () => {
  expect(parseXml('<a>1\r\n2\r3</a>').text).toBe('1\n2\n3');
});

it('keeps names, namespaces, attributes and the order of what is inside', () => {
  const root = parseXml('<x:a xmlns:x="urn:x" xmlns="urn:d" b="1" x:b="2">s<c/>t<x:c>u</x:c></x:a>');
  expect(root).toMatchObject({ name: 'a', namespace: 'urn:x', prefix: 'x', text: 'st' });
  expect(root.attribute('b')).toBe('1');
  expect(root.attribute('b', 'urn:x')).toBe('2');
  expect(root.children.map(({ name, namespace }) => [name, namespace])).toEqual([
    ['c', 'urn:d'],
    ['c', 'urn:x'],
  ]);
  expect(root.nodes.map((node) => (typeof node === 'string' ? node : node.name))).toEqual(['s', 'c', 't', 'c']);
});

it('finds children by local name and exact letter case, and the first text that is not blank', () => {
  const root = parseXml('<a><b> </b><B>0</B><x:b xmlns:x="u">1</x:b><b>2</b></a>');
  expect(root.textOf('b')).toBe('1');
  expect(root.childrenNamed('b')).toHaveLength(3);
  expect(root.child('B')?.text).toBe('0');
  expect(root.textOf('c')).toBeUndefined();
});

it('is as good as new after a refusal', () => {
  expect(reasonOf('<a><b>')).toBe('malformed');
  expect(parseXml('<c>1</c>')).toMatchObject({ name: 'c', nodes: ['1'] });
});
