import { randomUUID } from 'node:crypto';
import { domainTopic } from '@licet/contracts';
import type { Consumer, Kafka } from 'kafkajs';
import type { SubscribeOptions, Subscription } from '../event-stream.ts';
import { atMost, Backoff, Bell, pause, stopSignal, unlessAborted } from '../waiting.ts';
import { HeldLanes, heartbeatEvery } from './held-lanes.ts';
import { qualified } from './kafka-client.ts';
import type { KafkaOptions } from './kafka-options.ts';

/** Longest wait for a good end; a broker that is away must not keep a process from stopping. Milliseconds. */
const stopPatience = 5000;

/**
 * One consumer of a domain topic. The place in each partition comes from the subscriber whenever a partition is taken over; committed
 * offsets only show the progress to the outside (lag monitors, scaling).
 */
export class KafkaSubscription implements Subscription {
  private readonly topic: string;
  private readonly lanes: HeldLanes;
  private readonly stopping = stopSignal();
  private readonly crashed = new Bell();
  private readonly running: Promise<void>;

  constructor(
    private readonly client: Kafka,
    private readonly kafka: KafkaOptions,
    private readonly options: SubscribeOptions,
  ) {
    this.topic = qualified(kafka, domainTopic(options.source));
    this.lanes = new HeldLanes(this.topic, options, kafka.logger, this.stopping.signal);
    this.running = this.keepRunning();
  }

  owns(lane: number): boolean {
    return this.lanes.owns(lane);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await atMost(stopPatience, this.running);
    await this.lanes.delivered();
  }

  /** Runs a consumer until it crashes or is stopped, and then the next one. */
  private async keepRunning(): Promise<void> {
    const { signal } = this.stopping;
    const backoff = new Backoff();
    while (!signal.aborted) {
      const consumer = this.newConsumer();
      this.lanes.attach(consumer);
      let reached = false;
      try {
        const crash = this.crashed.next(signal);
        await this.run(consumer);
        reached = true;
        backoff.reset();
        await crash;
      } catch (error) {
        this.kafka.logger.debug({ err: error, topic: this.topic }, 'kafka cannot be reached, will be tried again');
      }
      this.lanes.forget();
      await atMost(reached ? stopPatience : 0, consumer.disconnect());
      await pause(backoff.next(), signal);
    }
  }

  private async reach(consumer: Consumer): Promise<void> {
    await consumer.connect();
    await consumer.subscribe({ topic: this.topic, fromBeginning: true });
  }

  private newConsumer(): Consumer {
    const { source, group } = this.options;
    const groupId = qualified(this.kafka, group === null ? `${source}.process.${randomUUID()}` : `${source}.${group}`);
    return this.client.consumer({
      groupId,
      sessionTimeout: 10_000,
      heartbeatInterval: heartbeatEvery,
      rebalanceTimeout: 15_000,
      maxWaitTimeInMs: 100,
      retry: { retries: 60, initialRetryTime: 100, maxRetryTime: 1000, restartOnFailure: () => Promise.resolve(false) },
    });
  }

  private async run(consumer: Consumer): Promise<void> {
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      this.lanes.assigned(consumer, payload.memberAssignment[this.topic] ?? []);
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      this.kafka.logger.debug({ err: payload.error, topic: this.topic }, 'kafka consumer crashed, will be run again');
      this.crashed.ring();
    });
    await unlessAborted(this.stopping.signal, this.reach(consumer));
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 16,
      eachBatch: (payload) => this.lanes.take(consumer, payload),
    });
  }
}
