import { type Document, LineCounter, isNode, parseDocument } from 'yaml';
import { CatalogRefused } from './catalog-refused.ts';
import { type Kind, kinds } from './kinds.ts';

/** Place of something in the file, as the names and indexes that lead to it. */
export type Place = readonly (string | number)[];

/** One object as the file wants it. */
export interface Entry {
  kind: Kind;
  /** What tells it from others of its kind: member and value. */
  key: readonly [member: string, value: string];
  /** Its members in the words of the native API, without the lists that stand in it. */
  body: Readonly<Record<string, unknown>>;
  inside: readonly Entry[];
  place: Place;
}

export interface Catalog {
  entries: readonly Entry[];
  /** A place as people read it: file, line, and the way there. */
  tell: (place: Place) => string;
}

/**
 * Reads a catalog file: products with their options, updates and serial numbers, users and customers, each with the members that the native
 * API takes for it. `name` is told in errors only. Throws {@link CatalogRefused} with every place that is wrong.
 */
export function readCatalog(text: string, name: string): Catalog {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const tell = (place: Place) => `${name}${lineOf(document, lines, place)} ${wordsOf(place)}`.trimEnd();
  if (document.errors.length > 0)
    throw new CatalogRefused(document.errors.map(({ message }) => `${name}: ${message.split('\n', 1)[0]}`).join('\n'));

  const offenses: string[] = [];
  const offend = (place: Place, why: string) => void offenses.push(`${tell(place)}: ${why}`);
  const root: unknown = document.toJS({ maxAliasCount: 100 });
  const names = kinds.map(({ member }) => member);
  if (!isMapping(root)) throw new CatalogRefused(`${name}: must be a mapping with ${names.join(', ')}`);
  for (const member of Object.keys(root))
    if (!names.includes(member)) offend([member], `is not known here; offered are ${names.join(', ')}`);
  const entries = entriesOf(root, kinds, [], offend);
  if (offenses.length > 0) throw new CatalogRefused(offenses.join('\n'));
  return { entries, tell };
}

type Offend = (place: Place, why: string) => void;

/** The lists of these kinds in a mapping, one after the other. */
const entriesOf = (mapping: Record<string, unknown>, offered: readonly Kind[], place: Place, offend: Offend): Entry[] =>
  offered.flatMap((kind) => listOf(mapping[kind.member], kind, [...place, kind.member], offend));

function listOf(list: unknown, kind: Kind, place: Place, offend: Offend): Entry[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) {
    offend(place, `must be a list of ${kind.member}`);
    return [];
  }
  const entries = list.flatMap((each: unknown, i) => entryOf(each, kind, [...place, i], offend));
  const seen = new Set<string>();
  for (const { key, place: where } of entries) {
    const text = `${key[0]} ${kind.ignoreCase ? key[1].toLowerCase() : key[1]}`;
    if (seen.has(text)) offend(where, `is a second ${kind.object} with ${key[0]} ${key[1]}`);
    seen.add(text);
  }
  return entries;
}

function entryOf(mapping: unknown, kind: Kind, place: Place, offend: Offend): Entry[] {
  if (!isMapping(mapping)) {
    offend(place, `must be a mapping with the members of a ${kind.object}`);
    return [];
  }
  const member = kind.keys.find((name) => typeof mapping[name] === 'string' && mapping[name] !== '');
  if (member === undefined) {
    offend(place, `needs ${kind.keys.join(' or ')}, by which the ${kind.object} is found again`);
    return [];
  }
  const nested = kind.inside.map((each) => each.member);
  return [
    {
      kind,
      key: [member, String(mapping[member])],
      body: Object.fromEntries(Object.entries(mapping).filter(([name]) => !nested.includes(name))),
      inside: entriesOf(mapping, kind.inside, place, offend),
      place,
    },
  ];
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The nearest place that the file really has: a missing member is told where it should stand. */
function lineOf(document: Document, lines: LineCounter, place: Place): string {
  for (let length = place.length; length > 0; length -= 1) {
    const node = document.getIn(place.slice(0, length), true);
    if (isNode(node) && node.range) return `:${lines.linePos(node.range[0]).line}`;
  }
  return '';
}

const wordsOf = (place: Place): string =>
  place.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${part}`)).join('');
