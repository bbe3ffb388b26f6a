import { eventCatalog, type RecordedEvent } from '@licet/contracts';
import type { Delivered, EventStream, Place, SubscribeOptions, Subscription } from '../event-stream.ts';

const sample = eventCatalog.find(({ type }) => type === 'LicenseStatusChanged');

/** An event of one lane at a place, of a type that the code knows. */
export const eventAt = (
  position: number,
  { lane = 0, epoch = 1, ...other }: Partial<RecordedEvent> = {},
): RecordedEvent => ({
  lane,
  epoch,
  position,
  streamId: 'license-4001',
  version: position,
  type: 'LicenseStatusChanged',
  schemaVersion: 1,
  data: sample?.sample,
  metadata: {
    eventId: `${lane}-${epoch}-${position}`,
    time: '2026-11-21T00:00:00.000Z',
    actor: { kind: 'system', id: 'test' },
    via: 'system',
    authorId: 1,
    requestId: 'request',
    correlationId: 'correlation',
    causationId: null,
  },
  commandId: 'command',
  recordedAt: '2026-11-21T00:00:00.000Z',
  ...other,
});

export const delivered = (event: RecordedEvent): Delivered => ({ event, cursor: `${event.position}` });

/** A stream whose deliveries a test makes itself, one by one, to show what no real source does on demand. */
export class HandStream implements EventStream {
  private subscriber: SubscribeOptions | undefined;

  subscribe(options: SubscribeOptions): Promise<Subscription> {
    this.subscriber = options;
    return Promise.resolve({ owns: () => true, stop: () => Promise.resolve() });
  }

  lag(): Promise<number> {
    return Promise.resolve(0);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Delivers events of one lane; rejects as the subscriber does. */
  async give(...events: readonly RecordedEvent[]): Promise<void> {
    const [first] = events;
    if (first) await this.reader().deliver(first.lane, events.map(delivered));
  }

  /** Where the subscriber wants to read a lane from. */
  placeIn(lane: number): Promise<Place> {
    return this.reader().startAfter(lane);
  }

  private reader(): SubscribeOptions {
    if (!this.subscriber) throw new Error('Nobody has subscribed yet.');
    return this.subscriber;
  }
}
