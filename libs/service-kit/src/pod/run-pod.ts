import { ensureCertificates, TcpBus, tcpServer } from '@licet/command-bus';
import type { Service } from '@licet/contracts';
import { KafkaStream } from '@licet/event-stream';
import type { Logger } from 'pino';
import { ConfigError } from '../config/config-error.ts';
import { kafkaOptionsOf } from '../config/kafka-options.ts';
import { type LicetConfig, loadConfig } from '../config/load-config.ts';
import { masterKeyOf } from '../config/master-key.ts';
import { Closers } from '../lifecycle/closers.ts';
import { runUntilSignal } from '../lifecycle/run-until-signal.ts';
import { createLogger } from '../logging/create-logger.ts';
import type { RunningService, ServiceHost } from '../service/service-host.ts';
import { startHealthServer } from './start-health-server.ts';

type Starter = (host: ServiceHost) => Promise<RunningService>;

/**
 * Runs one service as a process of its own until a signal ends it: PostgreSQL and Kafka from the environment, calls over TCP with mutual
 * TLS, health and metrics on `LICET_PORT`.
 */
export const runPod = (service: Service, start: Starter): Promise<void> =>
  runUntilSignal(() => {
    const config = loadConfig();
    return startPod(service, start, config, createLogger({ level: config.logLevel, service }));
  });

/** Resolves with what closes the pod, once calls are answered; `/readyz` says when it has caught up. */
export async function startPod(
  service: Service,
  start: Starter,
  config: LicetConfig,
  logger: Logger,
): Promise<() => Promise<void>> {
  const closers = new Closers(logger);
  try {
    const pod: { service?: RunningService } = {};
    const health = await startHealthServer({ ...config, logger }, async () => (await pod.service?.ready()) ?? false);
    closers.add('health', () => health.close());
    const host = await hostOf(service, config, logger, closers);
    const running = await start(host);
    closers.add('service', () => running.close());
    pod.service = running;
    logger.info({ health: health.url, calls: `${config.rpc.host}:${config.rpc.port}` }, 'The service answers.');
    return () => closers.close();
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function hostOf(service: Service, config: LicetConfig, logger: Logger, closers: Closers): Promise<ServiceHost> {
  const { databaseUrl, rpc } = config;
  const kafka = kafkaOptionsOf(config, service, logger);
  if (!databaseUrl) throw missing('LICET_DATABASE_URL', 'a PostgreSQL address');
  if (!kafka) throw missing('LICET_KAFKA_BROKERS', 'the brokers of Kafka');
  const masterKey = await masterKeyOf(config, logger);
  const tls = await ensureCertificates(rpc.tlsDir, [service]);
  const bus = new TcpBus({ peers: rpc.peers, tls });
  closers.add('bus', () => bus.close());
  const stream = new KafkaStream(kafka);
  closers.add('stream', () => stream.close());
  const transport = tcpServer({ host: rpc.host, port: rpc.port, tls, service });
  const { rebuild } = config;
  const outgoing = { networks: config.outgoingNetworks };
  return { service, databaseUrl, bus, stream, masterKey, kafka, transport, outgoing, rebuild, logger };
}

const missing = (name: string, what: string): ConfigError =>
  new ConfigError(`${name} is not set, but a service in a process of its own needs it: set it to ${what}.`);
