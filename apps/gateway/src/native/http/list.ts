import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { type Parameter, documented } from './documented.ts';
import { Problem } from './problem.ts';
import { knowOnly } from './query.ts';

export interface Page {
  limit: number;
  /** Number of the last object of the page before. */
  before: number | null;
  /** Filters by name, as sent. */
  filters: Readonly<Record<string, string>>;
}

const known = ['limit', 'cursor', 'sort'];

/** Page that the query asks for. Only the named filters are offered. [API-LIST-02, API-LIST-03, API-LIST-06, API-LIST-07] */
export const ListPage = documented<readonly string[]>(
  createParamDecorator((offered: readonly string[], context: ExecutionContext): Page => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return readPage(request.query as Record<string, string | string[]>, offered);
  }),
  (offered) => ({ parameters: () => parametersOf(offered) }),
);

const parametersOf = (offered: readonly string[]): Parameter[] => [
  limitParameter,
  { name: 'cursor', description: '`next` of the page before.', schema: { type: 'string' } },
  { name: 'sort', description: 'Newest first.', schema: { enum: ['-createdAt'] } },
  ...offered.map((name) => ({ name, description: 'Any of these values, parted by commas.', schema: filterSchema })),
];

/** [API-LIST-02] */
export const limitParameter: Parameter = {
  name: 'limit',
  description: 'Most rows of a page.',
  schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
};

const filterSchema = { type: 'string', minLength: 1 };

export function readPage(query: Record<string, string | string[] | undefined>, offered: readonly string[]): Page {
  knowOnly([...known, ...offered], query, 'filter_unknown');
  const single = (name: string): string | undefined => {
    const value = query[name];
    if (Array.isArray(value)) throw parameterProblem('parameter_invalid', name, 'given more than once');
    return value;
  };
  if ((single('sort') ?? '-createdAt') !== '-createdAt')
    throw parameterProblem('filter_unknown', 'sort', 'only -createdAt is offered');
  const filters = Object.fromEntries(
    offered.flatMap((name) => {
      const value = single(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const cursor = single('cursor');
  return {
    limit: readLimit(single('limit')),
    before: cursor === undefined ? null : readCursor(cursor, filters),
    filters,
  };
}

/** Values of a filter, any of which an object may have; empty where it was not sent. [API-LIST-07] */
export function anyOf({ filters }: Page, name: string): string[] {
  const values = filters[name]?.split(',') ?? [];
  if (values.length > 100 || !values.every((value) => /^[\x21-\x7e]{1,128}$/.test(value)))
    throw parameterProblem('parameter_invalid', name, 'must be 1 to 100 values, each of 1 to 128 visible characters');
  return values;
}

/** 1–200, 50 when absent. [API-LIST-02] */
export function readLimit(text: string | undefined): number {
  const limit = Number(/^[0-9]{1,3}$/.exec(text ?? '50')?.[0] ?? 0);
  if (limit < 1 || limit > 200) throw parameterProblem('parameter_invalid', 'limit', 'must be 1 to 200');
  return limit;
}

/** A list answer; `Link` mirrors the cursor. [API-LIST-01, API-LIST-05] */
export function listOf(
  data: readonly object[],
  next: number | null,
  { filters }: Page,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const cursor = next === null ? null : writeCursor(next, filters);
  if (cursor !== null) {
    const url = new URL(request.originalUrl, 'http://host');
    url.searchParams.set('cursor', cursor);
    void reply.header('link', `<${url.pathname}${url.search}>; rel="next"`);
  }
  return { object: 'list', data, next: cursor, previous: null };
}

/** Bound to the filters by a check part, so that an altered cursor is found. It gives no right that the key does not give. [API-LIST-03] */
const writeCursor = (before: number, filters: Page['filters']): string =>
  Buffer.from(`${before}.${checkPart(before, filters)}`).toString('base64url');

function readCursor(cursor: string, filters: Page['filters']): number {
  const [before = '', check] = Buffer.from(cursor, 'base64url').toString('latin1').split('.');
  const valid = /^[1-9][0-9]{0,9}$/.test(before) && check === checkPart(Number(before), filters);
  if (!valid) throw parameterProblem('cursor_invalid', 'cursor', 'altered, or made with other filters');
  return Number(before);
}

const checkPart = (before: number, filters: Page['filters']): string =>
  createHash('sha256')
    .update(JSON.stringify(['licet list cursor 1', before, Object.entries(filters).toSorted()]))
    .digest('base64url')
    .slice(0, 16);

export const parameterProblem = (
  code: 'parameter_invalid' | 'filter_unknown' | 'cursor_invalid',
  parameter: string,
  detail: string,
): Problem => new Problem(code, undefined, { errors: [{ parameter, code: 'invalid', detail }] });
