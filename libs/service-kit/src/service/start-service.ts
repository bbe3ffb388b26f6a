import 'reflect-metadata';
import { EventStore, eventStoreMigrations } from '@licet/event-store';
import { LaneStream, eventStreamMigrations } from '@licet/event-stream';
import { Vault, vaultMigrations } from '@licet/vault';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import type { Service } from '@licet/contracts';
import { prepareDatabase } from '../database/prepare-database.ts';
import { Closers } from '../lifecycle/closers.ts';
import { StartError } from '../lifecycle/start-error.ts';
import { nestLogger } from '../logging/nest-logger.ts';
import { commonModule } from './common-module.ts';
import { ConsumerRegistry } from './consumer-registry.ts';
import { fetchKeysOver } from './fetch-keys.ts';
import { Readiness } from './readiness.ts';
import { startRelay } from './start-relay.ts';
import type { RunningService, ServiceDefinition, ServiceHost, ServiceResources } from './service-host.ts';

/**
 * Opens database (created and migrated when need be), store, vault and Nest microservice, then starts consumers and relay in the
 * background. When it returns, calls are answered; `ready` tells when the service has caught up. Throws `StartError` with one clear line
 * when the database cannot be reached. What was opened is closed again when a later part fails.
 */
export async function startService(host: ServiceHost, definition: ServiceDefinition): Promise<RunningService> {
  const closers = new Closers(host.logger);
  try {
    const resources = await openResources(host, definition, closers);
    const { store, consumers } = resources;
    closers.add('consumers', () => consumers.stop());
    const app = await NestFactory.createMicroservice(rootModule(resources, definition), {
      strategy: host.transport,
      logger: nestLogger(host.logger),
      abortOnError: false,
    });
    if (host.kafka) await startRelay(store, host.kafka, host.logger, closers);
    closers.add('calls', () => app.close());
    await app.listen();
    consumers.start();

    const readiness = new Readiness(resources);
    closers.add('readiness', () => {
      readiness.stop();
    });
    void readiness.catchUp();
    return { service: host.service, store, ready: () => readiness.ready(), close: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw asStartError(host.service, error);
  }
}

async function openResources(
  host: ServiceHost,
  { migrations, entities }: ServiceDefinition,
  closers: Closers,
): Promise<ServiceResources> {
  const { service, databaseUrl, bus, masterKey, logger } = host;
  await prepareDatabase(service, databaseUrl, [
    eventStoreMigrations,
    eventStreamMigrations,
    vaultMigrations,
    migrations,
  ]);
  const store = await EventStore.open({ url: databaseUrl, service, logger });
  closers.add('store', () => store.close());
  const own = new LaneStream({ [service]: store }, { logger });
  closers.add('own record', () => own.close());
  const vault = await Vault.open({ masterKey, service, pool: store.pool, fetchKeys: fetchKeysOver(bus, service) });
  const dataSource = new DataSource({ type: 'postgres', url: databaseUrl, entities: entities ?? [], poolSize: 4 });
  await dataSource.initialize();
  closers.add('read models', () => dataSource.destroy());
  return { host, store, own, vault, dataSource, consumers: new ConsumerRegistry(logger) };
}

const rootModule = (resources: ServiceResources, { module }: ServiceDefinition): DynamicModule => ({
  module: ServiceRoot,
  imports: [commonModule(resources), module(resources)],
});

@Module({})
class ServiceRoot {}

/** What whoever operates the service can mend, in one line; the rest as it is. */
function asStartError(service: Service, error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'WRONG_MASTER_KEY') return error;
  return new StartError(
    `The database of ${service} was set up with another master key: set LICET_MASTER_KEY to that one, or restore the file master-key in LICET_DATA_DIR.`,
    { cause: error },
  );
}
