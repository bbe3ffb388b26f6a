import { DryRun } from '@licet/dry-run';
import type { DomainEvent, RecordedEvent } from '@licet/contracts';
import { decideTask } from './decide-task.ts';
import type { DecidedStream } from './decided-stream.ts';
import { positionIn } from './recorded-answer.ts';
import { Contended } from '../errors.ts';
import { mostConflicts } from './resident.ts';
import type { ExecuteOptions, Execution, Situation } from './types.ts';

/** A stream as a dry run finds it: what the record holds, with what the run has written. */
export class DryStream<C, S, E extends DomainEvent, X> {
  constructor(
    private readonly run: DryRun,
    private readonly stream: DecidedStream<C, S, E, X>,
    /** What the record holds now. */
    private readonly recorded: () => Promise<Situation<S>>,
  ) {}

  async read(): Promise<Situation<S>> {
    return this.fold(this.run.eventsOf(this.stream.store.service, this.stream.streamId));
  }

  /** Decides as in earnest, and keeps in the run what would be recorded. */
  execute(command: C, options: ExecuteOptions<C, S, X>): Promise<Execution<S, E>> {
    return this.run.exclusively(() => this.decide(command, options));
  }

  private async decide(command: C, options: ExecuteOptions<C, S, X>, conflicts = 0): Promise<Execution<S, E>> {
    const { store } = this.stream;
    const before = await this.repeated(options.call.commandId);
    if (before) return before;
    const verdict = decideTask({ command, options }, await this.read(), this.stream);
    if (verdict.kind === 'standing') return verdict.answer;
    const { events, write, after } = verdict;
    const outcome = await store.append(write);
    if (outcome.kind === 'claimed') return outcome;
    if (outcome.kind !== 'appended') {
      if (conflicts === mostConflicts) throw new Contended(`${this.stream.streamId} is changed by others all the time`);
      return this.decide(command, options, conflicts + 1); // somebody has changed it in earnest
    }
    const { state, version } = after;
    const position = positionIn(store, outcome);
    return { kind: 'accepted', state, version, events, position, repeated: false };
  }

  /** What the command has done before, in this run or in earnest. */
  private async repeated(commandId: string): Promise<Execution<S, E> | undefined> {
    const { store, streamId } = this.stream;
    const events = await store.readCommand(streamId, commandId);
    const last = events.at(-1);
    if (!last) return undefined;
    const written = this.run.eventsOf(store.service, streamId);
    const end = written.findLastIndex((event) => event.commandId === commandId);
    const { state, version } = await this.fold(written.slice(0, end + 1));
    const done = events as readonly RecordedEvent[] as unknown as readonly E[];
    return { kind: 'accepted', state, version, events: done, position: positionIn(store, last), repeated: true };
  }

  private async fold(written: readonly RecordedEvent[]): Promise<Situation<S>> {
    const { loader } = this.stream;
    const recorded = await DryRun.outside(this.recorded);
    const then = ({ metadata }: RecordedEvent) => Date.parse(metadata.time);
    return written.reduce((it, event) => loader.evolve(it, event as unknown as E, then(event)), recorded);
  }
}
