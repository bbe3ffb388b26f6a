import { isDeepStrictEqual } from 'node:util';
import type { CommandBus } from '@licet/command-bus';
import { type Code, codeRow } from '@licet/contracts';
import { createLogger, loadConfig } from '@licet/service-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { createGateway } from '../../index.ts';
import { ScriptedBus } from '../../solo/scenarios/gateway.scenarios.ts';
import { apiVersion } from '../http/api-version.ts';
import { MethodsOffered } from '../http/methods-offered.ts';

interface Media {
  schema: object;
  example?: unknown;
  examples?: Record<string, { $ref: string }>;
}
interface OperationObject {
  operationId: string;
  security: { key?: string[] }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}
interface Document {
  info: { version: string };
  paths: Record<string, Record<string, OperationObject>>;
  components: { schemas: Record<string, { examples?: unknown[] }>; examples: Record<string, { value: unknown }> };
}
/** What only a dry run is answered with. */
const isOfDryRuns = ({ content }: OperationObject['responses'][string]): boolean =>
  isDeepStrictEqual(content?.['application/json']?.schema, { $ref: '#/components/schemas/DryRun' });

interface Row {
  id: string;
  method: string;
  path: string;
  scope: string;
  success: string;
}

/** What is posted to beside lists and objects (native-api 17). */
const verbsOfIndex = new Set([
  ...['transitions', 'entries', 'lookup', 'offline', 'check', 'heartbeat', 'triggerCodes', 'trials', 'envelope'],
  ...['merge', 'erase', 'revert', 'renew', 'release', 'reset', 'unlock', 'send', 'rotate', 'password'],
  ...['signIn', 'refresh', 'signOut', 'replay', 'retry', 'test'],
]);

let gateway: NestFastifyApplication;
let document: Document;
let ajv: Ajv2020;
beforeAll(async () => {
  gateway = await createGateway({
    config: { ...loadConfig({}), port: 0 },
    bus: new ScriptedBus({}) as unknown as CommandBus,
    logger: createLogger({ level: 'silent' }),
    health: () => Promise.resolve(true),
  });
  document = (await ask('/openapi/v1.json')).json();
  ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'document');
});
afterAll(() => gateway.close());
const ask = (url: string) => gateway.inject({ url });

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  [keyword: string]: unknown;
}
interface Member {
  /** From its schema on, or from the operation. */
  path: string;
  name: string;
  schema: Schema;
  required: boolean;
}
const isNumber = ({ type }: Schema): boolean => [type].flat().some((it) => it === 'integer' || it === 'number');

/** Members of everything that is asked or answered, each schema once; of answers that succeed alone where only those are asked for. */
function members(of: 'all' | 'answers' = 'all'): Member[] {
  const found: Member[] = [];
  const seen = new Set<string>();
  const walk = (schema: Schema | undefined, path: string): void => {
    if (!schema) return;
    if (schema.$ref) {
      const name = schema.$ref.split('/').at(-1) ?? '';
      if (seen.has(name)) return;
      seen.add(name);
      walk(document.components.schemas[name], name);
      return;
    }
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      const place = `${path}.${name}`;
      found.push({ path: place, name, schema: member, required: (schema.required ?? []).includes(name) });
      walk(member, place);
    }
    for (const part of ['anyOf', 'oneOf', 'allOf', 'items', 'additionalProperties', 'patternProperties'])
      for (const each of Object.values([schema[part] ?? []].flat() as Schema[]))
        if (typeof each === 'object') walk(each, path);
  };
  for (const { operation } of operations()) {
    const { operationId, requestBody, responses } = operation;
    const answers = Object.entries(responses).filter(([status]) => of === 'all' || Number(status) < 300);
    const contents = [...(of === 'all' ? [requestBody?.content] : []), ...answers.map(([, { content }]) => content)];
    for (const content of contents)
      for (const { schema } of Object.values(content ?? {})) walk(schema as Schema, operationId);
  }
  return found;
}

const compiled = new Map<string, ValidateFunction>();

/** Complaints about a value, with references of the document resolved. */
function faults(schema: object, value: unknown): string[] {
  const resolved = JSON.stringify(schema).replaceAll('"#/', '"document#/');
  const validate = compiled.get(resolved) ?? ajv.compile(JSON.parse(resolved) as object);
  compiled.set(resolved, validate);
  return validate(value) ? [] : (validate.errors ?? []).map((it) => `${it.instancePath} ${it.message ?? ''}`);
}

/** Some operations may be called without a key as well. */
function scopeTold(security: readonly { key?: string[] }[]): string {
  const scope = security.find(({ key }) => key)?.key?.[0] ?? 'none';
  return security.some(({ key }) => !key) ? `none where public, else ${scope}` : scope;
}

/** The index of operations as the documentation keeps it. */
async function index(): Promise<(Row & { comesWith: string })[]> {
  const page = await readFile(new URL('../../../../../docs/reference/operations.md', import.meta.url), 'utf8');
  return [...page.matchAll(/^\| (\w+) +\| ([A-Z]+) +\| `([^`]+)` +\| ([^|]+?) +\| ([^|]+?) +\| ([^|]+?) +\|$/gm)].map(
    ([, id = '', method = '', path = '', scope = '', success = '', comesWith = '']) => ({
      ...{ id, method, path, scope, success, comesWith },
    }),
  );
}

describe('the API document', () => {
  it('is OpenAPI 3.1 [API-OAS-01]', async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(document) as unknown as Record<string, unknown>);
    expect([result.errors, validator.version]).toEqual([undefined, '3.1']);
  });

  it('is the same as YAML [API-OAS-01]', async () => {
    const answer = await ask('/openapi/v1.yaml');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/yaml; charset=utf-8']);
    expect(parse(answer.body)).toEqual(document);
  });

  it('has every route that is served, and nothing else [API-OP-01]', () => {
    const described = operations().map(({ path, method }) => `${method} ${path}`);
    const routes = gateway.get(MethodsOffered).all.filter((route) => !route.startsWith('HEAD '));
    const served = routes.map((route) => route.replaceAll(/:(\w+)/g, '{$1}'));
    const silent = served.filter((route) => !described.includes(route));
    expect(
      silent.map((route) => `${route} says nothing of itself: declare its method with @Operation({ id, summary, … })`),
    ).toEqual([]);
    expect(described.filter((route) => !served.includes(route))).toEqual([]);
  });

  it('agrees with the index of operations, which says of all others what they come with [API-OP-01]', async () => {
    const rows = await index();
    const served = rows.filter(({ comesWith }) => comesWith === 'served');
    const described = operations().map(({ path, method, operation }): Row => ({
      id: operation.operationId,
      method,
      path: path.replace('/api/v1', ''),
      scope: scopeTold(operation.security),
      success: Object.entries(operation.responses)
        .filter(([status, answer]) => status.startsWith('2') && !isOfDryRuns(answer))
        .map(([status]) => status)
        .toReversed()
        .join(' or '),
    }));
    const line = ({ id, method, path, scope, success }: Row) => `${id} ${method} ${path} ${scope} ${success}`;
    expect(described.map(line).toSorted()).toEqual(served.map(line).toSorted());
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.filter(({ comesWith }) => comesWith.trim() === '')).toEqual([]);
  });

  it('has the verbs of the index in its paths, and beside them those of signing in, which has no object to change [API-OP-04]', () => {
    const lists = operations().flatMap(({ path, method }) => (method === 'GET' ? [path] : []));
    const told = operations().flatMap(({ path }) => (lists.includes(path) || path.endsWith('}') ? [] : [path]));
    const others = told.filter((path) => !verbsOfIndex.has(path.split('/').at(-1)!));
    expect(others.toSorted()).toEqual([
      '/api/v1/signIn/openId',
      '/api/v1/signIn/openId/complete',
      '/api/v1/signIn/secondFactor',
      '/api/v1/signIn/secondFactor/confirm',
      '/api/v1/signIn/secondFactor/end',
      '/api/v1/users/{id}/secondFactor/end',
    ]);
  });

  it('shows an example of every body and answer, and each is one [API-OAS-02]', () => {
    for (const { path, method, operation } of operations()) {
      const success = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      const contents = [operation.requestBody?.content, ...success.map(([, { content }]) => content)];
      for (const { schema, example } of contents.flatMap((content) => Object.values(content ?? {}))) {
        const missing = `${method} ${path} lacks an example: static example of its body, or of the schema it answers`;
        expect(example === undefined ? missing : faults(schema, example)).toEqual([]);
      }
    }
  });

  it('names all problems of an operation by status and code, with an example of each [API-OAS-02, API-ERR-07]', () => {
    for (const { operation } of operations()) {
      const problems = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
      expect(problems.length).toBeGreaterThan(3);
      for (const [status, { content = {} }] of problems) {
        const { schema, examples = {} } = content['application/problem+json']!;
        for (const [code, { $ref }] of Object.entries(examples)) {
          expect(codeRow(code as Code).status).toBe(Number(status));
          const { value } = document.components.examples[$ref.split('/').at(-1) ?? ''] ?? {};
          expect(faults(schema, value)).toEqual([]);
        }
      }
    }
  });

  it('is of one major version, which stands in every path [API-VER-01, API-VER-02]', () => {
    expect(Object.keys(document.paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([]);
    expect(document.info.version).toBe(apiVersion);
  });

  it('knows what every rule of a body means: add unknown ones to body-schema.ts, or give Rule a schema [API-OAS-01]', () => {
    expect(JSON.stringify(document)).not.toContain('x-unknown-rule');
  });

  it('shows the limits of texts, numbers and lists [API-REP-13]', () => {
    expect(document.components.schemas.CreateLicenseBody).toMatchObject({
      required: ['optionId'],
      additionalProperties: false,
      properties: {
        key: { type: 'string', minLength: 1, maxLength: 64 },
        notes: { maxLength: 4000 },
        quantity: { type: 'integer', minimum: 0, maximum: 2147483647 },
        counter: { type: ['integer', 'null'] },
        activation: { type: 'object', additionalProperties: false },
      },
    });
    expect(document.components.schemas.CreateUpdateBody).toMatchObject({ required: ['name', 'latestVersion'] });
    expect(document.components.schemas.CreateKeyBody).toMatchObject({
      properties: { allowedAddresses: { type: 'array', maxItems: 100, items: { type: 'string', maxLength: 64 } } },
    });
  });
});

describe('names and values', () => {
  const word = /^[a-z]+[a-z0-9]*([A-Z][a-z0-9]+)*$/;
  /** What is printed otherwise in the requirements. */
  const printed = {
    members: ['currentETag'],
    values: /\.(code|currency|scopes|type|dialects\.\w+\.status)$/,
  };

  it('of members are lowerCamelCase, without abbreviations but id, url and ip [API-REP-02]', () => {
    const names = new Set(members().map(({ name }) => name));
    expect(names.size).toBeGreaterThan(150);
    const odd = [...names].filter((name) => !word.test(name) && !printed.members.includes(name));
    const words = (name: string) => name.split(/(?=[A-Z])/).map((part) => part.toLowerCase());
    const short = new Set('num no nr qty desc addr cust prod lic exp cnt ts dt msg pwd cfg ref amt org tel'.split(' '));
    const shortened = [...names].filter((name) => words(name).some((part) => short.has(part)));
    expect([odd, shortened]).toEqual([[], ['prodOptionId', 'invoiceNo']]); // words of SOLO
  });

  it('of lists of words are lowerCamelCase but where another dialect or a standard has the word [API-REP-02]', () => {
    const odd = members().flatMap(({ path, schema }) =>
      [...(schema.enum ?? []), schema.const].flatMap((it) =>
        typeof it === 'string' && !word.test(it) && !printed.values.test(path) ? [`${path} ${it}`] : [],
      ),
    );
    expect(odd).toEqual([]);
  });

  it('of durations hold their unit, and are integers [API-REP-08]', () => {
    const spans = /(duration|timeout|interval|period|delay|tolerance|overlap|age|ttl|wait|grace|cooling)$/i;
    const units = /(milliseconds|seconds|minutes|hours|days|months|years)$/i;
    expect(
      members()
        .filter(({ name, schema }) => spans.test(name) && isNumber(schema))
        .map(({ path }) => path),
    ).toEqual([]);
    const timed = members().filter(({ name, schema }) => units.test(name) && isNumber(schema));
    expect(timed.length).toBeGreaterThan(5);
    expect(timed.filter(({ schema }) => [schema.type].flat().includes('number')).map(({ path }) => path)).toEqual([]);
  });

  it('are in every answer, null where there is nothing, but for what one asks for and what is shown once [API-REP-10]', () => {
    const counts = ['total', 'totalIsMinimum'];
    const included = [
      'product',
      'option',
      'customer',
      'invoice',
      'installations',
      'origins',
      'dialects',
      'licenses',
      'invoices',
    ];
    const told = ['code', 'facts', 'fix']; // of a check, as section 14 shows it
    const once = ['secret', 'secrets', 'password', 'apiUserPassword'];
    const flags = ['redacted']; // [API-CUS-06]
    const optional = members('answers').filter(({ required }) => !required);
    const missing = optional.filter(({ name }) => ![...counts, ...included, ...once, ...told, ...flags].includes(name));
    expect(missing.map(({ path }) => path)).toEqual([]);
  });
});

describe('the documentation page', () => {
  it('loads everything from here, and the browser would let it load nothing else [API-OAS-06, API-SEC-02]', async () => {
    const page = await ask('/docs');
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; /);
    const loaded = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(loaded).toHaveLength(4);
    for (const address of loaded) {
      const { statusCode, headers } = await ask(`/${address}`);
      expect([address, statusCode, headers['x-content-type-options']]).toEqual([address, 200, 'nosniff']);
    }
    expect(page.body + (await ask('/docs/start.js')).body).not.toMatch(/https?:|\/\//);
  });
});
