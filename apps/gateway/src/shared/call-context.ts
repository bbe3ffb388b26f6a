import { type Actor, type CallContext, type CallerRules, type Via, newUuid } from '@licet/contracts';
import type { FastifyRequest } from 'fastify';

/** How long one request may take, over all calls that it causes. Milliseconds. */
const patience = 10_000;

/** A program in the field, before anybody knows which license it is about. */
const anybody: Actor = { kind: 'installation', id: 'anonymous' };

/** Whoever has proved to be somebody: a user or key by a logon, a customer by the password of a license. */
export interface KnownCaller {
  authorId: number;
  actor: Actor;
  scopes: readonly string[];
  rules?: CallerRules;
}

const deadlines = new WeakMap<FastifyRequest, number>();

/**
 * What travels with a call that this request causes: a new command id each time, the same request id, trace and deadline for all of them.
 * `request.ip` looks through `X-Forwarded-For` only for trusted proxies. [API-TRACE-01, API-TRACE-02]
 */
export function callContext(request: FastifyRequest, via: Via, caller?: KnownCaller): CallContext {
  return {
    commandId: newUuid(),
    requestId: request.id,
    correlationId: traceIdOf(request.headers.traceparent) ?? request.id,
    causationId: null,
    actor: caller?.actor ?? anybody,
    via,
    authorId: caller?.authorId ?? null,
    scopes: caller?.scopes ?? [],
    ...(caller?.rules && { rules: caller.rules }),
    address: request.ip,
    deadline: deadlineOf(request),
  };
}

/** With as much time as a whole request: for one of many calls behind an answer that is written as it is read. */
export const withOwnDeadline = (context: CallContext): CallContext => ({ ...context, deadline: Date.now() + patience });

function deadlineOf(request: FastifyRequest): number {
  const known = deadlines.get(request);
  if (known !== undefined) return known;
  const deadline = Date.now() + patience;
  deadlines.set(request, deadline);
  return deadline;
}

/** The trace id of a W3C traceparent; undefined for anything malformed, which the standard wants ignored. */
function traceIdOf(traceparent: string | string[] | undefined): string | undefined {
  if (typeof traceparent !== 'string') return undefined;
  const [, version, traceId] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?$/.exec(traceparent) ?? [];
  return version === 'ff' || traceId === '0'.repeat(32) ? undefined : traceId;
}
