import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureOf, logFailure } from '../../shared/errors.ts';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { pathOf } from '../../shared/target.ts';
import { apiVersion } from './api-version.ts';
import { tellPreflight } from './cross-origin.ts';
import { Replayed, tellReplayed } from './idempotency.ts';
import { MethodsOffered } from './methods-offered.ts';
import { Problem } from './problem.ts';
import { tellProblem } from './tell-problem.ts';

/** Tells every exception as problem+json, also for paths that no dialect owns. [API-ERR-01, API-VERB-10] */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #gateway: Gateway;
  readonly #methods: MethodsOffered;

  constructor(@Inject(GATEWAY) gateway: Gateway, methods: MethodsOffered) {
    this.#gateway = gateway;
    this.#methods = methods;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    if (error instanceof Replayed) tellReplayed(error, reply);
    else if (error instanceof Problem) tellProblem(error, request, reply);
    else this.#tellFailure(error, request, reply);
  }

  #tellFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const failure = failureOf(error, request.id);
    logFailure(this.#gateway.logger, 'native', error, failure);
    const offered = failure.code === 'not_found' ? this.#methods.at(pathOf(request)) : [];
    if (offered.length > 0) this.#tellMethods(offered, request, reply);
    else {
      const headers = failure.retryAfter === null ? {} : { 'retry-after': String(failure.retryAfter) };
      tellProblem(new Problem(failure.code, undefined, { headers }), request, reply);
    }
  }

  #tellMethods(offered: readonly string[], request: FastifyRequest, reply: FastifyReply): void {
    const allow = offered.join(', ');
    if (request.method === 'OPTIONS') {
      tellPreflight(request, reply, allow);
      void reply.code(204).headers({ allow, 'api-version': apiVersion, 'cache-control': 'no-store' }).send();
    } else tellProblem(new Problem('method_not_allowed', undefined, { headers: { allow } }), request, reply);
  }
}
