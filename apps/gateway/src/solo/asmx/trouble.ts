import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureOf } from '../../shared/errors.ts';
import type { SoloGateway } from '../solo-call.ts';

/** What a caller learns of an exception: whether trying again may help, and nothing else. [WIRE-34, WIRE-65, SA-GEN-17] */
export interface Trouble {
  status: number;
  message: string;
}

/** Writes an exception to the log and leaves of it what may be said; tells the caller when to try again, where that helps. */
export function troubleOf(
  error: unknown,
  { logger }: SoloGateway,
  request: FastifyRequest,
  reply: FastifyReply,
): Trouble {
  const { code, status, retryAfter } = failureOf(error, request.id);
  if (status >= 500) logger.error({ requestId: request.id, code, err: error }, 'A SOLO call failed.');
  if (retryAfter !== null) void reply.header('retry-after', retryAfter);
  return { status, message: messages[status] ?? messages[500] };
}

const messages: Record<number, string> & { 500: string } = {
  400: 'Bad request.',
  413: 'The request is too large.',
  500: 'The request could not be processed.',
  503: 'The service is temporarily unavailable. Please try again.',
};
