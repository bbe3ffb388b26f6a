export * from './eventually.ts';
export * from './free-port.ts';
export * from './given.ts';
export * from './kafka/kafka-for-tests.ts';
export { type KafkaBroker, startKafka } from './kafka/start-kafka.ts';
export { kafkaKind, type KafkaKind } from './kafka/kafka-kind.ts';
export * from './running-platform.ts';
export * from './test-database.ts';
export * from './test-caller.ts';
