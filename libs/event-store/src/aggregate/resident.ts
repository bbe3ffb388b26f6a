import type { DomainEvent } from '@licet/contracts';
import { Contended, StoreOverloaded } from '../errors.ts';
import { prepare } from '../prepared-write.ts';
import type { Outcome, Placement } from '../types.ts';
import { decideTask, type Standing } from './decide-task.ts';
import type { DecidedStream } from './decided-stream.ts';
import { positionIn, recordedAnswer } from './recorded-answer.ts';
import { fateOf, type Fate, type Step } from './step.ts';
import { StreamMemory } from './stream-memory.ts';
import type { Situation, Task } from './types.ts';

/** How often a command is decided again because others have changed its stream. */
export const mostConflicts = 3;
/** Commands that may wait until a state has been loaded. */
const mostWaiting = 4_000;

/**
 * One stream in memory. Commands are decided one after the other, each on the state that the ones before will leave; their writes go
 * out at once, so that many share a commit. Nobody is answered before the commit on which his answer rests. When a write is not
 * appended, everything decided on it is decided anew.
 */
export class Resident<C, S, E extends DomainEvent, X> {
  private readonly memory: StreamMemory<S, E>;
  private steps: Step<C, S, E, X>[] = [];
  private queue: Task<C, S, E, X>[] = [];
  private again: Task<C, S, E, X>[] = [];
  private loading: Promise<void> | undefined;

  constructor(private readonly stream: DecidedStream<C, S, E, X>) {
    this.memory = new StreamMemory(stream.streamId, stream.loader);
  }

  /** True while somebody waits; such a stream must stay in memory. */
  get busy(): boolean {
    return this.steps.length > 0 || this.queue.length > 0 || this.again.length > 0 || this.loading !== undefined;
  }

  execute(task: Task<C, S, E, X>): void {
    if (this.queue.length >= mostWaiting)
      task.reject(new StoreOverloaded(`Too many commands wait for ${this.stream.streamId}`));
    else this.queue.push(task);
    this.pump();
  }

  /** As in memory; loaded when it is not there. */
  async peek(): Promise<Situation<S>> {
    if (this.memory.state === 'unloaded') await this.ensureLoaded();
    return this.memory.committed;
  }

  /** A state that the record held at some moment of this call. */
  async read(): Promise<Situation<S>> {
    for (let conflicts = 0; conflicts <= mostConflicts;) {
      await this.ensureLoaded();
      const last = this.steps.at(-1);
      if (last) {
        if ((await fateOf(last)) === 'stored') return last.after;
      } else {
        const seen = this.memory.committed;
        const { version } = await this.stream.store.glance(this.stream.streamId, null);
        if (version === seen.version) return seen;
        if (this.memory.distrust(version)) conflicts++;
      }
    }
    throw new Contended(`${this.stream.streamId} is changed by others all the time`);
  }

  private async ensureLoaded(): Promise<void> {
    while (this.memory.state !== 'loaded') {
      const last = this.steps.at(-1);
      await (last ? fateOf(last) : this.load());
    }
  }

  /** Decides what waits, unless the state has to be loaded first; before that, everything decided on the old one is concluded. */
  private pump(): void {
    if (this.loading || (this.memory.state !== 'loaded' && this.steps.length > 0)) return;
    this.queue.unshift(...this.again.splice(0));
    if (this.queue.length === 0) return;
    if (this.memory.state === 'loaded') for (const task of this.queue.splice(0)) this.decide(task);
    else this.load().catch(() => undefined); // the tasks were told
  }

  /** Loads or catches up, once for all who need it; only while nothing is on its way into the record. */
  private load(): Promise<void> {
    this.loading ??= this.memory.refresh().then(
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

  private decide(task: Task<C, S, E, X>): void {
    const { commandId } = task.options.call;
    const twin = this.steps.find(({ write }) => write.commandId === commandId);
    if (twin) {
      this.awaitTwin(task, twin);
      return;
    }
    try {
      const verdict = decideTask(task, this.memory.tip, this.stream);
      if (verdict.kind === 'standing') this.answerFromState(task, verdict.answer);
      else {
        const { events, write, after } = verdict;
        this.send({ task, events, write: { ...write, link: this.memory.nextLink() }, after, resting: [] });
      }
    } catch (error) {
      task.reject(error);
    }
  }

  /** The same command is on its way into the record: its receipt answers both. */
  private awaitTwin(task: Task<C, S, E, X>, { resting }: Step<C, S, E, X>): void {
    resting.push({
      stored: () => {
        this.answerRecorded(task);
      },
      lost: (byOthers) => {
        this.redo(task, byOthers);
      },
    });
  }

  private send(step: Step<C, S, E, X>): void {
    const prepared = prepare(step.write); // throws for what cannot be stored, before anything rests on it
    this.steps.push(step);
    this.memory.tip = step.after;
    this.stream.store.send(prepared).then(
      (outcome) => {
        this.conclude(step, outcome);
      },
      (error: unknown) => {
        this.conclude(step, { kind: 'failed', error });
      },
    );
  }

  /** Outcomes come in the order of the steps: writes of one stream are stored and answered in order. */
  private conclude(step: Step<C, S, E, X>, outcome: Concluded): void {
    this.steps.splice(this.steps.indexOf(step), 1);
    if (outcome.kind === 'appended') this.stored(step, outcome);
    else this.notAppended(step, outcome);
    this.pump();
  }

  private stored({ task, events, after, resting }: Step<C, S, E, X>, placement: Placement): void {
    this.memory.stored(after);
    const { state, version } = after;
    const position = positionIn(this.stream.store, placement);
    task.resolve({ kind: 'accepted', state, version, events, position, repeated: false });
    for (const it of resting) it.stored();
  }

  private notAppended(step: Step<C, S, E, X>, outcome: Concluded): void {
    const byOthers = this.memory.lost(outcome.kind === 'conflict');
    const { task } = step;
    if (outcome.kind === 'conflict') this.redo(task, byOthers);
    else if (outcome.kind === 'claimed') task.resolve(outcome);
    else if (outcome.kind === 'failed') task.reject(outcome.error);
    else this.answerRecorded(task, step);
    for (const it of step.resting) it.lost(byOthers);
  }

  /** Decides a command again, after the state has been brought up to the record. */
  private redo(task: Task<C, S, E, X>, byOthers: boolean): void {
    if (byOthers && ++task.conflicts > mostConflicts)
      task.reject(new Contended(`${this.stream.streamId} was changed by others ${mostConflicts} times`));
    else this.again.push(task);
    this.pump();
  }

  /** A refusal, or "it already holds": true only if the record says the same, and if the command is not recorded itself. */
  private answerFromState(task: Task<C, S, E, X>, answer: Standing<S, E>): void {
    const last = this.steps.at(-1);
    const fate = last && fateOf(last);
    const look = this.stream.store.glance(this.stream.streamId, task.options.call.commandId);
    this.confirm(task, answer, look, fate).catch(task.reject);
  }

  private async confirm(
    task: Task<C, S, E, X>,
    answer: Standing<S, E>,
    look: Promise<{ version: number; recorded: boolean }>,
    rests: Promise<Fate> | undefined,
  ): Promise<void> {
    const [{ version, recorded }, fate] = await Promise.all([look, rests]);
    if (recorded) this.answerRecorded(task);
    else if (fate ? fate === 'stored' : version === answer.version) task.resolve(answer);
    else this.redo(task, fate ? fate === 'overtaken' : this.memory.distrust(version));
  }

  private answerRecorded(task: Task<C, S, E, X>, own?: Step<C, S, E, X>): void {
    recordedAnswer(this.stream, task.options.call.commandId, own).then(task.resolve, task.reject);
  }
}

type Concluded = Outcome | { kind: 'failed'; error: unknown };
