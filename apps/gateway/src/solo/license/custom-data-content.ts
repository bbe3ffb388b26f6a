import { type CustomData, longestCustomData } from '@licet/contracts';
import { escapeText, isBlank, parseXml, serialize, XmlElement, XmlRejected } from '@licet/xml';
import type { Field } from '../document/fields.ts';

type Content = readonly (XmlElement | string)[];

/** What stands in an element, texts and elements, exactly; the first occurrence with anything but blanks counts. */
export const content: Field<Content> = {
  type: 'string or XML',
  read: (parent, name) => {
    const found = parent.childrenNamed(name).find(({ nodes, isNil }) => !isNil && !isEmpty(nodes));
    return found?.nodes.map((node) => (typeof node === 'string' ? node : ownNames(node, found.namespace)));
  },
};

/**
 * A client that leaves out `xmlns=""` in its envelope puts all it sends into the namespace of the service. What stands in there by that
 * alone is in no namespace, as it is on every other binding. [WIRE-54, BAD-16]
 */
function ownNames(element: XmlElement, inherited: string): XmlElement {
  if (inherited === '' || element.declarations[''] !== undefined) return element;
  const { name: local, prefix, attributes, declarations } = element;
  const namespace = prefix === '' && element.namespace === inherited ? '' : element.namespace;
  const own = new XmlElement({ local, prefix, namespace }, attributes, declarations);
  for (const node of element.nodes) own.nodes.push(typeof node === 'string' ? node : ownNames(node, inherited));
  return own;
}

const isEmpty = (nodes: Content): boolean => nodes.every((node) => typeof node === 'string' && isBlank(node));

/**
 * Custom data as the caller means it; null when it is no document although its Format says XML. Nothing clears it, whatever the Format
 * says. Markup without that Format is kept as text. [SL-UCD-03 … SL-UCD-09, AMB A35]
 */
export function customDataOf(nodes: Content | null | undefined, format: string | null | undefined): CustomData | null {
  if (!nodes) return { format: 'text', value: '' };
  if (format?.toUpperCase() !== 'XML') return fitting({ format: 'text', value: textOf(nodes) });
  const [root, ...others] = nodes.filter((node) => typeof node !== 'string' || !isBlank(node));
  const isDocument = root !== undefined && typeof root !== 'string' && others.length === 0;
  return isDocument ? fitting({ format: 'xml', value: serialize(root) }) : null;
}

/** Text alone is taken as it is; beside elements it is a part of their markup. */
const textOf = (nodes: Content): string =>
  nodes.every((node) => typeof node === 'string')
    ? nodes.join('')
    : nodes.map((node) => (typeof node === 'string' ? escapeText(node) : serialize(node))).join('');

/** Markup written out anew can be longer than what came in. */
const fitting = (data: CustomData): CustomData | null => (data.value.length <= longestCustomData ? data : null);

/** A well-formed document as an element to embed, all else as text, however it came in. [SL-GCD-03 … SL-GCD-08, SL-UCD-10] */
export function shownCustomData({ value }: CustomData): string | readonly [XmlElement] {
  try {
    return value.includes('<') ? [parseXml(value, { size: 4 * longestCustomData })] : value;
  } catch (error) {
    if (error instanceof XmlRejected) return value;
    throw error;
  }
}
