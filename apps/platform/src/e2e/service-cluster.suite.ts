import { startActivations } from '@licet/activations';
import { LocalBus } from '@licet/command-bus';
import { type Service, newUuid } from '@licet/contracts';
import { startCustomers } from '@licet/customers';
import { EventStore } from '@licet/event-store';
import { LaneStream } from '@licet/event-stream';
import { startLicenses } from '@licet/licenses';
import { type RunningService, type ServiceHost, createLogger } from '@licet/service-kit';
import { startStatusProjector } from '@licet/status-projector';
import { TestCaller, type TestDatabase, createTestDatabase } from '@licet/testing';

/** Every service over real databases in this process, of `licenses` as many instances as a test wants, by a calendar of its own. */
export class ServiceCluster {
  readonly bus = new LocalBus();
  readonly caller = new TestCaller(this.bus);
  readonly stores: Partial<Record<Service, EventStore>> = {};
  /** What `licenses` takes for the present time. */
  now = new Date();
  readonly #stream = new LaneStream(this.stores);
  readonly #databases: Partial<Record<Service, TestDatabase>> = {};
  readonly #others: RunningService[] = [];
  #licenses: { service: RunningService; bus: LocalBus | undefined }[] = [];

  static async start(): Promise<ServiceCluster> {
    const cluster = new ServiceCluster();
    const starters = {
      customers: startCustomers,
      activations: startActivations,
      'status-projector': startStatusProjector,
    };
    for (const [service, start] of Object.entries(starters) as [Service, typeof startCustomers][]) {
      const running = await start(await cluster.#hostOf(service, cluster.bus));
      cluster.stores[service] = running.store;
      cluster.#others.push(running);
    }
    return cluster;
  }

  /** Starts so many instances at once, over one database; the first answers calls. */
  async startLicenses(instances: number): Promise<void> {
    const clock = { now: () => this.now };
    this.#licenses = await Promise.all(
      Array.from({ length: instances }, async (_, i) => {
        const bus = i === 0 ? undefined : new LocalBus();
        const host = await this.#hostOf('licenses', bus ?? this.bus);
        return { service: await startLicenses(host, { clock }), bus };
      }),
    );
    // The others read by a connection of their own, as they would between processes.
    this.stores.licenses ??= await EventStore.open({ url: this.#databases.licenses!.url, service: 'licenses' });
  }

  async stopLicenses(): Promise<void> {
    for (const { service, bus } of this.#licenses) {
      await service.close();
      await bus?.close();
    }
    this.#licenses = [];
  }

  /** Writes into the record of `licenses`, as a process that has died since. */
  async record(streamId: string, expectedVersion: number, type: string, data: unknown): Promise<void> {
    const id = newUuid();
    const metadata = {
      ...{ eventId: id, time: new Date().toISOString(), actor: { kind: 'system' as const, id: 'licenses' } },
      ...{ via: 'system' as const, authorId: null, requestId: id, correlationId: id, causationId: null },
    };
    const events = [{ type, schemaVersion: 1, data, metadata }] as const;
    await this.stores.licenses!.append({ streamId, expectedVersion, commandId: id, events });
  }

  async rows<R extends object>(service: Service, sql: string, values: unknown[] = []): Promise<R[]> {
    return (await this.stores[service]!.pool.query<R>(sql, values)).rows;
  }

  async destroy(): Promise<void> {
    await this.stopLicenses();
    for (const service of this.#others.reverse()) await service.close();
    await this.#stream.close();
    await this.stores.licenses?.close();
    await this.bus.close();
    await Promise.all(Object.values(this.#databases).map((database) => database.drop()));
  }

  /** All calls go by the one bus, whoever makes them. */
  async #hostOf(service: Service, answeringOn: LocalBus): Promise<ServiceHost> {
    const database = (this.#databases[service] ??= await createTestDatabase());
    return {
      ...{ service, databaseUrl: database.url, bus: this.bus, stream: this.#stream, kafka: null },
      ...{ transport: answeringOn.server(service), masterKey: Buffer.alloc(32, 7) },
      logger: createLogger({ level: 'silent' }),
    };
  }
}
