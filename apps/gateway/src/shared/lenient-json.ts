/** A JSON object as the compatible dialects read it: member names in any letter case, unknown ones ignored. [RC-JSON-05, RC-JSON-06] */
export class LenientObject {
  readonly #members: ReadonlyMap<string, unknown>;
  readonly #folded: ReadonlyMap<string, unknown>;

  constructor(members: object) {
    const entries = Object.entries(members);
    this.#members = new Map(entries);
    this.#folded = new Map(entries.map(([name, value]) => [name.toLowerCase(), value]));
  }

  /** The documented spelling wins over others; undefined for an absent member. */
  member(name: string): unknown {
    return this.#members.has(name) ? this.#members.get(name) : this.#folded.get(name.toLowerCase());
  }

  /** A member that is an object itself. */
  object(name: string): LenientObject | undefined {
    const value = this.member(name);
    return isObject(value) ? new LenientObject(value) : undefined;
  }

  /** A member that is a text without NUL. [RC-JSON-11] */
  text(name: string): string | undefined {
    const value = this.member(name);
    return typeof value === 'string' && !value.includes('\0') ? value : undefined;
  }
}

const deepest = 32;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body as published samples write it: whatever its content type, with a byte order mark, white space and one trailing comma in an
 * object. Undefined for anything that is not one JSON object in UTF-8. [RC-JSON-03, RC-JSON-04, RC-JSON-08, RC-JSON-10]
 */
export function readLenientJson(body: Buffer, contentEncoding: string | undefined): LenientObject | undefined {
  if (contentEncoding !== undefined && contentEncoding.trim().toLowerCase() !== 'identity') return undefined;
  try {
    const text = utf8.decode(body).trim();
    const value = parse(text);
    return isObject(value) && isClean(value, deepest) ? new LenientObject(value) : undefined;
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(withoutTrailingCommas(text));
  }
}

/** Drops commas between a value and the end of its object; strings are stepped over, one without an end as a whole, so that none is read twice. */
const withoutTrailingCommas = (text: string): string =>
  text.replace(
    /("(?:[^"\\]|\\[^]?)*"?)|(?<![{[,:]\s*),(\s*\})/g,
    (_, string: string | undefined, end: string | undefined) => string ?? end ?? '',
  );

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Not deeper than allowed, and without a lone surrogate anywhere. */
function isClean(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isWellFormed(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([name, member]) => isWellFormed(name) && isClean(member, depth - 1));
}

const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);
