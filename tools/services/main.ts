// `npm run services`: the product as separate processes on this machine, each with a database of its own, a real Kafka between them, RPC over
// TCP with mutual TLS. PostgreSQL is embedded unless LICET_DATABASE_URL is set, Kafka is started from jars unless LICET_KAFKA_BROKERS is.
//   --pods activations=2   processes of one service; one of each without it
import { TcpBus, ensureCertificates } from '@licet/command-bus';
import { type Service, services } from '@licet/contracts';
import { createTopics } from '@licet/event-stream';
import { databaseOf, firstRun, startEmbedded } from '@licet/platform';
import {
  type LicetConfig,
  createLogger,
  kafkaOptionsOf,
  loadConfig,
  masterKeyOf,
  peersSetting,
  runUntilSignal,
} from '@licet/service-kit';
import { freePort, startKafka } from '@licet/testing';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Pod } from './pod.ts';
import { portOfGateway } from './port-of-gateway.ts';

const { values: flags } = parseArgs({ options: { pods: { type: 'string', multiple: true, default: [] } } });
const podsOf = (service: Service): number =>
  Number(flags.pods.find((flag) => flag.startsWith(`${service}=`))?.slice(service.length + 1) ?? 1);

await runUntilSignal(async () => {
  const settings = loadConfig();
  const config = { ...settings, port: await portOfGateway(settings) };
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

    const peers = Object.fromEntries(
      await Promise.all(services.map(async (service) => [service, await addresses(podsOf(service))] as const)),
    ) as Record<Service, string[]>;
    const shared = {
      LICET_DATA_DIR: config.dataDir,
      LICET_KAFKA_BROKERS: kafkaBrokers.join(','),
      LICET_MASTER_KEY: masterKey.toString('base64'),
      LICET_TLS_DIR: config.rpc.tlsDir,
      LICET_LOG_LEVEL: config.logLevel,
      ...Object.fromEntries(services.map((service) => [peersSetting(service), peers[service].join(',')])),
    };

    const pods: Pod[] = [];
    stops.push(() => Promise.all(pods.map((pod) => pod.stop())));
    const start = async (name: string, environment: Record<string, string>, port: number) => {
      const pod = new Pod(name, { ...shared, ...environment, LICET_PORT: String(port) }, () => void record());
      pods.push(pod);
      await pod.ready(`http://127.0.0.1:${port}/healthz`);
    };
    const record = () => recordParts(config.dataDir, pods);

    await Promise.all(
      services.map(async (service) => {
        const databaseUrl = await databaseOf(service, adminUrl);
        const startPod = async (address: string) => {
          const rpcPort = address.slice(address.lastIndexOf(':') + 1);
          await start(service, { LICET_DATABASE_URL: databaseUrl, LICET_RPC_PORT: rpcPort }, await freePort());
        };
        await Promise.all(peers[service].map(startPod));
      }),
    );
    await start('gateway', { LICET_HOST: config.host }, config.port);
    await record();

    const url = `http://${config.host}:${config.port}`;
    const bus = new TcpBus({ peers, tls });
    await firstRun({ bus, dataDir: config.dataDir, baseUrl: url, apiUrl: url }).finally(() => bus.close());
    process.stdout.write(
      `\n  Licet is ready at ${url}: ${pods.map(({ name }) => name).join(', ')}\n  Try             npm run demo\n  Stop            Ctrl-C; everything is kept\n\n`,
    );
    return close;
  } catch (error) {
    await close();
    throw error;
  }
});

function addresses(count: number): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, async () => `127.0.0.1:${await freePort()}`));
}

/** Who runs where, for whoever wants to look at a part or to end one. */
function recordParts(dataDir: string, pods: readonly Pod[]): Promise<void> {
  const parts = pods.map(({ name, pid, rpcPort }) => ({ name, pid, rpcPort }));
  return writeFile(join(dataDir, 'services.json'), JSON.stringify(parts));
}

async function postgres(config: LicetConfig, stops: (() => Promise<unknown>)[]): Promise<string> {
  const server = await startEmbedded(config);
  stops.push(() => server.stop());
  return server.url;
}

async function kafka({ dataDir }: LicetConfig, stops: (() => Promise<unknown>)[]): Promise<string[]> {
  const broker = await startKafka({ dataDir: join(dataDir, 'kafka') });
  stops.push(() => broker.stop());
  return broker.brokers;
}
