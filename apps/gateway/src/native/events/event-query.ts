import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Parameter, documented } from '../http/documented.ts';
import { limitParameter } from '../http/list-parameters.ts';
import { parameterProblem, readLimit } from '../http/list.ts';
import { readPlace } from '../http/place.ts';
import { knowOnly } from '../http/query.ts';

/** Which part of the feed is asked for. */
export interface EventQuery {
  after: string | null;
  limit: number;
  /** Exact types, or prefixes ending in `*`; empty for all. [API-EVT-03] */
  types: string[];
  /** Native id of the object that events are about. */
  subject: string | null;
}

const known = ['after', 'limit', 'type', 'subject'];

/** [API-EVT-01, API-EVT-03] */
export const EventsAsked = documented<readonly Parameter[]>(
  createParamDecorator((_: readonly Parameter[], context: ExecutionContext): EventQuery => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return readEventQuery(request.query as Record<string, string | string[] | undefined>);
  }),
  (more) => ({
    parameters: () => [...parameters, ...more],
    refusals: ['filter_unknown', 'parameter_invalid', 'cursor_invalid'],
  }),
);

const forms = {
  type: /^[A-Za-z]{1,63}\*?(,[A-Za-z]{1,63}\*?){0,99}$/,
  subject: /^[a-z]{3}_[0-9a-z_]{26,64}$/,
};

const parameters: readonly Parameter[] = [
  limitParameter,
  {
    name: 'after',
    description: 'Cursor of the last event seen; without it from the beginning.',
    schema: { type: 'string' },
  },
  {
    name: 'type',
    description: 'Types, or prefixes ending in `*`, parted by commas.',
    schema: { type: 'string', pattern: forms.type.source },
  },
  {
    name: 'subject',
    description: 'Id of the object that events are about.',
    schema: { type: 'string', pattern: forms.subject.source },
  },
];

export function readEventQuery(query: Record<string, string | string[] | undefined>): EventQuery {
  knowOnly(known, query, 'filter_unknown');
  const single = (name: string, form: RegExp): string | undefined => {
    const value = query[name];
    if (value === undefined || (typeof value === 'string' && form.test(value))) return value;
    throw parameterProblem('parameter_invalid', name, 'not of the documented form');
  };
  return {
    after: query.after === undefined ? null : readPlace(query.after, 'after'),
    limit: readLimit(single('limit', /^/)),
    types: single('type', forms.type)?.split(',') ?? [],
    subject: single('subject', forms.subject) ?? null,
  };
}
