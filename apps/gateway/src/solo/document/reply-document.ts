import { element, type XmlContent, type XmlElement, type XmlNode } from '@licet/xml';

export type Shown = string | number | boolean | null | undefined;

/** The document that an operation answers; `W` is what it is written from. */
export interface ReplyDocument<W = unknown> {
  root: string;
  write(from: W): XmlNode;
  /** The answer to a document that cannot be read, under the operation's own root. [WIRE-40] */
  unreadable(now: Date): XmlNode;
  sample(): XmlNode;
}

/** A document as a value is embedded. [SL-GCD-03] */
export type LicenseOutcome<N extends string> = { ResultCode: number } & Partial<
  Record<N, Shown | readonly [XmlElement]>
>;

const declarations = {
  'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
};

/**
 * Replies of XmlLicenseService: every documented element in documented order, empty where it has no value. [FMT-23, FMT-25, WIRE-60]
 * `declared: false` for the roots that are documented without namespace declarations. `optional`: elements behind them that are left out
 * where they have no value. [SL-INFO-34]
 */
export function licenseReply<const N extends string, const O extends string = never>(
  root: string,
  names: readonly N[],
  { declared = true, optional = [] }: { declared?: boolean; optional?: readonly O[] } = {},
): ReplyDocument<LicenseOutcome<N | O>> {
  const attributes = declared ? declarations : undefined;
  const write = (outcome: { ResultCode: number } & Partial<Record<string, XmlContent | null>>): XmlNode =>
    element(
      root,
      [
        element('ResultCode', outcome.ResultCode),
        ...names.map((name) => element(name, outcome[name] ?? '')),
        ...optional.flatMap((name) => (outcome[name] == null ? [] : [element(name, outcome[name])])),
      ],
      attributes,
    );
  return {
    root,
    write,
    unreadable: () => write({ ResultCode: -2 }),
    sample: () =>
      element(
        root,
        ['ResultCode', ...names, ...optional].map((name) => element(name, 'string')),
        attributes,
      ),
  };
}
