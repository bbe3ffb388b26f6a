import { type CallContext, commandIdOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { inTransaction, keepAwake } from '@licet/event-stream';
import { type ServiceResources, systemContext } from '@licet/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Licenses } from '../aggregates.ts';
import { nothingPrepared } from '../domain/license-members.ts';
import { isTryout } from '../domain/tryout.ts';
import { type Leaving, Tryouts } from '../replicas/tryouts.ts';
import { Resources } from '../resources.ts';

const patience = 30_000; // milliseconds
const pause = 1000; // milliseconds
const atOnce = 100;

/**
 * Deletes what was issued while a product was being tried out, once its author has asked for that. The event of the product is the intent; each
 * license goes under a command id of its own, so that whoever goes on after a crash deletes none twice, and none that staff have restored
 * since. Several processes share the work. [DNA-MODE-06, DNA-MODE-07, API-PRD-03, design 3]
 */
@Injectable()
export class ClearTryouts implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #closing = false;
  /** The license that the next round goes on behind, so that those that cannot be deleted keep none from its turn. */
  #behind = 0;

  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly store: EventStore,
    private readonly licenses: Licenses,
    private readonly tryouts: Tryouts,
  ) {}

  onApplicationBootstrap(): void {
    this.#schedule(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(after: number): void {
    if (this.#closing) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#round().then((count) => {
        this.#schedule(count === atOnce ? 0 : pause);
      });
    }, after);
  }

  /** Some licenses at a time; answers how many there were. */
  async #round(): Promise<number> {
    try {
      return await inTransaction(this.store.pool, async (tx) => {
        const leaving = await this.tryouts.leaving(tx, this.#behind, atOnce);
        this.#behind = leaving.length === atOnce ? (leaving.at(-1)?.licenseId ?? 0) : 0;
        if (leaving.length === 0) return 0;
        const outcomes = await keepAwake(tx, () => Promise.allSettled(leaving.map((it) => this.#delete(it))));
        const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
        if (failures.length) this.#warn(failures[0]?.reason, failures.length);
        const deleted = leaving.filter((_, i) => outcomes[i]?.status === 'fulfilled');
        await this.tryouts.settled(
          tx,
          deleted.map(({ licenseId }) => licenseId),
        );
        return leaving.length;
      });
    } catch (error) {
      this.#warn(error);
      return 0;
    }
  }

  #warn(error: unknown, licenses?: number): void {
    this.resources.host.logger.warn(
      { err: error, licenses },
      'Licenses of a tried out product are not all deleted yet.',
    );
  }

  async #delete(leaving: Leaving): Promise<void> {
    const { licenseId, authorId } = leaving;
    const { state } = await this.licenses.read(String(licenseId));
    if (!isTryout(state)) return;
    const request = { authorId, licenseId, changes: { status: { status: 'deleted', reason: null } } } as const;
    const command = { type: 'UpdateLicense', request, countersHold: true, prepared: nothingPrepared } as const;
    const execution = await this.licenses.decide(licenseId, command, callFor(leaving));
    if (execution.kind === 'refused')
      throw new Error(`License ${licenseId} cannot be deleted: ${execution.refusal.code}`);
  }
}

/** Whoever has said that the product is sold from now on is who deletes. */
const callFor = ({ licenseId, eventId, cause }: Leaving): CallContext =>
  systemContext('licenses', patience, {
    ...{ ...cause, causationId: eventId, commandId: commandIdOf(`tryout:${eventId}:${licenseId}`) },
    ...{ via: 'system', scopes: ['licenses:write', 'licenses:status', 'licenses:void'] },
  });
