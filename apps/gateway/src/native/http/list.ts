import {
  type ListDeclaration,
  type ListFilter,
  type ListPage,
  type ListQuery,
  defaultSort,
  wordsOf,
} from '@licet/contracts';
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { documented } from './documented.ts';
import { type ExternalNames, namesIn } from './external-names.ts';
import { readFilters } from './list-filters.ts';
import { listParameters } from './list-parameters.ts';
import { type NativeCall, callOf } from './native-call.ts';
import { type Offense, Problem } from './problem.ts';

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** Parameters of every list; all others are filters. */
const known = ['limit', 'cursor', 'sort', 'q', 'count'];

/** What the query asks of a declared list. [API-LIST-02, API-LIST-06 … API-LIST-09] */
export const Asked = documented<ListDeclaration>(
  createParamDecorator(async (declaration: ListDeclaration, context: ExecutionContext): Promise<ListQuery> => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const query = request.query as Query;
    return readListQuery(query, declaration, await namesIn(query, declaration, callOf(request)));
  }),
  (declaration) => ({
    parameters: () => listParameters(declaration),
    refusals: ['filter_unknown', 'parameter_invalid', 'cursor_invalid'],
  }),
);

export function readListQuery(query: Query, declaration: ListDeclaration, named: ExternalNames = new Map()): ListQuery {
  const single = (name: string): string | undefined => {
    const value = query[name];
    if (Array.isArray(value)) throw parameterProblem('parameter_invalid', name, 'given more than once');
    return value;
  };
  const asked = Object.keys(query).filter((name) => !known.includes(name));
  const filters = readFilters(
    asked.map((name) => [name, single(name) ?? '']),
    declaration,
    named,
  );
  return {
    filters,
    sort: readSort(single('sort'), declaration),
    words: readWords(single('q'), declaration),
    cursor: readCursor(single('cursor')),
    limit: readLimit(single('limit')),
    count: readFlag('count', single('count')),
  };
}

function readSort(text: string | undefined, { fields }: ListDeclaration): ListQuery['sort'] {
  if (text === undefined) return defaultSort;
  const descending = text.startsWith('-');
  const field = descending ? text.slice(1) : text;
  const offered = Object.keys(fields).filter((name) => fields[name]?.sort);
  if (!offered.includes(field))
    throw parameterProblem('filter_unknown', 'sort', `only ${offered.join(', ')} are offered, each also with -`);
  return { field, descending };
}

function readWords(text: string | undefined, { q }: ListDeclaration): string[] {
  if (text === undefined) return [];
  if (q === undefined) throw parameterProblem('filter_unknown', 'q', 'not known here');
  const words = wordsOf(text);
  if (words.length === 0 || words.length > 20)
    throw parameterProblem('parameter_invalid', 'q', 'must hold 1 to 20 words of letters or digits');
  return words;
}

function readFlag(name: string, text: string | undefined): boolean {
  if (text !== undefined && text !== 'true' && text !== 'false')
    throw parameterProblem('parameter_invalid', name, 'must be true or false');
  return text === 'true';
}

/** As it may be sent on; whether it is one of the list, only its service knows. [API-LIST-03] */
function readCursor(text: string | undefined): string | null {
  if (text !== undefined && !/^[A-Za-z0-9_-]{1,4000}$/.test(text))
    throw parameterProblem('cursor_invalid', 'cursor', 'not a cursor of this list');
  return text ?? null;
}

/** 1–200, 50 when absent. [API-LIST-02] */
export function readLimit(text: string | undefined): number {
  const limit = Number(/^[0-9]{1,3}$/.exec(text ?? '50')?.[0] ?? 0);
  if (limit < 1 || limit > 200) throw parameterProblem('parameter_invalid', 'limit', 'must be 1 to 200');
  return limit;
}

/**
 * What a caller asks of a list, of what is there for it: to a test key what is for tests, to a customer what is his own, and no words, which would
 * tell notes of the author. [API-KEY-06, API-USR-05]
 */
export function ownOnly({ caller, customerId }: NativeCall, query: ListQuery): ListQuery {
  if (customerId !== null && query.words.length > 0) throw parameterProblem('filter_unknown', 'q', 'not known here');
  const tests = caller.testOnly ? [equals('isTest', true)] : [];
  const own = customerId === null ? [] : [equals('customerId', customerId)];
  return { ...query, filters: [...query.filters, ...tests, ...own] };
}

const equals = (field: string, value: number | boolean): ListFilter => ({ field, operator: 'equals', values: [value] });

/** A list answer of these rows; `Link` mirrors the cursors of the page. [API-LIST-01, API-LIST-05, API-LIST-09] */
export function listOf({ request, reply }: NativeCall, page: ListPage<unknown>, data: readonly object[]) {
  const { next, previous, total, totalIsMinimum } = page;
  const links = [linkTo(request, 'next', next), linkTo(request, 'prev', previous)].flat();
  if (links.length > 0) void reply.header('link', links.join(', '));
  return {
    object: 'list',
    data,
    next,
    previous,
    ...(total !== undefined && { total }),
    ...(totalIsMinimum && { totalIsMinimum }),
  };
}

function linkTo(request: FastifyRequest, rel: 'next' | 'prev', cursor: string | null): string[] {
  if (cursor === null) return [];
  const url = new URL(request.originalUrl, 'http://host');
  url.searchParams.set('cursor', cursor);
  return [`<${url.pathname}${url.search}>; rel="${rel}"`];
}

export const parameterProblem = (
  code: 'parameter_invalid' | 'filter_unknown' | 'cursor_invalid',
  parameter: string,
  detail: string,
): Problem => new Problem(code, undefined, { errors: [offense(parameter, detail)] });

const offense = (parameter: string, detail: string): Offense => ({ parameter, code: 'invalid', detail });

/** Views of the objects of a page. What its owner no longer knows is left out, for the projector may not have heard of it yet. */
export async function viewsOf<I, V>(ids: readonly I[], view: (id: I) => Promise<V>): Promise<V[]> {
  const views = await Promise.all(ids.map((id) => view(id).catch(leaveOutUnknown)));
  return views.filter((it) => it !== undefined);
}

function leaveOutUnknown(error: unknown): undefined {
  if (error instanceof Problem && error.code === 'not_found') return;
  throw error;
}
