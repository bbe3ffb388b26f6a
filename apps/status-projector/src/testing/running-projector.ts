import { LocalBus } from '@licet/command-bus';
import {
  type CallContext,
  type CallDefinition,
  commonCalls,
  newUuid,
  type Position,
  type ReplyOf,
  type RequestOf,
  scopes,
  type Service,
} from '@licet/contracts';
import { EventStore, eventStoreMigrations } from '@licet/event-store';
import { LaneStream } from '@licet/event-stream';
import { createLogger, type RunningService } from '@licet/service-kit';
import { createTestDatabase } from '@licet/testing';
import { Vault, vaultMigrations } from '@licet/vault';
import { DataSource } from 'typeorm';
import { type FeedSource, feedSources } from '../domain/cursor.ts';
import { startStatusProjector } from '../index.ts';
import type { TestEvent } from './events.ts';
import { answerKeys } from './key-owners.ts';

type ValueOf<D> = Extract<ReplyOf<D>, { ok: true }>['value'];

/** The service as it runs, in-process, following records of which the test writes the events. */
export interface RunningProjector {
  service: RunningService;
  databaseUrl: string;
  stores: Record<FeedSource, EventStore>;
  /** Of the owners, by which a test seals what it writes. Sealed texts of samples have no key and open as nothing. */
  vaults: Record<FeedSource, Vault>;
  /** Appends events to a stream, in one write; the place of the last one. */
  append(streamId: string, ...events: TestEvent[]): Promise<Position>;
  /** Resolves when everything that was appended has been applied. */
  caughtUp(): Promise<void>;
  send<D extends CallDefinition>(definition: D, request: RequestOf<D>): Promise<ReplyOf<D>>;
  /** Like `send`, for calls that must succeed. */
  value<D extends CallDefinition>(definition: D, request: RequestOf<D>): Promise<ValueOf<D>>;
  rows<R extends object>(sql: string, values?: unknown[]): Promise<R[]>;
  /** Stops the service and starts it again on the same database; `rebuild` is the word that asks for read models made anew. */
  restart(rebuild?: string): Promise<void>;
  close(): Promise<void>;
}

export async function runProjector(): Promise<RunningProjector> {
  const own = await createTestDatabase();
  const databases = await Promise.all(feedSources.map(() => createTestDatabase()));
  const opened = await Promise.all(
    feedSources.map(async (service, i) => [service, await openStore(service, databases[i]?.url ?? '')] as const),
  );
  const stores = Object.fromEntries(opened) as Record<FeedSource, EventStore>;
  const bus = new LocalBus();
  const stream = new LaneStream(stores);
  const start = (rebuild: string | null = null) =>
    startStatusProjector({
      ...{ service: 'status-projector', databaseUrl: own.url, bus, stream, kafka: null },
      ...{ masterKey, rebuild },
      transport: bus.server('status-projector'),
      logger: createLogger({ level: 'silent' }),
    });
  const made = await Promise.all(feedSources.map(async (source) => [source, await vaultOf(stores[source])] as const));
  const vaults = Object.fromEntries(made) as Record<FeedSource, Vault>;
  const owners = await Promise.all(
    feedSources.map((source) => answerKeys(bus, source, (subjects) => vaults[source].wrappedKeys(subjects))),
  );
  let service = await start();
  const appended = new Map<string, Position>();
  const send: RunningProjector['send'] = (definition, request) => bus.call(definition, request, callContext());
  return {
    get service() {
      return service;
    },
    databaseUrl: own.url,
    stores,
    vaults,
    send,
    append: async (streamId, ...events) => {
      const position = await append(stores, streamId, events);
      appended.set(`${position.service}/${position.lane}`, position);
      return position;
    },
    caughtUp: async () => {
      const positions = [...appended.values()];
      const call = commonCalls['status-projector'].AwaitApplied;
      const reply = await bus.call(call, { positions, pod: false }, callContext());
      if (!reply.ok || !reply.value.applied) throw new Error('The projector did not catch up.');
    },
    value: async (definition, request) => {
      const reply = await send(definition, request);
      if (!reply.ok) throw new Error(`${definition.name} was refused: ${JSON.stringify(reply.refusal)}`);
      return reply.value;
    },
    rows: async <R extends object>(sql: string, values?: unknown[]) =>
      (await service.store.pool.query<R>(sql, values)).rows,
    restart: async (rebuild) => {
      await service.close();
      service = await start(rebuild);
    },
    close: async () => {
      await service.close();
      await Promise.all(owners.map((owner) => owner.close()));
      await stream.close();
      await bus.close();
      await Promise.all(Object.values(stores).map((store) => store.close()));
      await Promise.all([own, ...databases].map((database) => database.drop()));
    },
  };
}

const masterKey = Buffer.alloc(32, 7);

const vaultOf = (store: EventStore): Promise<Vault> =>
  Vault.open({ masterKey, service: store.service, pool: store.pool, fetchKeys: () => Promise.resolve([]) });

async function openStore(service: Service, url: string): Promise<EventStore> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations: [...eventStoreMigrations, ...vaultMigrations],
  });
  await dataSource.initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
  return EventStore.open({ url, service });
}

async function append(
  stores: Record<FeedSource, EventStore>,
  streamId: string,
  events: readonly TestEvent[],
): Promise<Position> {
  const [first, ...rest] = events;
  if (!first) throw new Error('nothing to append');
  const made = (event: TestEvent) => ({
    ...{ type: event.type, schemaVersion: event.schemaVersion, data: event.data },
    metadata: {
      ...{ eventId: newUuid(), time: new Date().toISOString(), actor: { kind: 'key', id: 'k1' } as const },
      ...({ via: 'native', authorId: event.authorId, requestId: 'r', correlationId: 'c', causationId: null } as const),
    },
  });
  const store = stores[first.owner];
  const outcome = await store.append({
    ...{ streamId, expectedVersion: 'any', commandId: newUuid() },
    events: [made(first), ...rest.map(made)],
  });
  if (outcome.kind !== 'appended') throw new Error(`not appended: ${outcome.kind}`);
  const { lane, epoch, position } = outcome;
  return { service: store.service, lane, epoch, position };
}

const callContext = (): CallContext => ({
  ...{ commandId: newUuid(), requestId: newUuid(), correlationId: newUuid(), causationId: null },
  ...{ actor: { kind: 'system', id: 'test' }, via: 'system', authorId: null, scopes, address: null },
  deadline: Date.now() + 10_000,
});
