import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import type { Logger } from 'pino';
import type { KafkaOptions } from './kafka-options.ts';

/**
 * A client that gives up after some seconds, so that whoever uses it can stop; everybody who uses it tries again. kafkajs reports
 * ordinary life (a rebalance, a broker that restarts) as errors: only what needs a person stays above debug.
 */
export const kafkaClient = (
  { brokers, clientId = 'licet', ssl, sasl, logger }: KafkaOptions,
  { retries = 5 }: { retries?: number } = {},
): Kafka =>
  new Kafka({
    brokers: [...brokers],
    clientId,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: 3000,
    requestTimeout: 30_000,
    retry: { retries, initialRetryTime: 100, maxRetryTime: 1000, factor: 0.2, multiplier: 2 },
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => {
      write(logger, entry);
    },
  });

const needsPerson = /SASL|authenti|authoriz|certificate|self.signed|MESSAGE_TOO_LARGE|too large|Offset out of range/i;

function write(logger: Logger, { level, namespace, log }: LogEntry): void {
  const { message, error } = log as { message: string; error?: unknown };
  const text = `${message} ${typeof error === 'string' ? error : ''}`.trim();
  const loud = level <= logLevel.WARN && needsPerson.test(text);
  logger[loud ? 'warn' : 'debug']({ namespace }, `kafka: ${text}`);
}

/** Name of a topic or group in the cluster. */
export const qualified = ({ prefix = '' }: Pick<KafkaOptions, 'prefix'>, name: string): string => `${prefix}${name}`;
