import type { RecordedEvent } from '@licet/contracts';

/** Bytes of one lane that go into one request: below what a broker takes by default for a batch of records. */
const largestBatch = 700_000;

/** As many events from the front as fit into one request, at least one. */
export function within(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  let size = 0;
  const end = events.findIndex((event) => (size += JSON.stringify(event.data).length + 1000) > largestBatch);
  return end < 0 ? events : events.slice(0, Math.max(1, end));
}
