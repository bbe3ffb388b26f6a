import type { CommandBus } from '@licet/command-bus';
import type { Service } from '@licet/contracts';
import type { EventStore, MigrationClass } from '@licet/event-store';
import type { EventStream, KafkaOptions } from '@licet/event-stream';
import type { Vault } from '@licet/vault';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { Logger } from 'pino';
import type { DynamicModule } from '@nestjs/common';
import type { DataSource, DataSourceOptions } from 'typeorm';
import type { OutgoingRules } from '../outgoing/outgoing-caller.ts';
import type { ConsumerRegistry } from './consumer-registry.ts';

export type { Logger } from 'pino';

/** What a service is started with. The platform makes one per service over shared adapters, a pod makes its own. */
export interface ServiceHost {
  service: Service;
  /** The service's own database; created when it is missing and the server lets us. */
  databaseUrl: string;
  bus: CommandBus;
  stream: EventStream;
  /** 32 bytes, the same in all services. */
  masterKey: Buffer;
  /** Null: nothing is published, streams read the lanes. */
  kafka: KafkaOptions | null;
  transport: CustomTransportStrategy;
  /** What calls to servers of others obey; absent: public addresses only. */
  outgoing?: OutgoingRules;
  /** Read models are made anew once for each word; absent or null: as they are. */
  rebuild?: string | null;
  logger: Logger;
}

/** What the module of a service is made of. */
export interface ServiceResources {
  host: ServiceHost;
  store: EventStore;
  /** The service's own record, read from its database whether Kafka is there or not. */
  own: EventStream;
  vault: Vault;
  dataSource: DataSource;
  /** Whatever is added here is started, stopped, waited for by the fence and by readiness. */
  consumers: ConsumerRegistry;
}

/** What a service is. */
export interface ServiceDefinition {
  /** The service's own; they run after those of the libraries. */
  migrations: MigrationClass[];
  module: (resources: ServiceResources) => DynamicModule;
  /** Entities of `resources.dataSource`. */
  entities?: NonNullable<DataSourceOptions['entities']>;
}

export interface RunningService {
  service: Service;
  store: EventStore;
  /** True once consumers have reached what the sources named at start, and while the database answers with the right time. */
  ready(): Promise<boolean>;
  /** Ends calls under way, consumers and relay, then closes the database. */
  close(): Promise<void>;
}
