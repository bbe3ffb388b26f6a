import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Parameter, documented } from './documented.ts';
import { parameterProblem } from './list.ts';
import { knowOnly } from './query.ts';

/** What `?include=a,b` asks to embed, out of what is offered; no other query parameter is known here. [API-REP-11, API-REP-17] */
export const Includes = documented<readonly string[]>(
  createParamDecorator((offered: readonly string[], context: ExecutionContext) =>
    readIncludes(offered, context.switchToHttp().getRequest<FastifyRequest>().query as Record<string, unknown>),
  ),
  (offered) => ({
    parameters: () => [includeParameter(offered)],
    refusals: ['parameter_unknown', 'parameter_invalid'],
  }),
);

const includeParameter = (offered: readonly string[]): Parameter => ({
  name: 'include',
  description: `What to embed, parted by commas: ${offered.join(', ')}.`,
  schema: { type: 'string', pattern: `^(${offered.join('|')})(,(${offered.join('|')}))*$` },
});

function readIncludes(offered: readonly string[], query: Record<string, unknown>): string[] {
  knowOnly(['include'], query, 'parameter_unknown');
  const { include } = query;
  if (include === undefined) return [];
  const names = typeof include === 'string' ? [...new Set(include.split(','))] : [];
  if (names.length === 0 || names.some((name) => !offered.includes(name)))
    throw parameterProblem('parameter_invalid', 'include', `must be of ${offered.join(', ')}`);
  return names;
}
