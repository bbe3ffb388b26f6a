import { element, type XmlElement, type XmlNode } from '@licet/xml';
import type { Field, ValueOf } from './fields.ts';

export type Fields = Record<string, Field<unknown>>;
export type Values<F extends Fields> = { [K in keyof F]: ValueOf<F[K]> };

/** The document that an operation takes: what it is called, and how it is read. */
export interface RequestDocument<R = unknown> {
  root: string;
  /** Other roots that are taken for it. [SL-REG-05] */
  otherRoots?: readonly string[];
  /** Undefined when the document is of another shape: −2 or 5024. */
  read(root: XmlElement): R | undefined;
  /** Skeleton with the types in place of values, for help pages, documentation and the bad-input suite. */
  sample(): XmlNode;
}

/** Reads every declared element; elements not declared are ignored, and order means nothing. [WIRE-53, WIRE-54] */
export function readFields<F extends Fields>(fields: F, parent: XmlElement): Values<F> {
  const values: Record<string, unknown> = {};
  for (const name in fields) values[name] = fields[name]?.read(parent, name);
  return values as Values<F>;
}

/** Every declared element with the name of its type, as help pages show them. [WIRE-41] */
export const sampleFields = (fields: Fields): XmlNode[] =>
  Object.entries(fields).map(([name, field]) => element(name, field.type));

/** A document whose elements are children of its root: those of XmlLicenseService. */
export const licenseRequest = <F extends Fields>(
  root: string,
  fields: F,
  otherRoots: readonly string[] = [],
): RequestDocument<Values<F>> => ({
  root,
  otherRoots,
  read: (document) => readFields(fields, document),
  sample: () => element(root, sampleFields(fields), { xmlns: '' }),
});
