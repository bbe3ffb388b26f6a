import { type Code, type Via, codeRow, codes } from '@licet/contracts';
import { HttpException } from '@nestjs/common';
import { type Logger, metrics } from '@licet/service-kit';

/** Something that no business rule decided: broken infrastructure, a bug, or HTTP that no dialect can read. Each dialect tells it its own way. */
export interface Failure {
  code: Code;
  /** 503 when trying again helps, 500 for a bug, else what HTTP says. A dialect may have its own number for it. */
  status: number;
  requestId: string;
  /** Seconds, where waiting helps. */
  retryAfter: number | null;
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
  414: 'target_too_long',
  431: 'headers_too_large',
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

/** Status of Nest's exceptions, of Fastify's own errors, and of a body that broke off, which Fastify passes on as Node tells it. */
function httpStatusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, statusCode, message } = error as Record<string, unknown>;
  const brokeOff = code === 'ECONNRESET' && message === 'aborted';
  const isHttp = brokeOff || String(code).startsWith('FST_');
  return isHttp && typeof statusCode === 'number' ? statusCode : undefined;
}

/** Keeps in the log what really happened, and counts it, so that operators are alarmed. Nothing of it goes outside. [DNA-HTTP-16] */
export function logFailure(logger: Logger, dialect: Via, error: unknown, { code, status, requestId }: Failure): void {
  if (status < 500) return;
  failures().inc({ dialect, code });
  logger.error({ requestId, dialect, code, err: error }, 'A request failed.');
}

const failures = () =>
  metrics().counter({
    name: 'licet_gateway_failures_total',
    help: 'Requests that no business rule decided',
    labelNames: ['dialect', 'code'],
  });
