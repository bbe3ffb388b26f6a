const utf8 = new TextDecoder('utf-8', { fatal: true });

/** More than any operation takes, many times over: a form is a few fields, and each name in it costs a decoding. [WIRE-62] */
export const mostPairs = 1000;

/** A posted form that is split once: the first value of each name, in any letter case as where the clients come from. [WIRE-20, WIRE-24] */
export class FormFields {
  readonly #values = new Map<string, string>();

  private constructor(pairs: readonly string[]) {
    for (const pair of pairs) {
      const equals = pair.indexOf('=');
      const name = decoded(equals < 0 ? pair : pair.slice(0, equals))?.toLowerCase();
      if (name !== undefined && !this.#values.has(name))
        this.#values.set(name, equals < 0 ? '' : pair.slice(equals + 1));
    }
  }

  /** Undefined where it has more pairs than are read. Latin 1 keeps each byte apart, so that one bad field does not spoil the others. */
  static of(body: Buffer): FormFields | undefined {
    const pairs = body.toString('latin1').split('&', mostPairs + 1);
    return pairs.length > mostPairs ? undefined : new FormFields(pairs);
  }

  /** Undefined when it is missing, null when it is not UTF-8. [WIRE-19, BAD-06] */
  get(name: string): string | null | undefined {
    const value = this.#values.get(name.toLowerCase());
    return value === undefined ? undefined : decoded(value);
  }
}

function decoded(text: string): string | null {
  try {
    const spaced = text.replaceAll('+', ' ');
    return isAscii(spaced)
      ? decodeURIComponent(spaced)
      : decodeURIComponent(utf8.decode(Buffer.from(spaced, 'latin1')));
  } catch {
    return null;
  }
}

const isAscii = (text: string): boolean => !/[\u0080-\u00ff]/.test(text);
