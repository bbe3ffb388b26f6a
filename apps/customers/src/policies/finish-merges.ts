import type { CustomerMerged, EventOf, RecordedEvent } from '@licet/contracts';
import { Consumer, concerning, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MergeSteps } from '../merge-steps.ts';
import { Resources } from '../resources.ts';

/**
 * Whenever a customer was merged into another, then the other takes over what the call told, also when the process that decided it has
 * died in between. [SL-REG-30, design 3]
 */
@Injectable()
export class FinishMerges implements OnModuleInit {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly steps: MergeSteps,
  ) {}

  onModuleInit(): void {
    const { host, store, own, consumers } = this.resources;
    consumers.add(
      new Consumer({
        name: 'customers-finish-merges',
        source: 'customers',
        stream: own,
        pool: store.pool,
        ...concerning(isMerge, (events, tx) => keepAwake(tx, () => this.handle(events))),
        failure: 'halt',
        logger: host.logger,
      }),
    );
  }

  private async handle(events: readonly Merge[]): Promise<void> {
    for (const event of events) await this.steps.takeOver(event.data, event, event.metadata);
  }
}

type Merge = RecordedEvent<EventOf<typeof CustomerMerged>>;
const isMerge = (event: RecordedEvent): event is Merge => event.type === 'CustomerMerged';
