import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { parameterProblem } from './list.ts';
import { knowOnly } from './query.ts';

/** What `?include=a,b` asks to embed, out of what is offered; no other query parameter is known here. [API-REP-11, API-REP-17] */
export const Includes = createParamDecorator((offered: readonly string[], context: ExecutionContext) => {
  const query = context.switchToHttp().getRequest<FastifyRequest>().query as Record<string, unknown>;
  knowOnly(['include'], query, 'parameter_unknown');
  const { include } = query;
  if (include === undefined) return [];
  const names = typeof include === 'string' ? [...new Set(include.split(','))] : [];
  if (names.length === 0 || names.some((name) => !offered.includes(name)))
    throw parameterProblem('parameter_invalid', 'include', `must be of ${offered.join(', ')}`);
  return names;
});
