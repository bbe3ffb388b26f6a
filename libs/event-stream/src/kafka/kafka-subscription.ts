import { randomUUID } from 'node:crypto';
import { domainTopic } from '@licet/contracts';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { batchSize, type Delivered, type Place, type SubscribeOptions, type Subscription } from '../event-stream.ts';
import { atMost, Backoff, Bell, pause, stopSignal } from '../waiting.ts';
import { recordedEventOf } from './cloud-event.ts';
import { qualified } from './kafka-client.ts';
import type { KafkaOptions } from './kafka-options.ts';
import { LaneState } from './lane-state.ts';

/** Longest wait for a good end; a broker that is away must not keep a process from stopping. Milliseconds. */
const stopPatience = 5000;
/** Between two heartbeats while a delivery is under way; milliseconds. */
const heartbeatEvery = 1000;

/**
 * One consumer of a domain topic. The place in each partition comes from the subscriber whenever a partition is taken over; committed
 * offsets only show the progress to the outside (lag monitors, scaling).
 */
export class KafkaSubscription implements Subscription {
  private readonly topic: string;
  private readonly lanes = new Map<number, LaneState>();
  private readonly stopping = stopSignal();
  private readonly crashed = new Bell();
  private readonly deliveries = new Set<Promise<void>>();
  private readonly running: Promise<void>;
  private consumer: Consumer | undefined;

  constructor(
    private readonly client: Kafka,
    private readonly kafka: KafkaOptions,
    private readonly options: SubscribeOptions,
  ) {
    this.topic = qualified(kafka, domainTopic(options.source));
    this.running = this.keepRunning();
  }

  owns(lane: number): boolean {
    return this.lanes.get(lane)?.next !== undefined;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await atMost(stopPatience, this.running);
    await Promise.all(this.deliveries);
  }

  /** Runs a consumer until it crashes or is stopped, and then the next one. */
  private async keepRunning(): Promise<void> {
    const { signal } = this.stopping;
    const backoff = new Backoff();
    while (!signal.aborted) {
      const consumer = this.newConsumer();
      this.consumer = consumer;
      try {
        const crash = this.crashed.next(signal);
        await this.run(consumer);
        backoff.reset();
        await crash;
      } catch (error) {
        this.kafka.logger.debug({ err: error, topic: this.topic }, 'kafka cannot be reached, will be tried again');
      }
      this.lanes.clear();
      await atMost(stopPatience, consumer.disconnect());
      await pause(backoff.next(), signal);
    }
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
      this.assigned(consumer, payload.memberAssignment[this.topic] ?? []);
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      this.kafka.logger.debug({ err: payload.error, topic: this.topic }, 'kafka consumer crashed, will be run again');
      this.crashed.ring();
    });
    await consumer.connect();
    await consumer.subscribe({ topic: this.topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 16,
      eachBatch: (payload) => this.eachBatch(consumer, payload),
    });
  }

  /** After every rebalance: what was taken away is forgotten, what is held is placed anew. */
  private assigned(consumer: Consumer, assignment: number[]): void {
    for (const lane of this.lanes.keys()) if (!assignment.includes(lane)) this.release(lane);
    for (const lane of assignment) {
      const state = this.lanes.get(lane) ?? new LaneState();
      this.lanes.set(lane, state);
      consumer.pause([{ topic: this.topic, partitions: [lane] }]);
      void this.place(consumer, lane, state, 0);
    }
  }

  private release(lane: number): void {
    const state = this.lanes.get(lane);
    if (state) state.term += 1;
    this.lanes.delete(lane);
  }

  /** Asks where the lane is to be read from, after `delay`, and lets it flow from there. */
  private async place(consumer: Consumer, lane: number, state: LaneState, delay: number): Promise<void> {
    const { signal } = this.stopping;
    const term = ++state.term;
    state.next = undefined;
    await state.busy;
    for (let wait = delay; !signal.aborted; wait = state.backoff.next()) {
      if (wait > 0) await pause(wait, signal);
      try {
        const place = await this.options.startAfter(lane);
        if (state.term !== term || this.consumer !== consumer) return;
        state.next = offsetAfter(place);
        consumer.seek({ topic: this.topic, partition: lane, offset: `${state.next}` });
        consumer.resume([{ topic: this.topic, partitions: [lane] }]);
        return;
      } catch (error) {
        this.kafka.logger.debug(
          { err: error, lane, topic: this.topic },
          'the place in a lane cannot be found, will be tried again',
        );
        if (state.term !== term) return;
        state.next = undefined;
      }
    }
  }

  private async eachBatch(consumer: Consumer, payload: EachBatchPayload): Promise<void> {
    const lane = payload.batch.partition;
    const state = this.lanes.get(lane);
    const next = state?.next;
    if (!state || next === undefined || !payload.isRunning() || payload.isStale()) return;
    const messages = payload.batch.messages.filter(({ offset }) => BigInt(offset) >= next);
    const delivering = this.deliver(lane, state, messages, payload);
    const ended = delivering
      .catch(() => undefined)
      .finally(() => {
        this.deliveries.delete(ended);
      });
    this.deliveries.add(ended);
    state.busy = ended;
    try {
      await delivering;
      state.backoff.reset();
    } catch (error) {
      const delay = state.backoff.next();
      this.kafka.logger.debug(
        { err: error, lane, delay, topic: this.topic },
        'delivery was rejected, will be repeated',
      );
      if (this.lanes.get(lane) !== state) return;
      payload.pause();
      void this.place(consumer, lane, state, delay);
    }
  }

  private async deliver(
    lane: number,
    state: LaneState,
    messages: KafkaMessage[],
    payload: EachBatchPayload,
  ): Promise<void> {
    const heart = setInterval(() => {
      payload.heartbeat().catch(() => undefined); // the fetch loop meets the same error and acts on it
    }, heartbeatEvery);
    const { term } = state;
    try {
      for (let i = 0; i < messages.length; i += batchSize) {
        const part = messages.slice(i, i + batchSize);
        const last = part.at(-1);
        if (!last || !this.holds(lane, state, term) || !payload.isRunning()) return;
        await this.options.deliver(lane, part.map(deliveredOf));
        if (!this.holds(lane, state, term)) return;
        state.next = BigInt(last.offset) + 1n;
        payload.resolveOffset(last.offset);
      }
      await this.commit(lane, state, payload);
    } finally {
      clearInterval(heart);
    }
  }

  private holds(lane: number, state: LaneState, term: number): boolean {
    return this.lanes.get(lane) === state && state.term === term;
  }

  private async commit(lane: number, { next }: LaneState, payload: EachBatchPayload): Promise<void> {
    if (this.options.group === null || next === undefined) return;
    const topics = [{ topic: this.topic, partitions: [{ partition: lane, offset: `${next}` }] }];
    await payload.commitOffsetsIfNecessary({ topics }).catch((error: unknown) => {
      this.kafka.logger.debug(
        { err: error, lane, topic: this.topic },
        'an offset was not committed; the next one will be',
      );
    });
  }
}

const deliveredOf = ({ value, offset }: KafkaMessage): Delivered => ({
  event: recordedEventOf(value),
  cursor: `${offsetTag}${offset}`,
});

/** Marks a cursor as an offset: the places of a reader that followed the lanes directly before mean something else. */
const offsetTag = 'offset:';

/**
 * First offset to read. Without an offset as cursor the position stands in: the event at position n has offset n − 1 or a later one,
 * because repeats only add messages. So a reader may change from the lanes to Kafka and back and neither misses nor doubles an event.
 */
export const offsetAfter = ({ cursor, position }: Pick<Place, 'cursor' | 'position'>): bigint =>
  cursor?.startsWith(offsetTag) ? BigInt(cursor.slice(offsetTag.length)) + 1n : BigInt(position);
