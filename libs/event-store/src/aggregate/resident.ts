import { present } from '../present.ts';
import type { DomainEvent, Decider, Position, RecordedEvent } from '@licet/contracts';
import { Contended, StoreOverloaded } from '../errors.ts';
import type { EventStore } from '../event-store.ts';
import { prepare } from '../prepared-write.ts';
import type { Chain, NewEvent, Outcome, Write } from '../types.ts';
import { stamp } from './stamp.ts';
import type { StreamLoader } from './stream-loader.ts';
import type { Execution, Situation, Task } from './types.ts';

/** A write on its way into the record, and who waits for it. */
interface Step<C, S, E, X> {
  task: Task<C, S, E, X>;
  events: readonly E[];
  write: Write;
  after: Situation<S>;
  /** Answers that rest on what this write leaves: given when it is stored, decided anew when it is not. */
  resting: Resting[];
}

interface Resting {
  stored: () => void;
  /** True when somebody else changed the stream. */
  lost: (conflict: boolean) => void;
}

const mostConflicts = 3;
/** Commands that may wait until a state has been loaded. */
const mostWaiting = 4_000;

/**
 * One stream in memory. Commands are decided one after the other, each on the state that the ones before will leave; their writes go
 * out at once, so that many share a commit. Nobody is answered before the commit on which his answer rests. When a write is not
 * appended, everything decided on it is decided anew.
 */
export class Resident<C, S, E extends DomainEvent, X> {
  private committed: Situation<S>;
  private tip: Situation<S>;
  private snapshotVersion = 0;
  private steps: Step<C, S, E, X>[] = [];
  private queue: Task<C, S, E, X>[] = [];
  private again: Task<C, S, E, X>[] = [];
  private chain: Chain = { brokenAt: Infinity };
  private state: 'unloaded' | 'loaded' | 'stale' = 'unloaded';
  private loading: Promise<void> | undefined;
  /** Why the chain broke: others changed the stream, or one of its own commands was not stored. Undefined while it holds. */
  private links = 0;
  private brokenByOthers: boolean | undefined;

  constructor(
    private readonly streamId: string,
    private readonly store: EventStore,
    private readonly decider: Decider<C, S, E, X>,
    private readonly loader: StreamLoader<S, E>,
  ) {
    this.committed = this.tip = loader.initial();
  }

  /** True while somebody waits; such a stream must stay in memory. */
  get busy(): boolean {
    return this.steps.length > 0 || this.queue.length > 0 || this.again.length > 0 || this.loading !== undefined;
  }

  execute(task: Task<C, S, E, X>): void {
    if (this.queue.length >= mostWaiting)
      task.reject(new StoreOverloaded(`Too many commands wait for ${this.streamId}`));
    else this.queue.push(task);
    this.pump();
  }

  /** As in memory; loaded when it is not there. */
  async peek(): Promise<Situation<S>> {
    if (this.state === 'unloaded') await this.ensureLoaded();
    return this.committed;
  }

  /** A state that the record held at some moment of this call. */
  async read(): Promise<Situation<S>> {
    for (let conflicts = 0; conflicts <= mostConflicts;) {
      await this.ensureLoaded();
      const last = this.steps.at(-1);
      if (last) {
        if (await this.settled(last)) return last.after;
      } else {
        const seen = this.committed;
        const { version } = await this.store.glance(this.streamId, null);
        if (version === seen.version) return seen;
        if (this.distrust(version)) conflicts++;
      }
    }
    throw new Contended(`${this.streamId} is changed by others all the time`);
  }

  private settled(step: Step<C, S, E, X>): Promise<boolean> {
    return new Promise((resolve) => {
      step.resting.push({
        stored: () => {
          resolve(true);
        },
        lost: () => {
          resolve(false);
        },
      });
    });
  }

  private async ensureLoaded(): Promise<void> {
    while (this.state !== 'loaded') {
      const last = this.steps.at(-1);
      await (last ? this.settled(last) : this.load());
    }
  }

  /** Decides what waits, unless the state has to be loaded first; before that, everything decided on the old one is concluded. */
  private pump(): void {
    if (this.loading || (this.state !== 'loaded' && this.steps.length > 0)) return;
    this.queue.unshift(...this.again.splice(0));
    if (this.queue.length === 0) return;
    if (this.state === 'loaded') for (const task of this.queue.splice(0)) this.decide(task);
    else this.load().catch(() => undefined); // the tasks were told
  }

  /** Loads or catches up, once for all who need it; only while nothing is on its way into the record. */
  private load(): Promise<void> {
    this.loading ??= this.fetch().then(
      () => {
        this.loading = undefined;
        this.pump();
      },
      (error: unknown) => {
        this.loading = undefined;
        for (const task of [...this.again.splice(0), ...this.queue.splice(0)]) task.reject(error);
        throw error;
      },
    );
    return this.loading;
  }

  private async fetch(): Promise<void> {
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

  private decide(task: Task<C, S, E, X>): void {
    const { call, authorId, context } = task.options;
    const twin = this.steps.find(({ write }) => write.commandId === call.commandId);
    if (twin) {
      twin.resting.push({
        stored: () => void this.answerRecorded(task),
        lost: (conflict) => {
          this.redo(task, conflict);
        },
      });
      return;
    }
    try {
      const before = this.tip;
      const now = new Date(Math.max(Date.now(), before.time));
      const decision = this.decider.decide(task.command, before.state, context(now));
      if (decision.kind === 'refused')
        this.answerFromState(task, {
          kind: 'refused',
          refusal: decision.refusal,
          state: before.state,
          version: before.version,
        });
      else if (decision.events.length === 0)
        this.answerFromState(task, {
          kind: 'accepted',
          state: before.state,
          version: before.version,
          events: [],
          position: undefined,
          repeated: false,
        });
      else {
        const author = authorId(task.command, before.state);
        const events = decision.events.map((event) => stamp(event, call, author, now)) as [NewEvent, ...NewEvent[]];
        const after = decision.events.reduce((s, event) => this.loader.evolve(s, event, now.getTime()), before);
        const { claims = [], releases = [] } = decision;
        this.send({
          task,
          events: decision.events,
          write: {
            streamId: this.streamId,
            expectedVersion: before.version,
            commandId: call.commandId,
            authorId: author,
            events,
            claims,
            releases,
            link: { chain: this.chain, number: this.links++ },
          },
          after,
          resting: [],
        });
      }
    } catch (error) {
      task.reject(error);
    }
  }

  private send(step: Step<C, S, E, X>): void {
    const prepared = prepare(step.write); // throws for what cannot be stored, before anything rests on it
    this.steps.push(step);
    this.tip = step.after;
    this.store.send(prepared).then(
      (outcome) => {
        this.conclude(step, outcome);
      },
      (error: unknown) => {
        this.conclude(step, { kind: 'failed', error });
      },
    );
  }

  /** Outcomes come in the order of the steps: writes of one stream are stored and answered in order. */
  private conclude(step: Step<C, S, E, X>, outcome: Outcome | { kind: 'failed'; error: unknown }): void {
    this.steps.splice(this.steps.indexOf(step), 1);
    const { task } = step;
    if (outcome.kind === 'appended') {
      this.committed = step.after;
      this.saveSnapshot();
      task.resolve({
        kind: 'accepted',
        state: step.after.state,
        version: step.after.version,
        events: step.events,
        position: this.place(outcome),
        repeated: false,
      });
      for (const { stored } of step.resting) stored();
    } else {
      if (this.state === 'loaded') this.state = 'stale';
      this.brokenByOthers ??= outcome.kind === 'conflict';
      const byOthers = this.brokenByOthers;
      if (outcome.kind === 'conflict') this.redo(task, byOthers);
      else if (outcome.kind === 'claimed') task.resolve(outcome);
      else if (outcome.kind === 'failed') task.reject(outcome.error);
      else void this.answerRecorded(task, step);
      for (const { lost } of step.resting) lost(byOthers);
    }
    this.pump();
  }

  /** Decides a command again, after the state has been brought up to the record. */
  private redo(task: Task<C, S, E, X>, conflict: boolean): void {
    if (conflict && ++task.conflicts > mostConflicts)
      task.reject(new Contended(`${this.streamId} was changed by others ${mostConflicts} times`));
    else this.again.push(task);
    this.pump();
  }

  /** A refusal, or "it already holds": true only if the record says the same, and if the command is not recorded itself. */
  private answerFromState(task: Task<C, S, E, X>, answer: Execution<S, E> & { version: number }): void {
    const last = this.steps.at(-1);
    const rests =
      last &&
      new Promise<Fate>((resolve) => {
        last.resting.push({
          stored: () => {
            resolve('stored');
          },
          lost: (byOthers) => {
            resolve(byOthers ? 'overtaken' : 'lost');
          },
        });
      });
    const look = this.store.glance(this.streamId, task.options.call.commandId);
    this.confirm(task, answer, look, rests).catch(task.reject);
  }

  private async confirm(
    task: Task<C, S, E, X>,
    answer: Execution<S, E> & { version: number },
    look: Promise<{ version: number; recorded: boolean }>,
    rests: Promise<Fate> | undefined,
  ): Promise<void> {
    const [{ version, recorded }, rest] = await Promise.all([look, rests]);
    if (recorded) await this.answerRecorded(task);
    else if (rest ? rest === 'stored' : version === answer.version) task.resolve(answer);
    else this.redo(task, rest ? rest === 'overtaken' : this.distrust(version));
  }

  /** Takes note of the record's version; true when it is not one that our own writes explain. */
  private distrust(version: number): boolean {
    if (version >= this.committed.version && version <= this.tip.version) return false;
    if (version < this.committed.version) {
      this.state = 'unloaded'; // after a restore the record holds less
    } else if (this.state === 'loaded') this.state = 'stale';
    return true;
  }

  /** Answers with what the command did when it was recorded. */
  private async answerRecorded(task: Task<C, S, E, X>, own?: Step<C, S, E, X>): Promise<void> {
    try {
      const events = await this.store.readCommand(this.streamId, task.options.call.commandId);
      const last = events.at(-1);
      if (!last) throw new Error(`The receipt of ${task.options.call.commandId} has no events`);
      const ours = own?.write.events[0].metadata.eventId === present(events[0]).metadata.eventId;
      const { state } =
        ours && own.after.version === last.version ? own.after : await this.loader.at(this.streamId, last.version);
      task.resolve({
        kind: 'accepted',
        state,
        version: last.version,
        events: events as readonly RecordedEvent[] as unknown as readonly E[],
        position: this.place(last),
        repeated: !ours,
      });
    } catch (error) {
      task.reject(error);
    }
  }

  private place({ lane, epoch, position }: Omit<Position, 'service'>): Position {
    return { service: this.store.service, lane, epoch, position };
  }

  private saveSnapshot(): void {
    const { snapshots } = this.loader;
    const { version, state } = this.committed;
    if (!snapshots?.isDue(version, this.snapshotVersion)) return;
    if (snapshots.save(this.streamId, version, state)) this.snapshotVersion = version;
  }
}

/** What became of the write on which an answer rests. */
type Fate = 'stored' | 'overtaken' | 'lost';
