export interface XmlAttribute {
  /** Local name. */
  name: string;
  prefix: string;
  /** Empty without a prefix. */
  namespace: string;
  value: string;
}

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

/** Empty, or nothing but white space. */
export const isBlank = (text: string): boolean => text.trim() === '';

/**
 * An element of a parsed document. Comments are gone, CDATA and references are text, line ends are line feeds. Names are local names
 * and are compared with exact letter case. [WIRE-57, WIRE-58]
 */
export class XmlElement {
  readonly name: string;
  readonly prefix: string;
  /** Empty when it is in none. */
  readonly namespace: string;
  /** Without namespace declarations. */
  readonly attributes: readonly XmlAttribute[];
  /** Namespaces declared here, by prefix; the empty prefix is the default namespace. */
  readonly declarations: Readonly<Record<string, string>>;
  /** Children and texts in document order. */
  readonly nodes: (XmlElement | string)[] = [];

  constructor(
    name: { local: string; prefix: string; namespace: string },
    attributes: readonly XmlAttribute[] = [],
    declarations: Readonly<Record<string, string>> = {},
  ) {
    this.name = name.local;
    this.prefix = name.prefix;
    this.namespace = name.namespace;
    this.attributes = attributes;
    this.declarations = declarations;
  }

  get children(): XmlElement[] {
    return this.nodes.filter((node) => typeof node !== 'string');
  }

  /** Its own text, without that of its children. */
  get text(): string {
    const [only] = this.nodes;
    if (typeof only === 'string' && this.nodes.length === 1) return only;
    return this.nodes.filter((node) => typeof node === 'string').join('');
  }

  /** First child of this name. */
  child(name: string): XmlElement | undefined {
    for (const node of this.nodes) if (typeof node !== 'string' && node.name === name) return node;
    return undefined;
  }

  /** All children of this name. */
  childrenNamed(name: string): XmlElement[] {
    return this.children.filter((child) => child.name === name);
  }

  /** Text of the first child of this name that is neither nil nor blank, exactly as it stands there. [WIRE-55, WIRE-59] */
  textOf(name: string): string | undefined {
    for (const node of this.nodes) {
      if (typeof node === 'string' || node.name !== name) continue;
      const { text } = node;
      if (!isBlank(text) && !node.isNil) return text;
    }
    return undefined;
  }

  /** Says by `xsi:nil` that it is as good as left out. */
  get isNil(): boolean {
    return ['true', '1'].includes(this.attribute('nil', schemaInstance)?.trim() ?? '');
  }

  attribute(name: string, namespace = ''): string | undefined {
    return this.attributes.find((it) => it.name === name && it.namespace === namespace)?.value;
  }
}
