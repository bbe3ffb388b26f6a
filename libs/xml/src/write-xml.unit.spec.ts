import * as fc from 'fast-check';
import { element, parseXml, serialize, writeXml, type XmlElement, type XmlNode } from './index.ts';

it('writes booleans in lower case, numbers as they are, and nothing as an empty element', () => {
  const node = element('a', [element('b', true), element('c', -1), element('d'), element('e', 123456789012345678n)]);
  expect(writeXml(node)).toBe('<a><b>true</b><c>-1</c><d /><e>123456789012345678</e></a>');
});

it('writes a declaration when asked', () => {
  expect(writeXml(element('a'), { declaration: true })).toBe('<?xml version="1.0" encoding="utf-8"?>\n<a />');
});

it('escapes what has a meaning in XML [WIRE-64]', () => {
  const node = element('a', `<&>"']]>\r`, { b: `<&>"'\t\n\r` });
  expect(writeXml(node)).toBe(`<a b="&lt;&amp;&gt;&quot;'&#9;&#10;&#13;">&lt;&amp;&gt;"']]&gt;&#13;</a>`);
});

it('replaces what XML cannot hold, so that a reply is always well-formed', () => {
  const text = writeXml(element('a', 'x\0\u0001\ud800\uffffy', { b: '\0' }));
  expect(parseXml(text)).toMatchObject({ text: 'x\ufffd\ufffd\ufffd\ufffdy' });
});

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/).filter((it) => !it.toLowerCase().startsWith('xml'));
const allowed = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !forbidden.test(text));
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/u;
const { tree } = fc.letrec<{ tree: XmlNode }>((tie) => ({
  tree: fc.record({
    name,
    attributes: fc.dictionary(name, allowed, { maxKeys: 3, noNullPrototype: true }),
    content: fc.oneof({ maxDepth: 4 }, allowed, fc.array(tie('tree'), { maxLength: 4 })),
  }),
}));

/** A tree without what makes no difference in XML. */
const plain = ({ name, attributes, content }: XmlNode): unknown => ({
  name,
  attributes: { ...attributes },
  content: Array.isArray(content) ? content.map((child: XmlNode) => plain(child)) : content === '' ? [] : [content],
});
const read = ({ name, attributes, nodes }: XmlElement): unknown => ({
  name,
  attributes: Object.fromEntries(attributes.map((it) => [it.name, it.value])),
  content: nodes.map((node) => (typeof node === 'string' ? node : read(node))),
});

it('reads back what it has written', () => {
  fc.assert(
    fc.property(tree, (node) => {
      expect(read(parseXml(writeXml(node, { declaration: true })))).toEqual(plain(node));
    }),
  );
});

it('serializes what was read without changing its meaning', () => {
  fc.assert(
    fc.property(tree, (node) => {
      const before = parseXml(writeXml(node));
      expect(read(parseXml(serialize(before)))).toEqual(read(before));
    }),
  );
});

it('serializes a part of a document with the namespaces that it needs', () => {
  const root = parseXml('<a xmlns="urn:d" xmlns:x="urn:x"><b x:c="1"><x:d/><e xmlns=""/></b></a>');
  const [part = root] = root.children;
  const text = serialize(part);
  expect(text).toBe('<b xmlns="urn:d" xmlns:x="urn:x" x:c="1"><x:d /><e xmlns="" /></b>');
  expect(parseXml(text).children.map(({ namespace }) => namespace)).toEqual(['urn:x', '']);
});

it('writes a parsed element among new ones', () => {
  expect(writeXml(element('a', [parseXml('<b>1</b>'), 'text']))).toBe('<a><b>1</b>text</a>');
});
