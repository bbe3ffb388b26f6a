import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export type Schema = Record<string, unknown>;
type Content = Record<string, { schema: Schema }>;

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  schema: Schema;
}

export interface Operation {
  operationId: string;
  method: string;
  path: string;
  parameters?: Parameter[];
  security?: { key?: string[] }[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
}

interface Document {
  paths: Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>;
  components: { schemas: Record<string, Schema> };
}

/** The API document as the running product serves it, and what it says of requests and answers. */
export class ApiDocument {
  readonly operations: readonly Operation[];
  readonly #document: Document;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: Document) {
    this.#document = document;
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
    );
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(closed(document) as Document, 'document');
  }

  static async of(baseUrl: string): Promise<ApiDocument> {
    return new ApiDocument((await (await fetch(`${baseUrl}/openapi/v1.json`)).json()) as Document);
  }

  resolved(schema: Schema): Schema {
    const { $ref } = schema;
    return typeof $ref === 'string' ? (this.#document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}) : schema;
  }

  bodyOf({ requestBody }: Operation): Schema | undefined {
    const schema = requestBody?.content['application/json']?.schema;
    return schema && this.resolved(schema);
  }

  /** What is wrong with an answer; members that the document does not know are. [API-OAS-03] */
  faultsOfAnswer({ responses }: Operation, status: number, type: string, body: string): string[] {
    const response = responses[status];
    if (!response) return [`status ${status} is not in the document`];
    if (!response.content) return body === '' ? [] : ['a body where none is told'];
    const schema = response.content[type]?.schema;
    if (!schema) return [`media type ${type} is not in the document`];
    return this.faults(schema, type === 'text/event-stream' ? body : JSON.parse(body));
  }

  faults(schema: Schema, value: unknown): string[] {
    const text = JSON.stringify(closed(schema)).replaceAll('"#/', '"document#/');
    const validate = this.#compiled.get(text) ?? this.#ajv.compile(JSON.parse(text) as Schema);
    this.#compiled.set(text, validate);
    return validate(value)
      ? []
      : (validate.errors ?? []).map((it) => `${it.instancePath} ${it.message ?? ''} ${JSON.stringify(it.params)}`);
  }
}

/** Schemas that take no member they do not name: clients must pass over new ones, this product must not show undocumented ones. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(Object.entries(value).map(([name, it]) => [name, closed(it)]));
  return members.type === 'object' && members.properties ? { additionalProperties: false, ...members } : members;
}
