import type { KafkaOptions } from '@licet/event-stream';
import type { Logger } from 'pino';
import type { LicetConfig } from './load-config.ts';

/** How to reach Kafka, or null where no brokers are configured. */
export const kafkaOptionsOf = (
  { kafkaBrokers }: Pick<LicetConfig, 'kafkaBrokers'>,
  clientId: string,
  logger: Logger,
): KafkaOptions | null => kafkaBrokers && { brokers: kafkaBrokers, clientId, logger };
