import { element, type XmlNode } from '@licet/xml';

export type Shown = string | number | boolean | null | undefined;

/** The document that an operation answers; `W` is what it is written from. */
export interface ReplyDocument<W = unknown> {
  root: string;
  write(from: W): XmlNode;
  /** The answer to a document that cannot be read, under the operation's own root. [WIRE-40] */
  unreadable(now: Date): XmlNode;
  sample(): XmlNode;
}

export type LicenseOutcome<N extends string> = { ResultCode: number } & Partial<Record<N, Shown>>;

const declarations = {
  'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
};

/**
 * Replies of XmlLicenseService: every documented element in documented order, empty where it has no value. [FMT-23, FMT-25, WIRE-60]
 * `declared: false` for the roots that are documented without namespace declarations.
 */
export function licenseReply<const N extends string>(
  root: string,
  names: readonly N[],
  options: { declared: boolean } = { declared: true },
): ReplyDocument<LicenseOutcome<N>> {
  const attributes = options.declared ? declarations : undefined;
  const write = (outcome: { ResultCode: number } & Partial<Record<string, Shown>>): XmlNode =>
    element(
      root,
      [element('ResultCode', outcome.ResultCode), ...names.map((name) => element(name, outcome[name] ?? ''))],
      attributes,
    );
  return {
    root,
    write,
    unreadable: () => write({ ResultCode: -2 }),
    sample: () =>
      element(
        root,
        ['ResultCode', ...names].map((name) => element(name, 'string')),
        attributes,
      ),
  };
}
