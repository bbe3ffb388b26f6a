import fc from 'fast-check';
import type { ApiDocument, Operation } from './api-document.suite.ts';
import { type Ids, arbitraryOf, sometimes } from './arbitrary-of.suite.ts';

export interface ContractRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
  /** Whether the body is one that the document does not allow. */
  broken: boolean;
}

/** Requests that the document allows for an operation, and some that it does not. */
export function requestOf(document: ApiDocument, operation: Operation, ids: Ids): fc.Arbitrary<ContractRequest> {
  const { method, path, parameters = [] } = operation;
  const schema = document.bodyOf(operation);
  const told = fc.record(
    Object.fromEntries(
      parameters.map((it) => [
        it.name,
        it.in === 'path' ? pathPart(path, it.name, ids) : sometimes(parameterOf(document, it, ids), 6),
      ]),
    ),
  );
  const bodies = schema ? arbitraryOf(document, schema, ids) : fc.constant(undefined);
  return fc.tuple(told, bodies, breaks).map(([values, body, spoil]) => {
    const text = (name: string) => String((values as Record<string, unknown>)[name]);
    const present = parameters.filter(({ name }) => (values as Record<string, unknown>)[name] !== undefined);
    const query = present.filter((it) => it.in === 'query').map(({ name }) => [name, text(name)]);
    const headers = present.filter((it) => it.in === 'header').map(({ name }) => [name, text(name)] as const);
    const sent = schema && spoil(body as object);
    const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(text(name)));
    return {
      method,
      path: query.length > 0 ? `${target}?${new URLSearchParams(query).toString()}` : target,
      headers: { ...Object.fromEntries(headers), ...(schema && { 'content-type': 'application/json' }) },
      ...(schema && { body: JSON.stringify(sent) }),
      broken: schema !== undefined && document.faults(schema, sent).length > 0,
    };
  });
}

/** An object that there is, by its own id; one that there is not. */
const pathPart = (path: string, name: string, ids: Ids): fc.Arbitrary<string> => {
  const resource = name === 'id' ? `${path.split('/')[3]?.replace(/s$/, '') ?? ''}Id` : name;
  const known = ids(resource);
  return fc.oneof(
    { weight: 9, arbitrary: known.length > 0 ? fc.constantFrom(...known) : fc.constant('solo:999') },
    { weight: 1, arbitrary: fc.constantFrom('solo:2147483647', 'nothing', 'ip:00000000000000000000000000000000') },
  );
};

const parameterOf = (document: ApiDocument, it: { in: string; name: string; schema: object }, ids: Ids) => {
  const values = arbitraryOf(document, it.schema as Record<string, unknown>, ids, it.name).map(String);
  if (it.in !== 'header') return values;
  return it.name.startsWith('If-')
    ? fc.constantFrom('"1"', '"1.1"', '*', '"2", "3"')
    : fc.stringMatching(/^[!-~]{1,20}$/);
};

/** What is done to a body: nothing mostly. */
const breaks: fc.Arbitrary<(body: object) => unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constant((body: object) => body) },
  { weight: 1, arbitrary: fc.constant((body: object) => ({ ...body, unheardOf: 1 })) },
  { weight: 1, arbitrary: fc.constant((body: object): unknown => Object.values(body)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>({ a: 1 }, [[]], 1.5, '\0').map((value) => (body: object) => ({
      ...body,
      [Object.keys(body)[0] ?? 'name']: value,
    })),
  },
);
