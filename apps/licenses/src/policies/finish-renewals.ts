import { type RecordedEvent, keyOf, kindOf } from '@licet/contracts';
import { Consumer, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Resources } from '../resources.ts';
import { RenewalSteps } from './renewal-steps.ts';

/** Whenever a renewal is to be used it is, or is free again, also when the process that decided it has died in between. [design 3, API-LIC-22] */
@Injectable()
export class FinishRenewals implements OnModuleInit {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly steps: RenewalSteps,
  ) {}

  onModuleInit(): void {
    const { host, store, own, consumers } = this.resources;
    consumers.add(
      new Consumer({
        name: 'licenses-finish-renewals',
        source: 'licenses',
        stream: own,
        pool: store.pool,
        concerns: ({ streamId }) => kindOf(streamId) === 'renewal',
        handle: async (events, tx) => keepAwake(tx, () => this.#handle(events)),
        failure: 'halt',
        logger: host.logger,
      }),
    );
  }

  async #handle(events: readonly RecordedEvent[]): Promise<void> {
    const asked = events.filter(({ type }) => type === 'RenewalUseRequested');
    for (const streamId of new Set(asked.map((event) => event.streamId)))
      await this.steps.finish(Number(keyOf(streamId)));
  }
}
