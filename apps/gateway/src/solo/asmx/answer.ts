import { parseXml, serialize, XmlRejected, type XmlElement, type XmlNode } from '@licet/xml';
import type { SoloCall } from '../solo-call.ts';
import type { Operation } from './operation.ts';

/**
 * What stands in the parameter `xml`: text, an element with the size in bytes of what it came in, or undefined when there is nothing.
 */
export type Source = string | { element: XmlElement; size: number } | undefined;

const deepest = 64;

/** Answers one document in the words of the operation; what cannot be read gets −2 or 5024. [WIRE-35 … WIRE-39, WIRE-61, WIRE-62] */
export async function answer(operation: Operation, source: Source, call: SoloCall): Promise<XmlNode> {
  const document = open(source, operation.limit);
  const reply = document && operation.takes(document.name) ? operation.answer(document, call) : undefined;
  return (await reply) ?? operation.unreadable(new Date());
}

function open(source: Source, limit: number): XmlElement | undefined {
  if (source === undefined) return undefined;
  if (typeof source === 'string') return parsed(source, limit);
  const { element, size } = source;
  const fits = size <= limit || Buffer.byteLength(serialize(element)) <= limit;
  return fits && !isDeeper(element, deepest) ? element : undefined;
}

function parsed(text: string, size: number): XmlElement | undefined {
  try {
    return parseXml(text, { size, depth: deepest });
  } catch (error) {
    if (error instanceof XmlRejected) return undefined;
    throw error;
  }
}

const isDeeper = (element: XmlElement, levels: number): boolean =>
  levels === 0 || element.nodes.some((node) => typeof node !== 'string' && isDeeper(node, levels - 1));
