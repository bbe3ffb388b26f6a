import { escapeAttribute, escapeText } from './escape.ts';
import type { XmlElement } from './xml-element.ts';

/** Namespaces by prefix; maps, because a prefix may have any name. */
type Scope = ReadonlyMap<string, string>;
const outside: Scope = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

/**
 * A parsed element as XML text that stands alone: what it and its attributes use of namespaces declared further out is declared on it.
 * Same meaning, not the same bytes; not a canonical form.
 */
export const serialize = (element: XmlElement): string => write(element, outside);

function write(element: XmlElement, outer: Scope): string {
  const declared = neededDeclarations(element, outer);
  const scope = declared.size === 0 ? outer : new Map([...outer, ...declared]);
  const name = qualified(element.prefix, element.name);
  let start = `<${name}`;
  for (const [prefix, namespace] of declared) {
    start += ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeAttribute(namespace)}"`;
  }
  for (const it of element.attributes) {
    start += ` ${qualified(it.prefix, it.name)}="${escapeAttribute(it.value)}"`;
  }
  const inner = element.nodes
    .map((node) => (typeof node === 'string' ? escapeText(node) : write(node, scope)))
    .join('');
  return inner === '' ? `${start} />` : `${start}>${inner}</${name}>`;
}

function neededDeclarations(element: XmlElement, outer: Scope): Scope {
  const isNew = ([prefix, namespace]: [string, string]) => (outer.get(prefix) ?? '') !== namespace;
  const declared = new Map(Object.entries(element.declarations).filter(isNew));
  const use = (prefix: string, namespace: string): void => {
    if ((declared.get(prefix) ?? outer.get(prefix) ?? '') !== namespace) declared.set(prefix, namespace);
  };
  use(element.prefix, element.namespace);
  for (const it of element.attributes) if (it.prefix !== '') use(it.prefix, it.namespace);
  declared.delete('xml');
  return declared;
}

const qualified = (prefix: string, name: string): string => (prefix === '' ? name : `${prefix}:${name}`);
