import type { KafkaConfig } from 'kafkajs';
import type { Logger } from 'pino';

/** How to reach Kafka. */
export interface KafkaOptions {
  /** `host:port` of the brokers to begin with. */
  brokers: readonly string[];
  /** Name in the broker's logs and quotas; `licet` when not given. */
  clientId?: string;
  /** Stands before the names of all topics and groups, where several installations share a cluster; empty when not given. */
  prefix?: string;
  /** TLS: `true`, or certificate authorities and the client's certificate. */
  ssl?: NonNullable<KafkaConfig['ssl']>;
  sasl?: NonNullable<KafkaConfig['sasl']>;
  logger: Logger;
}
