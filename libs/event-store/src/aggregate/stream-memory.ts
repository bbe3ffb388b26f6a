import type { DomainEvent } from '@licet/contracts';
import type { Chain, Link } from '../types.ts';
import type { StreamLoader } from './stream-loader.ts';
import type { Situation } from './types.ts';

/**
 * What this process knows of one stream: what the record held when it was last heard of, and what it will hold when everything on its
 * way is stored. Stale: others have changed the stream, or a write was not stored; nothing is decided before it has been refreshed.
 */
export class StreamMemory<S, E extends DomainEvent> {
  /** What the record held when it was last heard of. */
  committed: Situation<S>;
  /** What it will hold when everything on its way is stored. */
  tip: Situation<S>;
  state: 'unloaded' | 'loaded' | 'stale' = 'unloaded';
  private snapshotVersion = 0;
  private chain: Chain = { brokenAt: Infinity };
  private links = 0;
  /** Why the chain broke: others changed the stream, or one of its own commands was not stored. Undefined while it holds. */
  private brokenByOthers: boolean | undefined;

  constructor(
    private readonly streamId: string,
    private readonly loader: StreamLoader<S, E>,
  ) {
    this.committed = this.tip = loader.initial();
  }

  /** Loads or catches up; only while nothing is on its way into the record. */
  async refresh(): Promise<void> {
    if (this.state === 'unloaded') {
      const { situation, snapshotVersion } = await this.loader.load(this.streamId);
      this.committed = situation;
      this.snapshotVersion = snapshotVersion;
    } else this.committed = await this.loader.catchUp(this.streamId, this.committed);
    this.tip = this.committed;
    this.chain = { brokenAt: Infinity };
    this.brokenByOthers = undefined;
    this.state = 'loaded';
  }

  /** Ties the next write to those before it, on whose states it was decided. */
  nextLink(): Link {
    return { chain: this.chain, number: this.links++ };
  }

  /** Takes note that a write was stored, and saves a snapshot when one is due. */
  stored(after: Situation<S>): void {
    this.committed = after;
    const { snapshots } = this.loader;
    const { version, state } = after;
    if (!snapshots?.isDue(version, this.snapshotVersion)) return;
    if (snapshots.save(this.streamId, version, state)) this.snapshotVersion = version;
  }

  /** Takes note that a write was not stored; true when it was others who broke the chain, with this write or one before. */
  lost(conflict: boolean): boolean {
    if (this.state === 'loaded') this.state = 'stale';
    return (this.brokenByOthers ??= conflict);
  }

  /** Takes note of the record's version; true when it is not one that our own writes explain. */
  distrust(version: number): boolean {
    if (version >= this.committed.version && version <= this.tip.version) return false;
    if (version < this.committed.version) {
      this.state = 'unloaded'; // after a restore the record holds less
    } else if (this.state === 'loaded') this.state = 'stale';
    return true;
  }
}
