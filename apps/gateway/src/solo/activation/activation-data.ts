import { isBlank, parseXml, serialize, XmlRejected, type XmlElement } from '@licet/xml';
import type { Field } from '../document/fields.ts';

export interface ActivationData {
  xml: string;
  /** One text per SystemIdentifier entry, the same for the same entry. [SA-ACT-82] */
  identifiers: string[];
  /** True when it is not one document with a single root; then the rest is empty. [SA-ACT-60] */
  malformed: boolean;
}

const malformed: ActivationData = { xml: '', identifiers: [], malformed: true };
const longestEntry = 1024;
const longestDocument = 256 * 1024;

/** One XML document with a single root, embedded or as text. [SA-ACT-23, SA-ACT-24] */
export const activationData: Field<ActivationData> = {
  type: 'XML document',
  read: (parent, name) => {
    const filled = parent.childrenNamed(name).find((it) => it.children.length > 0 || !isBlank(it.text));
    return filled && dataOf(filled);
  },
};

function dataOf(holder: XmlElement): ActivationData {
  const root = holder.children.length === 0 ? parsed(holder.text) : embedded(holder);
  if (!root) return malformed;
  const identifiers = identifiersOf(root);
  const xml = serialize(root);
  const tooLong = xml.length > longestDocument || identifiers.some((entry) => entry.length > longestEntry);
  return tooLong ? malformed : { xml, identifiers, malformed: false };
}

const embedded = (holder: XmlElement): XmlElement | undefined =>
  holder.children.length === 1 && isBlank(holder.text) ? holder.children[0] : undefined;

function parsed(text: string): XmlElement | undefined {
  try {
    return parseXml(text, { size: longestDocument });
  } catch (error) {
    if (error instanceof XmlRejected) return undefined;
    throw error;
  }
}

function identifiersOf(element: XmlElement): string[] {
  const below = element.children.flatMap(identifiersOf);
  return element.name === 'SystemIdentifier' ? [entryOf(element), ...below] : below;
}

const entryOf = (element: XmlElement): string =>
  JSON.stringify(['name', 'type', 'value'].map((name) => element.attribute(name) ?? element.textOf(name) ?? ''));
