import { keyOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Resources } from '../resources.ts';
import { UseSteps } from './use-steps.ts';

/** Between two looks; milliseconds. */
const pause = 2_000;
/** So many at a look. */
const most = 100;

/**
 * Finishes consumptions of license and customer whose process has died in between: at the start of the service and from time to time, by the
 * claim that each holds until its end, so that no reader of the whole record is needed. Several processes may do it at once. [API-BAL-02, design 3]
 */
@Injectable()
export class FinishUses implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly store: EventStore,
    private readonly steps: UseSteps,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.finish(), pause);
    void this.finish();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  finish(): Promise<void> {
    this.#running ??= this.#finish().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #finish(): Promise<void> {
    const { logger } = this.resources.host;
    try {
      for (const streamId of await this.store.holdersIn('openBalanceUse', most))
        await this.steps.finishAll(Number(keyOf(streamId)));
    } catch (error) {
      logger.warn({ err: error }, 'consumptions of license and customer cannot be finished yet');
    }
  }
}
