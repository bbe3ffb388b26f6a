import { SaxesParser, type SaxesTagNS } from 'saxes';
import { XmlElement, type XmlAttribute } from './xml-element.ts';
import { XmlRejected } from './xml-rejected.ts';

export interface XmlLimits {
  /** Length of the decoded document in bytes of UTF-8. */
  size?: number;
  /** Elements within each other, the root included. */
  depth?: number;
  /** Elements, attributes and pieces of text together. */
  nodes?: number;
}

const defaults: Required<XmlLimits> = { size: 1024 * 1024, depth: 64, nodes: 20_000 };
const utf8 = new TextDecoder('utf-8', { fatal: true });
const declarationsNamespace = 'http://www.w3.org/2000/xmlns/';

/**
 * The one gate by which XML comes in. Text or UTF-8 bytes to a tree; throws `XmlRejected` for what is not well-formed with regard to
 * namespaces, and for DOCTYPE, processing instructions, and anything beyond the limits. An encoding named in the declaration means
 * nothing; byte order mark and surrounding white space are tolerated. [WIRE-49 … WIRE-51, WIRE-57, WIRE-61, WIRE-62, WIRE-66]
 */
export function parseXml(input: string | Uint8Array, limits: XmlLimits = {}): XmlElement {
  const all = { ...defaults, ...limits };
  const text = typeof input === 'string' ? checked(input, all.size) : decoded(input, all.size);
  const reader = idle ?? new Reader();
  idle = undefined;
  const root = reader.read(text.replace(/^[\uFEFF \t\r\n]+/, ''), all);
  idle = reader; // one that has thrown is not used again
  return root;
}

/** Making a parser costs more than a small document; parsing never yields, so one is enough. */
let idle: Reader | undefined;

class Reader {
  private readonly parser = new SaxesParser({
    xmlns: true,
    position: false,
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  });
  private limits = defaults;
  private nodes = 0;
  private root: XmlElement | undefined;
  private open: XmlElement[] = [];

  /** Six listeners, no more: from the seventh on V8 keeps the parser's fields in a hash table, and it runs at a quarter of the speed. */
  constructor() {
    this.parser.on('doctype', () => reject('doctype'));
    this.parser.on('processinginstruction', () => reject('instruction'));
    this.parser.on('opentag', (tag) => {
      this.opened(tag);
    });
    this.parser.on('closetag', () => this.open.pop());
    this.parser.on('text', (text) => {
      this.wrote(text);
    });
    this.parser.on('cdata', (text) => {
      this.wrote(text);
    });
  }

  read(text: string, limits: Required<XmlLimits>): XmlElement {
    this.limits = limits;
    this.nodes = 0;
    this.root = undefined;
    this.open = [];
    try {
      this.parser.write(text).close();
    } catch (error) {
      throw error instanceof XmlRejected ? error : new XmlRejected('malformed'); // its messages quote the document
    }
    return this.takeRoot();
  }

  /** Nothing of one caller stays for the next. */
  private takeRoot(): XmlElement {
    const { root } = this;
    this.root = undefined;
    return root ?? reject('malformed');
  }

  private count(nodes: number): void {
    this.nodes += nodes;
    if (this.nodes > this.limits.nodes) reject('nodes');
  }

  private opened(tag: SaxesTagNS): void {
    const element = elementOf(tag);
    this.count(1 + element.attributes.length);
    const parent = this.open.at(-1);
    if (parent) parent.nodes.push(element);
    else this.root = element;
    if (this.open.push(element) > this.limits.depth) reject('depth');
  }

  private wrote(text: string): void {
    const parent = this.open.at(-1);
    if (!parent) return; // white space around the root
    this.count(1);
    const last = parent.nodes.length - 1;
    const before = parent.nodes[last];
    if (typeof before === 'string') parent.nodes[last] = before + text;
    else parent.nodes.push(text);
  }
}

const noAttributes: readonly XmlAttribute[] = [];
const noDeclarations: Readonly<Record<string, string>> = {};

function elementOf(tag: SaxesTagNS): XmlElement {
  const name = { local: tag.local, prefix: tag.prefix, namespace: tag.uri };
  let attributes: XmlAttribute[] | undefined;
  let declared = false;
  for (const key in tag.attributes) {
    const attribute = tag.attributes[key];
    if (!attribute) continue;
    if (attribute.uri === declarationsNamespace) declared = true;
    else {
      const { local, prefix, uri, value } = attribute;
      (attributes ??= []).push({ name: local, prefix, namespace: uri, value });
    }
  }
  return new XmlElement(name, attributes ?? noAttributes, declared ? tag.ns : noDeclarations);
}

function checked(text: string, size: number): string {
  if (text.length > size || (text.length * 3 > size && Buffer.byteLength(text) > size)) reject('size');
  if (/\p{Surrogate}/u.test(text)) reject('malformed'); // half a character would hide the one behind it from the parser
  return text;
}

function decoded(bytes: Uint8Array, size: number): string {
  if (bytes.byteLength > size) reject('size');
  if (bytes[0] === 0 || bytes[1] === 0) reject('encoding'); // UTF-16 without byte order mark reads as UTF-8 full of NUL
  try {
    return utf8.decode(bytes);
  } catch {
    reject('encoding');
  }
}

function reject(reason: XmlRejected['reason']): never {
  throw new XmlRejected(reason);
}
