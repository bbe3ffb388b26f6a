// `npm run services`: the product as separate processes on this machine, each with a database of its own, a real Kafka between them, RPC over
// TCP with mutual TLS. PostgreSQL is embedded unless LICET_DATABASE_URL is set, Kafka is started from jars unless LICET_KAFKA_BROKERS is.
import { TcpBus, ensureCertificates } from '@licet/command-bus';
import { type Service, services } from '@licet/contracts';
import { ensureDatabase, startPostgres } from '@licet/embedded-postgres';
import { createTopics } from '@licet/event-stream';
import { firstRun } from '@licet/platform';
import {
  type LicetConfig,
  createLogger,
  databaseNameOf,
  kafkaOptionsOf,
  loadConfig,
  masterKeyOf,
  peersSetting,
  runUntilSignal,
} from '@licet/service-kit';
import { freePort, startKafka } from '@licet/testing';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Pod } from './pod.ts';

await runUntilSignal(async () => {
  const config = loadConfig();
  const logger = createLogger({ level: config.logLevel });
  const stops: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
  };
  try {
    const masterKey = await masterKeyOf(config, logger);
    const adminUrl = config.databaseUrl ?? (await postgres(config, stops));
    const kafkaBrokers = config.kafkaBrokers ?? (await kafka(config, stops));
    await createTopics(kafkaOptionsOf({ kafkaBrokers }, 'topics', logger)!);
    const tls = await ensureCertificates(config.rpc.tlsDir, [...services, 'gateway', 'first-run']);

    const ports = Object.fromEntries(
      await Promise.all(services.map(async (service) => [service, await freePort()] as const)),
    ) as Record<Service, number>;
    const peers = Object.fromEntries(services.map((service) => [service, [`127.0.0.1:${ports[service]}`]])) as Record<
      Service,
      string[]
    >;
    const shared = {
      LICET_DATA_DIR: config.dataDir,
      LICET_KAFKA_BROKERS: kafkaBrokers.join(','),
      LICET_MASTER_KEY: masterKey.toString('base64'),
      LICET_TLS_DIR: config.rpc.tlsDir,
      LICET_LOG_LEVEL: config.logLevel,
      ...Object.fromEntries(services.map((service) => [peersSetting(service), peers[service].join(',')])),
    };

    const pods: Pod[] = [];
    const start = async (name: string, environment: Record<string, string>, port: number) => {
      const pod = new Pod(name, { ...shared, ...environment, LICET_PORT: String(port) }, () => void recordPids());
      stops.push(() => pod.stop());
      pods.push(pod);
      await pod.ready(`http://${config.host}:${port}/healthz`);
    };
    const recordPids = () =>
      writeFile(
        join(config.dataDir, 'services.json'),
        JSON.stringify(Object.fromEntries(pods.map(({ name, pid }) => [name, pid]))),
      );

    await Promise.all(
      services.map(async (service) => {
        const databaseUrl = await ensureDatabase(adminUrl, databaseNameOf(service));
        await start(
          service,
          { LICET_DATABASE_URL: databaseUrl, LICET_RPC_PORT: String(ports[service]) },
          await freePort(),
        );
      }),
    );
    await start('gateway', { LICET_HOST: config.host }, config.port);
    await recordPids();

    const url = `http://${config.host}:${config.port}`;
    const bus = new TcpBus({ peers, tls });
    await firstRun(bus, config.dataDir, url).finally(() => bus.close());
    process.stdout.write(
      `\n  Licet is ready at ${url}: ${pods.map(({ name }) => name).join(', ')}\n  Try             npm run demo\n  Stop            Ctrl-C; everything is kept\n\n`,
    );
    return close;
  } catch (error) {
    await close();
    throw error;
  }
});

async function postgres({ dataDir }: LicetConfig, stops: (() => Promise<unknown>)[]): Promise<string> {
  const server = await startPostgres({ dataDir: join(dataDir, 'postgres') });
  stops.push(() => server.stop());
  return server.url;
}

async function kafka({ dataDir }: LicetConfig, stops: (() => Promise<unknown>)[]): Promise<string[]> {
  const broker = await startKafka({ dataDir: join(dataDir, 'kafka') });
  stops.push(() => broker.stop());
  return broker.brokers;
}
