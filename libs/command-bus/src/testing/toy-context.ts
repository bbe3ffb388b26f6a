import { type CallContext, newUuid } from '@licet/contracts';

/** A context with some milliseconds until its deadline. */
export const toyContext = (milliseconds = 5000): CallContext => ({
  commandId: newUuid(),
  requestId: newUuid(),
  correlationId: newUuid(),
  causationId: null,
  actor: { kind: 'system', id: 'suite' },
  via: 'system',
  authorId: 1,
  scopes: ['licenses:read'],
  address: '192.0.2.1',
  deadline: Date.now() + milliseconds,
});
