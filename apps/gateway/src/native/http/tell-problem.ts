import { codeRow } from '@licet/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureOf } from '../../shared/errors.ts';
import { pathOf } from '../../shared/target.ts';
import { apiVersion } from './api-version.ts';
import { Problem } from './problem.ts';

/** Writes a problem as RFC 9457. [API-ERR-01, API-ERR-02] */
export function tellProblem(
  { code, message, errors, headers, extras }: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { status, title, retryable } = codeRow(code);
  const origin = `${request.protocol}://${request.host}`;
  void reply
    .code(status)
    .headers({ 'cache-control': 'no-store', 'api-version': apiVersion, ...headers })
    .type('application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({
        type: `${origin}/problems/${code}`,
        title,
        status,
        code,
        detail: message,
        instance: pathOf(request),
        requestId: request.id,
        retryable: retryable === true,
        ...(errors.length > 0 ? { errors } : {}),
        ...extras,
      }),
    );
}

/** For targets that no router can read, such as malformed escapes. */
export function tellUnreadable(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('x-request-id', request.id);
  tellProblem(new Problem(failureOf(error, request.id).code), request, reply);
}
