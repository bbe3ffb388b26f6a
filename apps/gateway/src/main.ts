import { TcpBus, ensureCertificates } from '@licet/command-bus';
import { commonCalls, type Service, services } from '@licet/contracts';
import { KafkaStream } from '@licet/event-stream';
import { createLogger, kafkaOptionsOf, loadConfig, runUntilSignal, systemContext } from '@licet/service-kit';
import { startGateway } from './index.ts';

/** The gateway as a pod of its own: services are reached over TCP with mutual TLS. */
await runUntilSignal(async () => {
  const config = loadConfig();
  const logger = createLogger({ level: config.logLevel, service: 'gateway' });
  const tls = await ensureCertificates(config.rpc.tlsDir, ['gateway']);
  const bus = new TcpBus({ peers: config.rpc.peers, tls });

  // Ready once every service has answered; one that goes away later concerns only what needs it. [design 1.6]
  const silent = new Set<Service>(services);
  const health = async () => {
    await Promise.all(
      [...silent].map(async (service) => {
        const { ok } = await bus.call(commonCalls[service].Heads, {}, systemContext(service, 1000));
        if (ok) silent.delete(service);
      }),
    );
    return silent.size === 0;
  };

  const kafka = kafkaOptionsOf(config, 'gateway', logger);
  const stream = kafka && new KafkaStream(kafka);
  const gateway = await startGateway({ config, bus, logger, health, ...(stream && { stream }) });
  logger.info({ url: gateway.url }, 'The gateway listens.');
  return async () => {
    await gateway.close();
    await stream?.close();
    await bus.close();
  };
});
