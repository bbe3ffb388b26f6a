import { escapeAttribute, escapeText } from './escape.ts';
import { serialize } from './serialize.ts';
import { XmlElement } from './xml-element.ts';

/** An element to be written. Name and attribute names are written as they are, with prefix, so they come from code, never from a caller. */
export interface XmlNode {
  name: string;
  attributes?: Readonly<Record<string, string>> | undefined;
  content: XmlContent;
}

/** Text, or child elements; an `XmlElement` is written with its own namespaces. */
export type XmlContent = string | number | bigint | boolean | readonly (XmlNode | XmlElement | string)[];

/** Makes an element; without content it is an empty one. */
export const element = (name: string, content: XmlContent = '', attributes?: XmlNode['attributes']): XmlNode => ({
  name,
  content,
  attributes,
});

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';

/** The one way by which XML goes out. Booleans are `true` and `false`. [FMT-04, WIRE-64] */
export function writeXml(node: XmlNode, options: { declaration?: boolean } = {}): string {
  return options.declaration ? declaration + write(node) : write(node);
}

function write({ name, attributes, content }: XmlNode): string {
  let start = `<${name}`;
  for (const key in attributes) start += ` ${key}="${escapeAttribute(attributes[key] ?? '')}"`;
  const inner = typeof content === 'object' ? content.map(writeChild).join('') : escapeText(String(content));
  return inner === '' ? `${start} />` : `${start}>${inner}</${name}>`;
}

function writeChild(child: XmlNode | XmlElement | string): string {
  if (typeof child === 'string') return escapeText(child);
  return child instanceof XmlElement ? serialize(child) : write(child);
}
