import { type RecordedEvent, keyOf, kindOf } from '@licet/contracts';
import { Consumer, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Resources } from '../resources.ts';
import { LicenseSetSteps } from './license-set-steps.ts';

/** Whenever a set is asked for it is issued or taken back, also when the process that decided it has died in between. [design 3, API-LIC-02] */
@Injectable()
export class FinishLicenseSets implements OnModuleInit {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly steps: LicenseSetSteps,
  ) {}

  onModuleInit(): void {
    const { host, store, own, consumers } = this.resources;
    consumers.add(
      new Consumer({
        name: 'licenses-finish-sets',
        source: 'licenses',
        stream: own,
        pool: store.pool,
        concerns: ({ streamId }) => kindOf(streamId) === 'licenseSet',
        handle: async (events, tx) => keepAwake(tx, () => this.#handle(events)),
        failure: 'halt',
        logger: host.logger,
      }),
    );
  }

  async #handle(events: readonly RecordedEvent[]): Promise<void> {
    for (const streamId of new Set(events.map((event) => event.streamId))) await this.steps.finish(keyOf(streamId));
  }
}
