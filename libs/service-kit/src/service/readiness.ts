import type { CommandBus } from '@licet/command-bus';
import { commonCalls, type LanePosition, type Service } from '@licet/contracts';
import type { Logger } from 'pino';
import { clockDifference } from '../database/clock.ts';
import { keepTrying, stopSignal } from '../lifecycle/keep-trying.ts';
import type { ServiceResources } from './service-host.ts';
import { systemContext } from './system-context.ts';

const roundMs = 2000;
/** A pod whose clock differs more from the database's is not ready. Milliseconds. [design 3, time limits] */
const clockTolerance = 1000;

/** Knows when a service may be asked: caught up once, and the database there with the same time as ours. [design 4] */
export class Readiness {
  readonly #resources: ServiceResources;
  #caughtUp = false;
  readonly #stopping = stopSignal();

  constructor(resources: ServiceResources) {
    this.#resources = resources;
  }

  /** Follows in the background until what the sources name now has been applied here. */
  async catchUp(): Promise<void> {
    const { consumers } = this.#resources;
    await consumers.whenStarted();
    await Promise.all(consumers.sources.map((source) => this.#reach(source)));
    this.#caughtUp = true;
  }

  async ready(): Promise<boolean> {
    if (!this.#caughtUp || this.#stopping.signal.aborted) return false;
    try {
      const difference = await clockDifference(this.#resources.store.pool);
      if (difference <= clockTolerance) return true;
      this.#logger.error({ difference }, 'The clock differs from the database: not ready.');
    } catch (error) {
      this.#logger.warn({ err: error }, 'The database does not answer: not ready.');
    }
    return false;
  }

  stop(): void {
    this.#stopping.abort();
  }

  get #logger(): Logger {
    return this.#resources.host.logger;
  }

  async #reach(source: Service): Promise<void> {
    const heads = await this.#insist(() => this.#headsOf(source), `${source} does not name its heads yet.`);
    if (!heads) return;
    const { consumers } = this.#resources;
    const reach = async () => {
      if (!(await consumers.waitReached(source, heads, Date.now() + roundMs))) throw new Error('Not reached yet.');
    };
    await this.#insist(reach, `Still catching up with ${source}.`);
  }

  #headsOf(source: Service): Promise<readonly LanePosition[]> {
    const { host, store } = this.#resources;
    return source === host.service ? store.heads() : askHeads(host.bus, host.service, source);
  }

  /** Does it until it succeeds; undefined when the service stops before. */
  async #insist<T>(work: () => Promise<T>, failure: string): Promise<T | undefined> {
    let result: T | undefined;
    const attempt = async () => (result = await work());
    await keepTrying(attempt, this.#stopping.signal, (error, pause) => {
      this.#logger[pause < 1000 ? 'debug' : 'info']({ err: error }, failure);
    });
    return result;
  }
}

async function askHeads(bus: CommandBus, asker: Service, source: Service): Promise<readonly LanePosition[]> {
  const reply = await bus.call(commonCalls[source].Heads, {}, systemContext(asker, roundMs));
  if (!reply.ok) throw new Error(`${source} refused its heads: ${reply.refusal.code}`);
  return reply.value;
}
