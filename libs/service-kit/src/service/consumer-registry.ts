import { comparePositions, type LanePosition, type Position, type Service } from '@licet/contracts';
import { type Consumer, Replica } from '@licet/event-stream';
import type { Logger } from 'pino';
import { keepTrying, stopSignal } from '../lifecycle/keep-trying.ts';

/** What follows the events of a source. A consumer keeps its place in the database, a replica in the memory of this process. */
export type Follower = Pick<Consumer | Replica, 'name' | 'source' | 'start' | 'stop' | 'waitApplied'>;

interface Entry {
  follower: Follower;
  inMemory: boolean;
  started: boolean;
}

/** The consumers and replicas of one service: started together, stopped together, asked together. */
export class ConsumerRegistry {
  readonly #entries: Entry[] = [];
  readonly #logger: Logger;
  readonly #stopping = stopSignal();
  #running: Promise<unknown>[] | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Adds a consumer of the database. Started with the service, or at once when that has happened. */
  add(follower: Follower): void {
    const entry = { follower, inMemory: follower instanceof Replica, started: false };
    this.#entries.push(entry);
    this.#running?.push(this.#start(entry));
  }

  get sources(): Service[] {
    return [...new Set(this.#entries.map(({ follower }) => follower.source))];
  }

  /** Resolves when everything that was added before `start` runs, or is not to run any more. */
  async whenStarted(): Promise<void> {
    await Promise.all(this.#running ?? []);
  }

  /** Starts everything; what fails is tried again until `stop`, so that a stream that is away delays nothing else. */
  start(): void {
    this.#running = this.#entries.map((entry) => this.#start(entry));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running ?? []);
    await Promise.all(this.#entries.filter(({ started }) => started).map(({ follower }) => follower.stop()));
  }

  /**
   * Whether all that follows these positions has applied them; waits until the deadline. `pod`: what this process holds in memory, otherwise
   * what stands in the database. A source that nobody here follows is nothing to wait for.
   */
  async waitApplied(positions: readonly Position[], deadline: number, pod: boolean): Promise<boolean> {
    const waits = newestPerLane(positions).flatMap((position) =>
      this.#entries
        .filter(({ follower, inMemory }) => follower.source === position.service && inMemory === pod)
        .map(({ follower }) => follower.waitApplied(position, deadline)),
    );
    return (await Promise.all(waits)).every(Boolean);
  }

  /** Whether everything that follows `source` has come this far; waits until the deadline. */
  async waitReached(source: Service, heads: readonly LanePosition[], deadline: number): Promise<boolean> {
    const waits = this.#entries
      .filter(({ follower }) => follower.source === source)
      .flatMap(({ follower }) =>
        heads.filter(({ position }) => position > 0).map((head) => follower.waitApplied(head, deadline)),
      );
    return (await Promise.all(waits)).every(Boolean);
  }

  async #start(entry: Entry): Promise<void> {
    entry.started = await keepTrying(
      () => entry.follower.start(),
      this.#stopping.signal,
      (error, pause) => {
        // The lanes of a service that starts later, or of our own, are there in a moment.
        const level = pause < 1000 ? 'debug' : 'warn';
        this.#logger[level]({ err: error, consumer: entry.follower.name }, 'A consumer did not start; trying again.');
      },
    );
  }
}

/** Waiting for the newest position of a lane is waiting for all before it. */
function newestPerLane(positions: readonly Position[]): Position[] {
  const newest = new Map<string, Position>();
  for (const position of positions) {
    const key = `${position.service}/${position.lane}`;
    const known = newest.get(key);
    if (!known || comparePositions(known, position) < 0) newest.set(key, position);
  }
  return [...newest.values()];
}
