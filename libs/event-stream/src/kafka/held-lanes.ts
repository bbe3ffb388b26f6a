import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { Logger } from 'pino';
import { batchSize, type SubscribeOptions } from '../event-stream.ts';
import { pause } from '../waiting.ts';
import { LaneState } from './lane-state.ts';
import { deliveredOf, offsetAfter } from './offset-cursor.ts';

/** Between two heartbeats while a delivery is under way; milliseconds. */
export const heartbeatEvery = 1000;

/** The lanes that the group has given to this process: where each is to be read from, and what is being delivered. */
export class HeldLanes {
  private readonly lanes = new Map<number, LaneState>();
  private readonly deliveries = new Set<Promise<void>>();
  private consumer: Consumer | undefined;

  constructor(
    private readonly topic: string,
    private readonly options: SubscribeOptions,
    private readonly logger: Logger,
    private readonly signal: AbortSignal,
  ) {}

  owns(lane: number): boolean {
    return this.lanes.get(lane)?.next !== undefined;
  }

  /** From now on the lanes are given to this consumer; answers meant for the one before are of no use. */
  attach(consumer: Consumer): void {
    this.consumer = consumer;
  }

  /** The consumer is gone, and the lanes with it. */
  forget(): void {
    this.lanes.clear();
  }

  /** Waits until nothing is being delivered. */
  async delivered(): Promise<void> {
    await Promise.all(this.deliveries);
  }

  /** After every rebalance: what was taken away is forgotten, what is held is placed anew. */
  assigned(consumer: Consumer, assignment: number[]): void {
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
    const { signal } = this;
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
        this.logger.debug(
          { err: error, lane, topic: this.topic },
          'the place in a lane cannot be found, will be tried again',
        );
        if (state.term !== term) return;
        state.next = undefined;
      }
    }
  }

  /** Delivers a batch that was fetched, unless the lane was placed elsewhere meanwhile; what is rejected is asked for again. */
  async take(consumer: Consumer, payload: EachBatchPayload): Promise<void> {
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
      this.logger.debug({ err: error, lane, delay, topic: this.topic }, 'delivery was rejected, will be repeated');
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
      this.logger.debug({ err: error, lane, topic: this.topic }, 'an offset was not committed; the next one will be');
    });
  }
}
