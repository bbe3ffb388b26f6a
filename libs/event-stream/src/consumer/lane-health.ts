import type { Service } from '@licet/contracts';
import type { Logger } from 'pino';
import { haltedLanes } from '../metrics.ts';
import { isTransient, LaneStopped, Rewound } from './errors.ts';

/** A lane that cannot go on, and since when (milliseconds since 1970). */
export interface HaltedLane {
  lane: number;
  reason: string;
  since: number;
}

/** Between two log lines about the same trouble; milliseconds. */
const repeatEvery = 60_000;

/** Keeps which lanes are in trouble, and says it once a minute instead of at every attempt. */
export class LaneHealth {
  private readonly lanes = new Map<number, HaltedLane & { saidAt: number }>();

  constructor(
    private readonly labels: { consumer: string; source: Service },
    private readonly logger: Logger,
  ) {}

  halted(): HaltedLane[] {
    return [...this.lanes.values()].map(({ lane, reason, since }) => ({ lane, reason, since }));
  }

  isHalted(lane: number): boolean {
    return this.lanes.has(lane);
  }

  /** The process reads no longer; another may. */
  close(): void {
    this.lanes.clear();
    haltedLanes.remove({ ...this.labels });
  }

  failed(lane: number, error: unknown): void {
    if (error instanceof Rewound) return;
    const reason = error instanceof Error ? error.message : String(error);
    const now = Date.now();
    const known = this.lanes.get(lane);
    const news = known?.reason !== reason || now - known.saidAt >= repeatEvery;
    this.lanes.set(lane, { lane, reason, since: known?.since ?? now, saidAt: news ? now : known.saidAt });
    haltedLanes.set({ ...this.labels }, this.lanes.size);
    if (!news) return;
    const { consumer, source } = this.labels;
    const message = `consumer ${consumer} halts in lane ${lane} of ${source}: ${reason}`;
    if (error instanceof LaneStopped) this.logger.error({ lane, consumer, source }, message);
    else this.logger[isTransient(error) ? 'warn' : 'error']({ lane, consumer, source, err: error }, message);
  }

  went(lane: number): void {
    if (!this.lanes.delete(lane)) return;
    haltedLanes.set({ ...this.labels }, this.lanes.size);
    this.logger.info(
      { lane, ...this.labels },
      `consumer ${this.labels.consumer} goes on in lane ${lane} of ${this.labels.source}`,
    );
  }
}
