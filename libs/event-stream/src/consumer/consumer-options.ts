import type { LanePosition, RecordedEvent, Service } from '@licet/contracts';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { EventStream } from '../event-stream.ts';

export interface ConsumerOptions {
  /** Name of the read model or policy; its positions stand under it for ever. Unique in the installation per source. */
  name: string;
  source: Service;
  stream: EventStream;
  /** Database of the reader. */
  pool: pg.Pool;
  /** Whether an event means something to the reader; absent where all do. Over the others the position moves alone. */
  concerns?: (event: RecordedEvent) => boolean;
  /**
   * Takes events that are new and concern it, in order per lane; events of several lanes may come together. What it writes with `tx` is committed
   * together with the position. It may be called again with the same events when that fails.
   */
  handle: (events: readonly RecordedEvent[], tx: pg.ClientBase) => Promise<void>;
  /** `park`: an event that cannot be taken is put aside and the reader goes on. `halt`: nothing is ever skipped. [design 4, 5] */
  failure: 'park' | 'halt';
  logger: Logger;
  /**
   * Drops what was derived from events of the lane behind `fork`, in the transaction that sets the position back to it: a restore has
   * lost them. Without it the lane halts until `rewind`. [design 3, lanes]
   */
  dropBack?: (fork: LanePosition, tx: pg.ClientBase) => Promise<void>;
}

/** A handler of the events that concern it, as the type that they have then. */
export const concerning = <E extends RecordedEvent>(
  concerns: (event: RecordedEvent) => event is E,
  handle: (events: readonly E[], tx: pg.ClientBase) => Promise<void>,
): Pick<ConsumerOptions, 'concerns' | 'handle'> => ({ concerns, handle: handle as ConsumerOptions['handle'] });
