import type { CommandBus } from '@licet/command-bus';
import { type LanePosition, type RecordedEvent, commonCalls, kindOf } from '@licet/contracts';
import { type EventStream, Replica } from '@licet/event-stream';
import { type Logger, keepTrying, stopSignal, systemContext } from '@licet/service-kit';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Callers } from './callers.ts';

/** How often it is looked whether every change has been heard of, and how long one may be on its way. Milliseconds. [API-KEY-07] */
const look = { everyMs: 2000, patienceMs: 1500 };

export interface AccountFollowerOptions {
  bus: CommandBus;
  stream: EventStream;
  callers: Pick<Callers, 'forget' | 'hears'>;
  logger: Logger;
}

/**
 * Hears of changes of accounts from the record of `customers`, so that a revoked key or a lost permission is refused by every gateway.
 * Nothing waits for it: while it is behind, or `customers` cannot tell how far its record goes, callers are remembered for seconds only.
 * [design 6, PERM-21, API-KEY-07]
 */
export class AccountFollower {
  readonly #options: AccountFollowerOptions;
  readonly #replica: Replica;
  readonly #stopping = stopSignal();
  #done: Promise<void> | undefined;

  constructor(options: AccountFollowerOptions) {
    this.#options = options;
    const { stream, logger } = options;
    this.#replica = new Replica({
      name: 'gateway-accounts',
      source: 'customers',
      stream,
      logger,
      load: async () => new Map((await this.#heads()).map((head) => [head.lane, head])),
      apply: (events) => {
        for (const event of events) this.#apply(event);
      },
    });
  }

  start(): void {
    this.#done ??= this.#follow();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done;
    await this.#replica.stop();
  }

  async #follow(): Promise<void> {
    const { callers, logger } = this.#options;
    const { signal } = this.#stopping;
    const started = await keepTrying(
      () => this.#replica.start(),
      signal,
      (err) => {
        logger.debug({ err }, 'Changes of accounts are not followed yet.');
      },
    );
    if (!started) return;
    while (!signal.aborted) {
      callers.hears(await this.#isUpToDate());
      await sleep(look.everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #isUpToDate(): Promise<boolean> {
    try {
      const deadline = Date.now() + look.patienceMs;
      const heads = (await this.#heads()).filter(({ position }) => position > 0);
      return (await Promise.all(heads.map((head) => this.#replica.waitApplied(head, deadline)))).every(Boolean);
    } catch {
      return false;
    }
  }

  async #heads(): Promise<LanePosition[]> {
    const context = systemContext('customers', look.patienceMs);
    const reply = await this.#options.bus.call(commonCalls.customers.Heads, {}, context);
    if (!reply.ok) throw new Error(`customers refused to tell its heads: ${reply.refusal.code}`);
    return reply.value;
  }

  #apply({ streamId, data }: RecordedEvent): void {
    if (kindOf(streamId) === 'author') this.#options.callers.forget((data as { authorId: number }).authorId);
  }
}
