import type { CommandBus } from '@licet/command-bus';
import { commonCalls, type LanePosition, type Service } from '@licet/contracts';
import type { Logger } from 'pino';
import { setTimeout as delay } from 'node:timers/promises';
import { clockDifference } from '../database/clock.ts';
import type { ServiceResources } from './service-host.ts';
import { systemContext } from './system-context.ts';

const roundMs = 2000;
/** A pod whose clock differs more from the database's is not ready. Milliseconds. [design 3, time limits] */
const clockTolerance = 1000;

/** Knows when a service may be asked: caught up once, and the database there with the same time as ours. [design 4] */
export class Readiness {
  readonly #resources: ServiceResources;
  #caughtUp = false;
  #stopped = false;

  constructor(resources: ServiceResources) {
    this.#resources = resources;
  }

  /** Follows in the background until what the sources name now has been applied here. */
  async catchUp(): Promise<void> {
    const { consumers } = this.#resources;
    while (!this.#stopped && !consumers.started) await delay(20, undefined, { ref: false });
    await Promise.all(consumers.sources.map((source) => this.#reach(source)));
    this.#caughtUp = !this.#stopped;
  }

  async ready(): Promise<boolean> {
    if (!this.#caughtUp || this.#stopped) return false;
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
    this.#stopped = true;
  }

  get #logger(): Logger {
    return this.#resources.host.logger;
  }

  async #reach(source: Service): Promise<void> {
    const heads = await this.#headsOf(source);
    while (!this.#stopped && !(await this.#resources.consumers.waitReached(source, heads, Date.now() + roundMs))) {
      this.#logger.info({ source }, 'Still catching up.');
    }
  }

  /** Asked until answered: without it nobody knows how far there is to go. */
  async #headsOf(source: Service): Promise<readonly LanePosition[]> {
    const { host, store } = this.#resources;
    while (!this.#stopped) {
      try {
        return source === host.service ? await store.heads() : await askHeads(host.bus, host.service, source);
      } catch (error) {
        this.#logger.debug({ err: error, source }, 'A source does not name its heads yet.');
        await delay(200, undefined, { ref: false });
      }
    }
    return [];
  }
}

async function askHeads(bus: CommandBus, asker: Service, source: Service): Promise<readonly LanePosition[]> {
  const reply = await bus.call(commonCalls[source].Heads, {}, systemContext(asker, roundMs));
  if (!reply.ok) throw new Error(`${source} refused its heads: ${reply.refusal.code}`);
  return reply.value;
}
