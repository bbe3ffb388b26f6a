import { startActivations } from '@licet/activations';
import { LocalBus } from '@licet/command-bus';
import { type Service, services } from '@licet/contracts';
import { startCustomers } from '@licet/customers';
import type { EventStore } from '@licet/event-store';
import { createTopics, type EventStream, type KafkaOptions, KafkaStream, LaneStream } from '@licet/event-stream';
import { startGateway } from '@licet/gateway';
import { startLicenses } from '@licet/licenses';
import {
  type LicetConfig,
  type Logger,
  type RunningService,
  type ServiceHost,
  kafkaOptionsOf,
  keepTrying,
  masterKeyOf,
  stopSignal,
} from '@licet/service-kit';
import { startStatusProjector } from '@licet/status-projector';
import { databaseOf, startEmbedded } from './database.ts';
import type { FirstRun } from './first-run/first-run-file.ts';
import { firstRun } from './first-run/first-run.ts';

const starters: Record<Service, (host: ServiceHost) => Promise<RunningService>> = {
  customers: startCustomers,
  licenses: startLicenses,
  activations: startActivations,
  'status-projector': startStatusProjector,
};

export interface Platform {
  /** Where the gateway listens. */
  url: string;
  firstRun: FirstRun;
  close: () => Promise<void>;
}

/**
 * The whole product in one process: PostgreSQL (embedded unless `databaseUrl` is set), every service with a database of its own, the
 * gateway in front. Events travel over the lanes, or over Kafka where brokers are configured. [design 11]
 *
 * Whatever was started is stopped again when a later part fails, and on `close`, in reverse order.
 */
export async function startPlatform(config: LicetConfig, logger: Logger): Promise<Platform> {
  const stops: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
  };
  try {
    const masterKey = await masterKeyOf(config, logger);
    const adminUrl = config.databaseUrl ?? (await embedded(config, logger, stops));
    const kafka = kafkaOptionsOf(config, 'platform', logger);
    const stores: Partial<Record<Service, EventStore>> = {};
    const bus = new LocalBus();
    stops.push(() => bus.close());
    const stream: EventStream = kafka ? new KafkaStream(kafka) : new LaneStream(stores);
    if (kafka) stops.push(keepCreatingTopics(kafka, logger));
    stops.push(() => stream.close());

    const running: RunningService[] = [];
    for (const service of services) {
      const log = logger.child({ service });
      const databaseUrl = await databaseOf(service, adminUrl);
      const transport = bus.server(service);
      const started = await starters[service]({
        service,
        databaseUrl,
        bus,
        stream,
        masterKey,
        kafka,
        transport,
        outgoing: { networks: config.outgoingNetworks },
        rebuild: config.rebuild,
        logger: log,
      });
      stores[service] = started.store;
      running.push(started);
      stops.push(() => started.close());
    }

    const health = async () => (await Promise.all(running.map((service) => service.ready()))).every(Boolean);
    const log = logger.child({ service: 'gateway' });
    const gateway = await startGateway({ config, bus, stream, logger: log, health });
    stops.push(() => gateway.close());
    const { url } = gateway;
    const start = { bus, dataDir: config.dataDir, baseUrl: url, apiUrl: url };
    return { url, firstRun: await quietly(log, () => firstRun(start)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the first start asks of its own gateway is no news: whoever starts the product reads where it is, not nine requests. */
async function quietly<T>(logger: Logger, work: () => Promise<T>): Promise<T> {
  const { level } = logger;
  if (level === 'info') logger.level = 'warn';
  try {
    return await work();
  } finally {
    logger.level = level;
  }
}

async function embedded(config: LicetConfig, logger: Logger, stops: (() => Promise<unknown>)[]): Promise<string> {
  const postgres = await startEmbedded(config, logger);
  stops.push(() => postgres.stop());
  return postgres.url;
}

/** Makes the topics when Kafka is there: its absence stops nobody from activating. Answers with what ends the attempts. [design 1.6] */
function keepCreatingTopics(kafka: KafkaOptions, logger: Logger): () => Promise<unknown> {
  const stopping = stopSignal();
  let told = false;
  const done = keepTrying(
    () => createTopics(kafka, stopping.signal),
    stopping.signal,
    (err, pause) => {
      const level = told ? 'debug' : 'warn';
      logger[level]({ err, pause }, 'Kafka has no topics of ours yet; events stay in the record until it has.');
      told = true;
    },
  );
  return () => {
    stopping.abort();
    return done;
  };
}
