import type { CallContext, Claim, DryWrite, LanePosition, RecordedEvent, Service } from '@licet/contracts';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

type Traveling = Pick<CallContext, 'dryRun'>;

/** Above every epoch that a record reaches, so that what a dry run writes stands behind all that is recorded. */
const dryEpoch = 2 ** 31 - 1;
/** So long a call may be worked on behind its answer, at the most. Milliseconds. */
const linger = 60_000;

const storage = new AsyncLocalStorage<DryRun>();
let running = 0;

/** Whether a place is one of a dry run: nothing stands there, and nobody will ever read it. */
export const isDry = ({ epoch }: Pick<LanePosition, 'epoch'>): boolean => epoch === dryEpoch;

/**
 * A call that is played through and changes nothing: everybody who decides, reads and asks on its behalf finds it as `current`, keeps in it what
 * would be written, and reads from it as if that had been. It travels with calls to other services, as `dryRun` of their context, and ends with
 * the answer. So the code that decides is the one that decides in earnest. [API-DRY-01 … API-DRY-03]
 */
export class DryRun {
  readonly #writes: DryWrite[];
  readonly #own = new Map<object, object>();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(writes: readonly DryWrite[]) {
    this.#writes = [...writes];
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
    running++;
    try {
      const value = await storage.run(run, work);
      return { value, writes: run.#writes.slice(writes.length) };
    } finally {
      void letGo();
    }
  }

  /** Does work whose result others will see, such as loading what is kept in memory: it finds no dry run. */
  static outside<T>(work: () => T): T {
    return storage.exit(work);
  }

  /** Asks another service: within a dry run the question travels with what is written by now, and what the answer brings is kept. */
  static async across<C extends Traveling, R extends Traveling>(
    context: C,
    ask: (context: C) => Promise<R>,
  ): Promise<R> {
    const run = DryRun.current;
    if (!run) return ask(context);
    const { dryRun, ...reply } = await ask({ ...context, dryRun: run.#writes });
    run.#writes.push(...(dryRun ?? []));
    return reply as R;
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
    this.#writes.push(write);
  }

  /** What was written to a stream, in order. */
  writesTo(service: Service, streamId: string): readonly DryWrite[] {
    return this.#writes.filter((write) => write.service === service && write.streamId === streamId);
  }

  eventsOf(service: Service, streamId: string): readonly RecordedEvent[] {
    return this.writesTo(service, streamId).flatMap(({ events }) => events);
  }

  /** The stream that holds a claim by now; null where it was given back, undefined where nothing was written of it. */
  holderOf(service: Service, { scope, key }: Claim): string | null | undefined {
    const same = (claim: Claim) => claim.scope === scope && claim.key === key;
    for (const write of this.#writes.toReversed()) {
      if (write.service !== service) continue;
      if (write.releases.some(same)) return null;
      if (write.claims.some(same)) return write.streamId;
    }
    return undefined;
  }

  /** A place behind all that is recorded, and behind all that was written before. */
  nextPlace(lane: number): LanePosition {
    const position = this.#writes.reduce((sum, { events }) => sum + events.length, 1);
    return { lane, epoch: dryEpoch, position };
  }
}

/** Tracing costs every promise of the process, so it ends some time after the last dry run has. */
async function letGo(): Promise<void> {
  await sleep(linger, undefined, { ref: false });
  if (--running === 0) storage.disable();
}
