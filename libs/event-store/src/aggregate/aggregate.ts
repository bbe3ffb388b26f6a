import type { DomainEvent } from '@licet/contracts';
import { DryRun } from '@licet/dry-run';
import { LRUCache } from 'lru-cache';
import type { EventStore } from '../event-store.ts';
import type { DecidedStream } from './decided-stream.ts';
import { DryStream } from './dry-stream.ts';
import { Resident } from './resident.ts';
import { Snapshots } from './snapshots.ts';
import { StreamLoader } from './stream-loader.ts';
import type { AggregateOptions, ExecuteOptions, Execution } from './types.ts';

const defaultMaxStreams = 10_000;

/**
 * Decides commands on the streams of one kind and stores what they say has happened. States stay in memory as far as there is room;
 * the record decides who is right.
 */
export class Aggregate<C, S, E extends DomainEvent, X> {
  private readonly kind: string;
  private readonly decided: Omit<DecidedStream<C, S, E, X>, 'streamId'>;
  private readonly residents: LRUCache<string, Resident<C, S, E, X>>;
  /** Streams that fell out of memory while somebody waited for them. */
  private readonly busy = new Map<string, Resident<C, S, E, X>>();

  constructor(store: EventStore, { kind, decider, snapshot, memory }: AggregateOptions<C, S, E, X>) {
    this.kind = kind;
    const snapshots = snapshot && new Snapshots<S>(store.pool, snapshot);
    this.decided = { store, decider, loader: new StreamLoader<S, E>(store, decider, snapshots) };
    this.residents = new LRUCache({
      max: memory?.maxStreams ?? defaultMaxStreams,
      dispose: (resident, key, reason) => {
        if (reason === 'evict' && resident.busy) this.busy.set(key, resident);
      },
    });
  }

  /**
   * Decides a command on `<kind>-<key>` and answers when the record holds what the answer says.
   * @throws Contended after three conflicts, StoreOverloaded, StoreUnavailable, OutcomeUnknown
   */
  execute(key: string, command: C, options: ExecuteOptions<C, S, X>): Promise<Execution<S, E>> {
    const dry = this.dry(key);
    if (dry) return dry.execute(command, options);
    return new Promise((resolve, reject) => {
      this.resident(key).execute({ command, options, conflicts: 0, resolve, reject });
    });
  }

  /** State of a stream, confirmed by the record: reflects everything committed before the call. */
  async read(key: string): Promise<{ state: S; version: number }> {
    const { state, version } = await (this.dry(key) ?? this.resident(key)).read();
    return { state, version };
  }

  /** State as in memory, loaded when it is not there. May be stale: for preparing a decision. */
  async peek(key: string): Promise<{ state: S; version: number }> {
    const { state, version } = await (this.dry(key)?.read() ?? this.resident(key).peek());
    return { state, version };
  }

  private dry(key: string): DryStream<C, S, E, X> | undefined {
    const run = DryRun.current;
    if (!run) return undefined;
    const stream = { ...this.decided, streamId: `${this.kind}-${key}` };
    return new DryStream(run, stream, () => this.resident(key).read());
  }

  private resident(key: string): Resident<C, S, E, X> {
    let resident = this.residents.get(key) ?? this.busy.get(key);
    resident ??= new Resident({ ...this.decided, streamId: `${this.kind}-${key}` });
    if (!this.residents.has(key)) {
      this.busy.delete(key);
      this.residents.set(key, resident);
      for (const [other, { busy }] of this.busy) if (!busy) this.busy.delete(other);
    }
    return resident;
  }
}
