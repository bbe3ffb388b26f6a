import type { RecordedEvent } from '@licet/contracts';

/** The most events that are kept for the readers of a lane. */
const keptEvents = 128;

/** The last events of a lane, read once for all who come to them. */
export class LaneTail {
  private events: readonly RecordedEvent[] = [];

  /** `after`: the place that the first one stands behind. */
  constructor(private after: number) {}

  add(events: readonly RecordedEvent[]): void {
    const all = [...this.events, ...events];
    const dropped = Math.max(0, all.length - Math.max(keptEvents, events.length));
    this.after = all[dropped - 1]?.position ?? this.after;
    this.events = all.slice(dropped);
  }

  /** All that stands behind a place up to the end; undefined where some of it is no longer here. */
  behind(position: number): readonly RecordedEvent[] | undefined {
    return position < this.after ? undefined : this.events.slice(this.indexBehind(position));
  }

  // from the end: most readers stand at the last few events
  private indexBehind(position: number): number {
    return this.events.findLastIndex((event) => event.position <= position) + 1;
  }
}
