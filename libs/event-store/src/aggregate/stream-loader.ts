import type { Decider, DomainEvent, RecordedEvent } from '@licet/contracts';
import type { EventStore } from '../event-store.ts';
import type { Snapshots } from './snapshots.ts';
import type { Situation } from './types.ts';

/** Folds streams of one kind. */
export class StreamLoader<S, E extends DomainEvent> {
  constructor(
    private readonly store: EventStore,
    private readonly decider: Pick<Decider<never, S, E, never>, 'initialState' | 'evolve'>,
    readonly snapshots: Snapshots<S> | undefined,
  ) {}

  initial(): Situation<S> {
    return { state: this.decider.initialState, version: 0, time: 0 };
  }

  /** From snapshot and tail. The time of a snapshot's last event is not kept: the tail or the clock says it. */
  async load(streamId: string): Promise<{ situation: Situation<S>; snapshotVersion: number }> {
    const snapshot = await this.snapshots?.load(streamId);
    const from = snapshot ? { state: snapshot.state, version: snapshot.version, time: 0 } : this.initial();
    return { situation: await this.catchUp(streamId, from), snapshotVersion: snapshot?.version ?? 0 };
  }

  /** Adds what was recorded after a situation. */
  async catchUp(streamId: string, from: Situation<S>): Promise<Situation<S>> {
    // from the event before, for its time where a snapshot did not keep it
    const after = from.version > 0 && from.time === 0 ? from.version - 1 : from.version;
    return this.fold(await this.store.readStream(streamId, after), from);
  }

  /** What a stream held at a version. */
  async at(streamId: string, version: number): Promise<Situation<S>> {
    const events = await this.store.readStream(streamId);
    return this.fold(events.slice(0, version), this.initial());
  }

  evolve(situation: Situation<S>, event: E, time: number): Situation<S> {
    const state = this.decider.evolve(situation.state, event);
    return { state, version: situation.version + 1, time: Math.max(situation.time, time) };
  }

  private fold(events: readonly RecordedEvent[], from: Situation<S>): Situation<S> {
    let situation = from;
    for (const event of events) {
      const time = Date.parse(event.metadata.time);
      if (event.version <= situation.version) situation = { ...situation, time };
      else situation = this.evolve(situation, event as unknown as E, time);
    }
    return situation;
  }
}
