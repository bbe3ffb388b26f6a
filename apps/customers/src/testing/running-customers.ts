import { LocalBus } from '@licet/command-bus';
import { type CallContext, type CallDefinition, type ReplyOf, type RequestOf, newUuid, scopes } from '@licet/contracts';
import type { EventStore } from '@licet/event-store';
import { LaneStream } from '@licet/event-stream';
import { type RunningService, createLogger } from '@licet/service-kit';
import { startCustomers } from '../index.ts';

/** The service as it runs, in-process over a real database. */
export interface RunningCustomers {
  store: EventStore;
  /** Sends as the installation itself unless told otherwise. */
  send<D extends CallDefinition>(definition: D, request: RequestOf<D>, as?: Partial<CallContext>): Promise<ReplyOf<D>>;
  /** Like `send`, for calls that must succeed; answers the value. */
  value<D extends CallDefinition>(definition: D, request: RequestOf<D>, as?: Partial<CallContext>): Promise<ValueOf<D>>;
  close(): Promise<void>;
}
type ValueOf<D> = Extract<ReplyOf<D>, { ok: true }>['value'];

export async function runCustomers(databaseUrl: string): Promise<RunningCustomers> {
  const bus = new LocalBus();
  const stream = new LaneStream({});
  const service: RunningService = await startCustomers({
    service: 'customers',
    databaseUrl,
    bus,
    stream,
    masterKey: Buffer.alloc(32, 7),
    kafka: null,
    transport: bus.server('customers'),
    logger: createLogger({ level: 'silent' }),
  });
  const send: RunningCustomers['send'] = (definition, request, as) => bus.call(definition, request, callContext(as));
  return {
    store: service.store,
    send,
    value: async (definition, request, as) => {
      const reply = await send(definition, request, as);
      if (!reply.ok) throw new Error(`${definition.name} was refused: ${JSON.stringify(reply.refusal)}`);
      return reply.value;
    },
    close: async () => {
      await service.close();
      await stream.close();
      await bus.close();
    },
  };
}

const callContext = (changes: Partial<CallContext> = {}): CallContext => ({
  commandId: newUuid(),
  requestId: newUuid(),
  correlationId: newUuid(),
  causationId: null,
  actor: { kind: 'system', id: 'test' },
  via: 'system',
  authorId: null,
  scopes,
  address: null,
  deadline: Date.now() + 10_000,
  ...changes,
});
