import { LocalBus } from '@licet/command-bus';
import type { EventStore } from '@licet/event-store';
import { LaneStream } from '@licet/event-stream';
import { type OutgoingRules, type RunningService, createLogger } from '@licet/service-kit';
import { TestCaller, createTestDatabase } from '@licet/testing';
import { startCustomers } from '../index.ts';

/** The service as it runs, in-process over a real database. */
export interface RunningCustomers extends Pick<TestCaller, 'send' | 'value'> {
  store: EventStore;
  close(): Promise<void>;
}

/** In a database of its own, gone when it is closed. */
export async function runCustomers(outgoing?: OutgoingRules): Promise<RunningCustomers> {
  const database = await createTestDatabase();
  const bus = new LocalBus();
  const stream = new LaneStream({});
  const service: RunningService = await startCustomers({
    service: 'customers',
    databaseUrl: database.url,
    bus,
    stream,
    masterKey: Buffer.alloc(32, 7),
    kafka: null,
    ...(outgoing && { outgoing }),
    transport: bus.server('customers'),
    logger: createLogger({ level: 'silent' }),
  });
  const caller = new TestCaller(bus);
  return {
    store: service.store,
    send: caller.send.bind(caller),
    value: caller.value.bind(caller),
    close: async () => {
      await service.close();
      await stream.close();
      await bus.close();
      await database.drop();
    },
  };
}
