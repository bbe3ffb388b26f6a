import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Resources } from '../resources.ts';
import { KeyedCallTable } from './keyed-call-table.ts';

/** Between two looks; milliseconds. */
const pause = 600_000;

/** Deletes kept answers when their day is over, the secrets in them included. Several processes may do it at once. [API-IDEM-05] */
@Injectable()
export class ForgetAnswers implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> | undefined;

  constructor(
    private readonly table: KeyedCallTable,
    @Inject(Resources) private readonly resources: ServiceResources,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.sweep(), pause);
    void this.sweep();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  sweep(): Promise<void> {
    this.#sweeping ??= this.table
      .sweep()
      .catch((err: unknown) => {
        this.resources.host.logger.warn({ err }, 'Kept answers that are over could not be deleted.');
      })
      .finally(() => (this.#sweeping = undefined));
    return this.#sweeping;
  }
}
