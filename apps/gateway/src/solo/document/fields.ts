import { isBlank, type XmlElement } from '@licet/xml';

/**
 * How one element of a request is read: undefined when it is omitted or blank, null when it is there and not of its form, otherwise
 * its value. [WIRE-55, WIRE-59]
 */
export interface Field<T> {
  /** As the documents call it: int, string, date … */
  type: string;
  read(parent: XmlElement, name: string): T | null | undefined;
}

export type ValueOf<F> = F extends Field<infer T> ? T | null | undefined : never;

/** A field of one value: the first occurrence that is not blank counts. */
export const single = <T>(type: string, parse: (text: string) => T | null): Field<T> => ({
  type,
  read: (parent, name) => {
    const text = parent.textOf(name);
    return text === undefined ? undefined : parse(text);
  },
});

const integerForm = /^\s*[+-]?[0-9]+\s*$/;

/** Signed 32-bit integer; a sign and surrounding blanks are allowed. [FMT-01] */
export function parseInteger(text: string): number | null {
  if (!integerForm.test(text)) return null;
  const value = Number(text);
  return value >= -2147483648 && value <= 2147483647 ? value + 0 : null;
}

const atLeast =
  (minimum: number) =>
  (text: string): number | null => {
    const value = parseInteger(text);
    return value !== null && value >= minimum ? value : null;
  };

export const int: Field<number> = single('int', parseInteger);

/** An int that may not be negative. */
export const count: Field<number> = single('int', atLeast(0));

/** Integer that names an object. [FMT-21] */
export const id: Field<number> = single('int', atLeast(1));

/** Ids of a repeated element; null when one of them is no id. [SA-ACT-12] */
export const ids: Field<number[]> = {
  type: 'int',
  read: (parent, name) => {
    const given = parent.childrenNamed(name).filter((child) => !child.isNil);
    const texts = given.map((child) => child.text);
    const values = texts.filter((text) => !isBlank(text)).map(atLeast(1));
    if (values.length === 0) return undefined;
    return values.every((value) => value !== null) ? values : null;
  },
};

/** Counts characters, whatever they take in bytes or in memory. [FMT-17, FMT-18] */
const fits = (value: string, maxLength: number): boolean =>
  value.length <= maxLength || (value.length <= 2 * maxLength && Array.from(value).length <= maxLength);

/** Text exactly as it stands, blanks included; never cut: longer than `maxLength` characters is not of its form. [FMT-18, PWD-12] */
export const text = (maxLength: number): Field<string> =>
  single('string', (value) => (fits(value, maxLength) ? value : null));

/** Text that a blank element clears: the empty text where it is there and blank, undefined only where it is omitted. [SL-REG-17, SL-REG-18] */
export const clearable = (maxLength: number): Field<string> => ({
  type: 'string',
  read: (parent, name) => {
    const given = parent.childrenNamed(name).filter((child) => !child.isNil);
    if (given.length === 0) return undefined;
    const value = parent.textOf(name) ?? '';
    return fits(value, maxLength) ? value : null;
  },
});

/** Opaque name of something; surrounding blanks do not belong to it. [FMT-22, ENC-36] */
export const token = (maxLength: number): Field<string> =>
  single('string', (value) => (fits(value.trim(), maxLength) ? value.trim() : null));

const truths = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** Letter case is ignored. [FMT-03] */
export const bool: Field<boolean> = single('bool', (value) => truths.get(value.trim().toLowerCase()) ?? null);

const decimalForm = /^\s*\+?(?=\.?[0-9])([0-9]{0,15})(?:\.([0-9]{0,4}))?\s*$/;

/** Not negative, up to four decimals, kept as text, so exactly; digits on one side of the point are enough. [FMT-02] */
export const decimal: Field<string> = single('decimal', (value) => {
  const match = decimalForm.exec(value);
  if (!match) return null;
  const [, whole = '', decimals = ''] = match;
  return `${whole || '0'}${decimals && `.${decimals}`}`;
});

/** `MM/dd/yyyy`, also with one-digit month or day, as the instant at which that day begins in UTC. [FMT-05, FMT-06, FMT-26] */
export const date: Field<string> = single('date (MM/dd/yyyy)', parseDate);

function parseDate(value: string): string | null {
  const match = /^\s*([0-9]{1,2})\/([0-9]{1,2})\/([0-9]{4})\s*$/.exec(value);
  if (!match) return null;
  const [month = 0, day = 0, year = 0] = match.slice(1).map(Number);
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day);
  const exists = year > 0 && instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
  return exists ? instant.toISOString() : null;
}

/** Four dot-separated groups of one to five digits. [FMT-10, FMT-11] */
export const version: Field<string> = single(
  'string',
  (value) => /^\s*([0-9]{1,5}(?:\.[0-9]{1,5}){3})\s*$/.exec(value)?.[1] ?? null,
);

const instantForm =
  /^\s*([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?)(Z|[+-][0-9]{2}:[0-9]{2})?\s*$/;

/** XML Schema dateTime, UTC when it names no zone. [SA-ACT-75] */
export const instant: Field<string> = single('dateTime', (value) => {
  const match = instantForm.exec(value);
  if (!match) return null;
  const milliseconds = Date.parse(`${match[1] ?? ''}${match[2] ?? 'Z'}`);
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString();
});
