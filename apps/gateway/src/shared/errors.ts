import { type Code, codeRow, codes } from '@licet/contracts';
import { HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Something that no business rule decided: broken infrastructure, a bug, or HTTP that no dialect can read. */
export interface Failure {
  code: Code;
  /** 503 when trying again helps, 500 for a bug, else what HTTP says. A dialect may have its own number for it. */
  status: number;
  requestId: string;
  /** Seconds, where waiting helps. */
  retryAfter: number | null;
}

/** How a dialect tells failures. The one whose paths it is about is asked; the native one answers for all other paths. */
export interface FailureTeller {
  owns(path: string): boolean;
  tell(failure: Failure, request: FastifyRequest, reply: FastifyReply): unknown;
}

/**
 * What the outside may know of an exception: `ServiceUnavailable`, `StoreUnavailable` and their kin are 503, anything unknown is 500. The
 * code is that of the error where it has one of a failure; a business code on an exception is a bug and told as `internal`.
 */
export function failureOf(error: unknown, requestId: string): Failure {
  const code = codeOf(error);
  const { status } = codeRow(code);
  return { code, status, requestId, retryAfter: status === 503 ? 1 : null };
}

/** What HTTP itself refuses before any dialect has read the request. */
const httpCodes: Record<number, Code> = {
  400: 'parameter_invalid',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'body_too_large',
  415: 'media_type_unsupported',
};

function codeOf(error: unknown): Code {
  const status = httpStatusOf(error);
  if (status !== undefined && status < 500) return httpCodes[status] ?? 'parameter_invalid';
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  const isFailure = typeof code === 'string' && Object.hasOwn(codes, code) && codeRow(code as Code).status >= 500;
  return isFailure ? (code as Code) : 'internal';
}

/** Status of Nest's exceptions and of Fastify's own errors. */
function httpStatusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const isFastify = error instanceof Error && 'code' in error && String(error.code).startsWith('FST_');
  return isFastify && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
