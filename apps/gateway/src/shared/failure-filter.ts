import type { Logger } from '@licet/service-kit';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pathOf } from './body.ts';
import { type Failure, type FailureTeller, failureOf } from './errors.ts';

/** Lets every exception be told in the words of the dialect that was spoken to; the log keeps what really happened. [DNA-HTTP-16] */
@Catch()
export class FailureFilter implements ExceptionFilter {
  readonly #tellers: readonly FailureTeller[];
  readonly #logger: Logger;

  /** The last teller answers for paths that nobody owns. */
  constructor(tellers: readonly FailureTeller[], logger: Logger) {
    this.#tellers = tellers;
    this.#logger = logger;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const failure = failureOf(error, request.id);
    this.#log(failure, error);
    if (reply.sent) return;
    if (failure.retryAfter !== null) void reply.header('retry-after', failure.retryAfter);
    const path = pathOf(request);
    const teller = this.#tellers.find((it) => it.owns(path)) ?? this.#tellers.at(-1);
    teller?.tell(failure, request, reply);
  }

  #log({ code, status, requestId }: Failure, error: unknown): void {
    if (status < 500) return;
    this.#logger.error({ requestId, code, err: error }, 'A request failed.');
  }
}
