import type { TSchema } from 'typebox';
import { scopeOf } from '../http/authenticate.ts';
import { bodySchema } from '../http/body-schema.ts';
import { type Parameter, readsOf } from '../http/documented.ts';
import type { BodyType } from '../http/json-body.ts';
import { DryRunView, dryRunExample } from '../http/dry-run-view.ts';
import { isOpen } from '../http/open-door.ts';
import { operationOf } from '../http/operation.ts';
import { type Described, creates, mindsVersion, showsVersion } from './described.ts';
import { codesOf } from './operation-problems.ts';
import { problemResponses } from './problems.ts';
import type { Route } from './routes.ts';

/** The operation of a route as OpenAPI writes it; undefined where the route says nothing of itself. [API-OAS-02] */
export function operationObject(route: Route): object | undefined {
  const facts = operationOf(route.handler);
  if (!facts) return undefined;
  const described = { ...route, facts, scope: scopeOf(route.handler), reads: readsOf(route.handler) };
  const { body } = described.reads;
  const parameters = [...pathParameters(route.path), ...otherParameters(described)];
  return {
    operationId: facts.id,
    summary: facts.summary,
    ...(facts.deprecated && { deprecated: true }),
    tags: [route.path.split('/')[3]],
    security: securityOf(described),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: requestBody(body as BodyType<object>) }),
    responses: {
      ...success(described),
      ...problemResponses(codesOf(described)),
    },
  };
}

/** An open operation that asks for a scope may be called with a key, or with none. */
function securityOf({ handler, scope }: Described): object[] {
  const byKey = { key: scope ? [scope] : [] };
  if (!isOpen(handler)) return [byKey];
  return scope ? [byKey, {}] : [];
}

function requestBody(type: BodyType<object>): object {
  const { name, example, optional = false } = type;
  const schema = { ...bodySchema(type), $id: name, ...(example && { examples: [example] }) };
  const media = { schema, ...(example && { example }) };
  return { required: !optional, content: { 'application/json': media, 'application/merge-patch+json': media } };
}

const pathParameters = (path: string): object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    description: 'Id, or an alias such as `solo:1001`.',
    schema: { type: 'string', minLength: 1 },
  }));

const otherParameters = (operation: Described): object[] => [
  ...(operation.reads.parameters?.() ?? []).map((it) => ({ in: 'query', ...it })),
  ...(showsVersion(operation) ? [ifNoneMatch] : []),
  ...(mindsVersion(operation) ? [ifMatch] : []),
  ...(operation.facts.dryRun ? [dryRun] : []),
  ...(operation.method === 'get' ? [minCursor] : isOpen(operation.handler) ? [] : [idempotencyKey]),
];

const ifNoneMatch: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  description: 'Tags that the caller has; 304 where the object is still one of them.',
  schema: { type: 'string' },
};

const ifMatch: Parameter = {
  name: 'If-Match',
  in: 'header',
  description: 'Tag of the version that is to be changed, or `*`; 412 where another one holds.',
  schema: { type: 'string' },
};

const dryRun: Parameter = {
  name: 'dryRun',
  in: 'query',
  description: '`true` changes nothing and answers 200 with what would happen.',
  schema: { type: 'boolean', default: false },
};

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'A repeat with the same key has no further effect and answers like the first call.',
  schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
};

const minCursor: Parameter = {
  name: 'Licet-Min-Cursor',
  in: 'header',
  description: '`Licet-Cursor` of a write that this read must see.',
  schema: { type: 'string' },
};

function success(operation: Described): Record<string, object> {
  const { status = 200, statusOfKnown, summary, answers, media = 'application/json', dryRun = false } = operation.facts;
  const { versioned, conditional } = operation.facts;
  const example = (answers as { examples?: unknown[] } | undefined)?.examples?.[0];
  const content = answers && { [media]: { schema: answers, ...(example !== undefined && { example }) } };
  const headers = (versioned ?? conditional) &&
    answers && { ETag: tag, ...(creates(operation) && { Location: location }) };
  const responses = {
    ...(statusOfKnown && { [statusOfKnown]: { description: 'It was there before.', ...(content && { content }) } }),
    [status]: { description: summary, ...(headers && { headers }), ...(content && { content }) },
  };
  return {
    ...responses,
    ...(dryRun && { 200: orDryRun(responses[200]) }),
    ...(showsVersion(operation) && { 304: { description: 'The caller has it as it is.' } }),
  };
}

/** A dry run answers 200, whatever the call itself does. [API-DRY-02] */
function orDryRun(answer?: { description: string; content?: Record<string, { schema: TSchema }> }): object {
  const description = 'With `dryRun=true`: what would happen.';
  const [json] = Object.values(answer?.content ?? {});
  if (!answer || !json)
    return { description, content: { 'application/json': { schema: DryRunView, example: dryRunExample } } };
  const schema = { anyOf: [json.schema, DryRunView] };
  return {
    ...answer,
    description: `${answer.description} ${description}`,
    content: { 'application/json': { ...json, schema } },
  };
}

const tag = { description: 'Strong tag of the version.', schema: { type: 'string' } };
const location = { description: 'Path of what was created.', schema: { type: 'string' } };
