import { laneCount } from '@licet/contracts';
import type { Logger } from 'pino';
import type { SubscribeOptions, Subscription } from '../event-stream.ts';
import type { LaneFeed } from './lane-feed.ts';
import { LaneReader } from './lane-reader.ts';

interface Held {
  member: SubscribeOptions;
  reader: LaneReader;
}

/** Subscribers of one process that share the lanes of a source; each lane has one reader at a time. */
export class LaneGroup {
  private readonly members: SubscribeOptions[] = [];
  private readonly held = new Map<number, Held>();

  constructor(
    private readonly feed: LaneFeed,
    private readonly logger: Logger | undefined,
  ) {}

  join(member: SubscribeOptions): Subscription {
    this.members.push(member);
    void this.share();
    return {
      owns: (lane) => this.held.get(lane)?.member === member,
      stop: () => this.leave(member),
    };
  }

  async close(): Promise<void> {
    this.members.length = 0;
    await this.share();
  }

  private async leave(member: SubscribeOptions): Promise<void> {
    const index = this.members.indexOf(member);
    if (index < 0) return;
    this.members.splice(index, 1);
    await this.share();
  }

  /** Gives every lane to one member; a new reader begins when the one before has ended. Resolves when all that lost their lane have. */
  private async share(): Promise<void> {
    const endings: Promise<void>[] = [];
    for (let lane = 0; lane < laneCount; lane++) {
      const member = this.members[lane % Math.max(1, this.members.length)];
      const before = this.held.get(lane);
      if (member === before?.member) continue;
      const ending = before?.reader.stop() ?? Promise.resolve();
      endings.push(ending);
      if (!member) this.held.delete(lane);
      else this.held.set(lane, { member, reader: new LaneReader(this.feed, lane, member, this.logger, ending) });
    }
    await Promise.all(endings);
  }
}
