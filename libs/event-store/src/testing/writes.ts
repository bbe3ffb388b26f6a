import { randomUUID } from 'node:crypto';
import { newUuid, type CallContext, type EventMetadata } from '@licet/contracts';
import type { NewEvent, Write } from '../types.ts';

export const testMetadata = (): EventMetadata => ({
  eventId: newUuid(),
  time: new Date().toISOString(),
  actor: { kind: 'system', id: 'test' },
  via: 'system',
  authorId: null,
  requestId: 'request',
  correlationId: 'correlation',
  causationId: null,
});

export const testEvent = (data: unknown = {}, type = 'Tested'): NewEvent => ({
  type,
  schemaVersion: 1,
  data,
  metadata: testMetadata(),
});

/** A write of one event to a stream of its own, unless told otherwise. */
export const testWrite = (extra: Partial<Write> = {}): Write => ({
  streamId: `ledger-${randomUUID()}`,
  expectedVersion: 0,
  commandId: randomUUID(),
  events: [testEvent()],
  ...extra,
});

export const testCall = (extra: Partial<CallContext> = {}): CallContext => ({
  commandId: randomUUID(),
  requestId: 'request',
  correlationId: 'correlation',
  causationId: null,
  actor: { kind: 'system', id: 'test' },
  via: 'system',
  authorId: null,
  scopes: [],
  address: null,
  deadline: Date.now() + 60_000,
  ...extra,
});
