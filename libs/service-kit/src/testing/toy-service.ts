import { Handles } from '@licet/command-bus';
import { type CallContext, CreateAuthor, newUuid, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Consumer } from '@licet/event-stream';
import { Controller, type DynamicModule, Inject, Module } from '@nestjs/common';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { startService } from '../service/start-service.ts';
import type { RunningService, ServiceHost, ServiceResources } from '../service/service-host.ts';

const resourcesToken = Symbol('resources');

@Controller()
class ToyController {
  readonly #resources: ServiceResources;

  constructor(@Inject(resourcesToken) resources: ServiceResources) {
    this.#resources = resources;
  }

  /** Appends one event, and answers with where. */
  @Handles(CreateAuthor)
  async createAuthor(
    { name, mode }: RequestOf<typeof CreateAuthor>,
    { commandId, requestId, correlationId, actor, via }: CallContext,
  ): Promise<ReplyOf<typeof CreateAuthor>> {
    const { store } = this.#resources;
    const authorId = await store.nextNumber('author');
    const outcome = await store.append({
      streamId: `author-${authorId}`,
      expectedVersion: 0,
      commandId,
      events: [
        {
          type: 'AuthorCreated',
          schemaVersion: 1,
          data: { name, mode },
          metadata: {
            eventId: newUuid(),
            time: new Date().toISOString(),
            actor,
            via,
            authorId,
            requestId,
            correlationId,
            causationId: null,
          },
        },
      ],
    });
    if (outcome.kind !== 'appended') throw new Error(outcome.kind);
    const { lane, epoch, position } = outcome;
    const value = { authorId, uuid: newUuid(), dnaClientId: '', ipVendorId: '' };
    return { ok: true, value, positions: [{ service: store.service, lane, epoch, position }] };
  }
}

@Module({})
class ToyModule {
  static with(resources: ServiceResources): DynamicModule {
    return {
      module: ToyModule,
      controllers: [ToyController],
      providers: [{ provide: resourcesToken, useValue: resources }],
    };
  }
}

/** A source of events: answers `CreateAuthor`. */
export const startSource = (host: ServiceHost): Promise<RunningService> =>
  startService(host, { migrations: [], module: (resources) => ToyModule.with(resources) });

class CreateTaken implements MigrationInterface {
  readonly name = 'toy_taken1000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table taken (at timestamptz not null default now())');
  }

  down(): Promise<void> {
    return Promise.resolve();
  }
}

@Module({})
class NothingModule {}

/** Follows `customers`, with a row in the table `taken` per event; each delivery waits for `hold`. */
export const startFollower = (host: ServiceHost, hold: () => Promise<void>): Promise<RunningService> =>
  startService(host, {
    migrations: [CreateTaken],
    module: ({ store, consumers }) => {
      const consumer = new Consumer({
        name: 'toy',
        source: 'customers',
        stream: host.stream,
        pool: store.pool,
        handle: async (events, tx) => {
          await hold();
          await tx.query('insert into taken select from generate_series(1, $1)', [events.length]);
        },
        failure: 'halt',
        logger: host.logger,
      });
      consumers.add(consumer);
      return { module: NothingModule };
    },
  });
