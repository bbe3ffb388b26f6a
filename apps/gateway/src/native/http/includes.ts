import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { parameterProblem } from './list.ts';

/** What `?include=a,b` asks to embed, out of what is offered; no other query parameter is known here. [API-REP-11, API-REP-17] */
export const Includes = createParamDecorator((offered: readonly string[], context: ExecutionContext) => {
  const { include, ...others } = context.switchToHttp().getRequest<FastifyRequest>().query as Record<string, unknown>;
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) throw parameterProblem('parameter_unknown', stranger, 'not known here');
  if (include === undefined) return [];
  const names = typeof include === 'string' ? [...new Set(include.split(','))] : [];
  if (names.length === 0 || names.some((name) => !offered.includes(name)))
    throw parameterProblem('parameter_invalid', 'include', `must be of ${offered.join(', ')}`);
  return names;
});
