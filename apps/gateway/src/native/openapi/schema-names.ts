import { isDeepStrictEqual } from 'node:util';

type Json = Record<string, unknown>;

/** Schemas by name, out of which the document refers. */
export class SchemaNames {
  readonly #schemas: Record<string, Json> = {};

  get schemas(): Record<string, Json> {
    return Object.fromEntries(Object.entries(this.#schemas).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The schema with a reference in place of every part that has a name (`$id`). Throws where two parts share one. */
  referring(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((it) => this.referring(it));
    if (typeof value !== 'object' || value === null) return value;
    const { $id: name, ...members } = value as Json;
    const plain = Object.fromEntries(
      Object.entries(members).map(([key, it]) => [key, verbatim.has(key) ? it : this.referring(it)]),
    );
    return typeof name === 'string' ? this.#named(name, plain) : plain;
  }

  #named(name: string, schema: Json): Json {
    const known = (this.#schemas[name] ??= schema);
    if (!isDeepStrictEqual(known, schema)) throw new Error(`Two schemas of the API document are called ${name}.`);
    return { $ref: `#/components/schemas/${name}` };
  }
}

/** Members that hold data, not schemas. */
const verbatim = new Set(['example', 'examples', 'default', 'const', 'enum']);
