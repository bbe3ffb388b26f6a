/**
 * Texts that are no document for any operation. `spoils`: when an envelope around it is no XML any more, which is a fault and not a
 * result; never, when it is embedded as element, or always. `embeddable`: false where embedding makes another document of it. [BAD]
 */
export interface BadDocument {
  title: string;
  text: string | Buffer;
  spoils: 'never' | 'embedded' | 'always';
  embeddable: boolean;
}

const bad = (
  title: string,
  text: string | Buffer,
  spoils: BadDocument['spoils'] = 'embedded',
  embeddable = true,
): BadDocument => ({
  ...{ title, text, spoils, embeddable },
});

/** `good` is a document that the operation takes. */
export const badDocuments = (good: string, root: string): BadDocument[] => [
  bad('an empty text [BAD-01]', '', 'never'),
  bad('a truncated document [BAD-02]', good.slice(0, -3)),
  bad('two roots [BAD-02]', good + good, 'never'),
  bad('mismatched tags [BAD-02]', `<${root}><a></b></${root}>`),
  bad('a duplicate attribute [BAD-02]', `<${root} a="1" a="2"/>`),
  bad('an unbound prefix [BAD-02]', `<x:${root}/>`),
  bad('plain text [BAD-03, WIRE-37, WIRE-38]', 'LicenseID=1', 'never'),
  bad('JSON [BAD-03]', '{"LicenseID":1}', 'never'),
  bad('HTML [BAD-03]', '<html><body><br></body></html>'),
  bad('a DOCTYPE [BAD-04, WIRE-61]', `<!DOCTYPE ${root}>${good}`),
  bad('an entity bomb [BAD-04, WIRE-61]', `<!DOCTYPE a [${bomb}]><${root}>&b9;</${root}>`),
  bad(
    'an external entity [BAD-04, WIRE-61]',
    `<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><${root}>&e;</${root}>`,
  ),
  bad('an entity of nobody [BAD-04]', `<${root}>&e;</${root}>`),
  bad('10,000 nested elements [BAD-05, WIRE-62]', `<${root}>${'<a>'.repeat(10_000)}`, 'never'),
  bad('65 levels [WIRE-62]', `<${root}>${'<a>'.repeat(64)}${'</a>'.repeat(64)}</${root}>`, 'never'),
  bad('ten thousands of attributes [BAD-05]', `<${root} ${attributes(30_000)}/>`, 'never'),
  bad('60,000 character references [BAD-05]', `<${root}>${'&#65;'.repeat(60_000)}</${root}>`, 'never', false),
  bad('bytes that are not UTF-8 [BAD-06]', Buffer.from(`<${root}>\xff\xfe</${root}>`, 'latin1'), 'always'),
  bad('a character that XML forbids [BAD-06]', `<${root}>\u0001</${root}>`, 'always'),
  bad('a NUL [BAD-06]', `<${root}>\u0000</${root}>`, 'always'),
  bad('UTF-16 [BAD-06]', Buffer.from(`\uFEFF${good}`, 'utf16le'), 'always'),
  bad('a reference to NUL [BAD-06]', `<${root}>&#0;</${root}>`),
  bad('a processing instruction [WIRE-66]', `<${root}><?php echo ?></${root}>`, 'never'),
  bad('a stylesheet instruction before the root [WIRE-66]', `<?xml-stylesheet href="a"?>${good}`, 'never'),
  bad('another root [WIRE-39]', '<Nothing/>', 'never'),
  bad('the root in another letter case [BAD-12]', `<${root.toLowerCase()}/>`, 'never'),
];

const bomb = ['<!ENTITY b0 "lol">', ...numbers(9).map((n) => `<!ENTITY b${n + 1} "${`&b${n};`.repeat(10)}">`)].join('');

function attributes(n: number): string {
  return numbers(n)
    .map((i) => `a${i}=""`)
    .join(' ');
}

function numbers(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

/** What people and scanners put into numbers. [BAD-09] */
export const oddNumbers = ['abc', '1.5', '99999999999', ' 7 ', '-1', '+1', '0', '0x10', '１', '1e3', ''];

/** What must come through as plain text. [BAD-11, WIRE-64] */
export const oddTexts = [
  `'; DROP TABLE license; --`,
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  'a & b < c > d "e" \'f\'',
  ']]>',
  'Größe Ω 漢字 😀',
  '${jndi:ldap://x}',
  'x'.repeat(255),
];
