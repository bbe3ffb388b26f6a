export {
  type Delivered,
  type EventStream,
  type Place,
  type SubscribeOptions,
  type Subscription,
} from './event-stream.ts';
export { LaneStream, type LaneStreamOptions } from './lanes/lane-stream.ts';
export { type LaneSource } from './lanes/lane-source.ts';
export { Consumer } from './consumer/consumer.ts';
export { type ConsumerOptions, concerning } from './consumer/consumer-options.ts';
export { isTransient, LaneStopped } from './consumer/errors.ts';
export { type HaltedLane } from './consumer/lane-health.ts';
export { parkedEvents, type ParkedEvent } from './consumer/parked-events.ts';
export { Replica, type ReplicaOptions } from './replica.ts';
export { eventStreamMigrations } from './migrations.ts';
export { type KafkaOptions } from './kafka/kafka-options.ts';
export { KafkaStream } from './kafka/kafka-stream.ts';
export { createTopics, publicTopics, topicConfigs } from './kafka/topics.ts';
export { Relay, type RelayOptions } from './relay/relay.ts';
export { inTransaction } from './consumer/transaction.ts';
export { keepAwake } from './consumer/keep-awake.ts';
