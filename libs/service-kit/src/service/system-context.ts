import { type CallContext, newUuid, type Service } from '@licet/contracts';

/** Context of a call that a service makes by itself, not on behalf of a caller. `timeoutMs`: how long it waits. */
export function systemContext(service: Service, timeoutMs: number, cause: Partial<CallContext> = {}): CallContext {
  const requestId = newUuid();
  return {
    commandId: newUuid(),
    requestId,
    correlationId: requestId,
    causationId: null,
    actor: { kind: 'system', id: service },
    via: 'system',
    authorId: null,
    scopes: [],
    address: null,
    deadline: Date.now() + timeoutMs,
    ...cause,
  };
}
