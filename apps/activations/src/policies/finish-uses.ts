import { keyOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { openUses } from '../domain/use-both.ts';
import { Resources } from '../resources.ts';
import { UseSteps } from './use-steps.ts';

/** Between two looks; milliseconds. */
const pause = 2_000;
/** So many at a time. */
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

  /** All that there are, page by page: none keeps others waiting by failing. */
  async #finish(): Promise<void> {
    try {
      for (let after: string | undefined = ''; after !== undefined;) {
        const page = await this.store.holdersIn(openUses, { after, limit: most });
        for (const licenseId of new Set(page.map(({ streamId }) => Number(keyOf(streamId)))))
          await this.#finishOf(licenseId);
        after = page.length < most ? undefined : page.at(-1)?.key;
      }
    } catch (error) {
      this.#logger.warn({ err: error }, 'unfinished consumptions of license and customer cannot be found');
    }
  }

  async #finishOf(licenseId: number): Promise<void> {
    try {
      await this.steps.finishAll(licenseId);
    } catch (error) {
      this.#logger.warn({ err: error, licenseId }, 'a consumption of license and customer cannot be finished yet');
    }
  }

  get #logger() {
    return this.resources.host.logger;
  }
}
