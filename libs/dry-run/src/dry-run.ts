import type { CallContext, Claim, DryWrite, LanePosition, RecordedEvent, Service } from '@licet/contracts';
import { AsyncLocalStorage } from 'node:async_hooks';

type Traveling = Pick<CallContext, 'dryRun'>;

/** Above every epoch that a record reaches, so that what a dry run writes stands behind all that is recorded. */
const dryEpoch = 2 ** 31 - 1;
/** Above every number that an object gets; those of a dry run go down from here. */
const topNumber = 2 ** 31 - 2;

/** Never switched off: work that a call leaves behind must not be taken for work in earnest, however late it goes on. */
const storage = new AsyncLocalStorage<DryRun>();

/** Whether a place is one of a dry run: nothing stands there, and nobody will ever read it. */
export const isDry = ({ epoch }: Pick<LanePosition, 'epoch'>): boolean => epoch === dryEpoch;

/**
 * A call that is played through and changes nothing: everybody who decides, reads and asks on its behalf finds it as `current`, keeps in it what
 * would be written, and reads from it as if that had been. It travels with calls to other services, as `dryRun` of their context, and ends with
 * the answer: what goes on behind that can write and ask no more. So the code that decides is the one that decides in earnest. [API-DRY-01 … API-DRY-03]
 */
export class DryRun {
  readonly #writes: DryWrite[] = [];
  readonly #byStream = new Map<string, DryWrite[]>();
  readonly #byClaim = new Map<string, DryWrite[]>();
  readonly #own = new Map<object, object>();
  #events = 0;
  #numbers = 0;
  #last: Promise<unknown> = Promise.resolve();
  #ended = false;

  private constructor(writes: readonly DryWrite[]) {
    for (const write of writes) this.write(write);
  }

  /** The dry run on whose behalf this code runs; undefined for a call in earnest. */
  static get current(): DryRun | undefined {
    return storage.getStore();
  }

  /** Does the work as a dry run that begins with what others have written in it. */
  static async perform<T>(
    writes: readonly DryWrite[],
    work: () => Promise<T>,
  ): Promise<{ value: T; writes: readonly DryWrite[] }> {
    const run = new DryRun(writes);
    try {
      const value = await storage.run(run, work);
      return { value, writes: run.#writes.slice(writes.length) };
    } finally {
      run.#end();
    }
  }

  /** Does work whose result others will see, such as loading what is kept in memory, or opening a connection: it finds no dry run. */
  static outside<T>(work: () => T): T {
    return storage.exit(work);
  }

  /**
   * Asks another service: within a dry run the question travels with what is written by now, and what the answer brings is kept. One
   * question after the other, so that none writes what another one does not see.
   */
  static across<C extends Traveling, R extends Traveling>(context: C, ask: (context: C) => Promise<R>): Promise<R> {
    const run = DryRun.current;
    if (!run) return ask(context);
    return run.exclusively(async () => {
      run.#assertOn();
      const { dryRun = [], ...reply } = await ask({ ...context, dryRun: [...run.#writes] });
      for (const write of dryRun) run.write(write);
      return reply as R;
    });
  }

  /** What is kept in memory for all calls; within a dry run a thing of its own in its place. */
  static own<T extends object>(shared: T, make: () => T): T {
    const run = DryRun.current;
    if (!run) return shared;
    const own = (run.#own.get(shared) as T | undefined) ?? make();
    run.#own.set(shared, own);
    return own;
  }

  /** One after the other: what is read does not change before what rests on it is written. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  write(write: DryWrite): void {
    this.#assertOn();
    const { service, streamId, claims, releases, events } = write;
    this.#writes.push(write);
    this.#events += events.length;
    note(this.#byStream, `${service} ${streamId}`, write);
    for (const claim of [...claims, ...releases]) note(this.#byClaim, nameOf(service, claim), write);
  }

  /** What was written to a stream, in order. */
  writesTo(service: Service, streamId: string): readonly DryWrite[] {
    return this.#byStream.get(`${service} ${streamId}`) ?? [];
  }

  eventsOf(service: Service, streamId: string): readonly RecordedEvent[] {
    return this.writesTo(service, streamId).flatMap(({ events }) => events);
  }

  /** Streams of a service that there were before and that the run has written to. */
  changedIn(service: Service): string[] {
    const changed = [...this.#byStream.values()].flatMap(([first]) => (first?.service === service ? [first] : []));
    return changed.filter(({ events }) => (events[0]?.version ?? 1) > 1).map(({ streamId }) => streamId);
  }

  /** Who holds a claim after what was written, given who holds it in the record. Only its holder can give it back. */
  holderOf(service: Service, claim: Claim, recorded: string | undefined): string | undefined {
    let holder = recorded;
    for (const { streamId, claims, releases } of this.#byClaim.get(nameOf(service, claim)) ?? []) {
      if (claims.some((it) => isSame(it, claim))) holder = streamId;
      else if (holder === streamId && releases.some((it) => isSame(it, claim))) holder = undefined;
    }
    return holder;
  }

  /** A place behind all that is recorded, and behind all that was written before. */
  nextPlace(lane: number): LanePosition {
    return { lane, epoch: dryEpoch, position: this.#events + 1 };
  }

  /** A number that no object has or will have. */
  nextNumber(): number {
    return topNumber - this.#events - this.#numbers++;
  }

  #assertOn(): void {
    if (this.#ended) throw new Error('A dry run has ended: what goes on behind its answer changes nothing.');
  }

  /** Whoever still holds it, such as a connection that was opened meanwhile, holds nothing much. */
  #end(): void {
    this.#ended = true;
    this.#writes.length = 0;
    this.#own.clear();
    this.#byStream.clear();
    this.#byClaim.clear();
  }
}

const nameOf = (service: Service, { scope, key }: Claim): string => JSON.stringify([service, scope, key]);
const isSame = (a: Claim, b: Claim): boolean => a.scope === b.scope && a.key === b.key;

function note(index: Map<string, DryWrite[]>, name: string, write: DryWrite): void {
  const known = index.get(name);
  if (known) known.push(write);
  else index.set(name, [write]);
}
