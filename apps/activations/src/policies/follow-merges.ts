import type { CustomerEvent, RecordedEvent } from '@licet/contracts';
import { Consumer, concerning, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Resources } from '../resources.ts';
import { CreditSteps } from './credit-steps.ts';

/**
 * Whenever `customers` merges a customer or takes that back, then the credits follow, also after a crash in between; whenever it erases or deletes
 * one, then the key of the reasons of his entries is destroyed, and the numbers stay. [API-CUS-04, API-CUS-05, SYS-05, design 3]
 */
@Injectable()
export class FollowMerges implements OnModuleInit {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly steps: CreditSteps,
  ) {}

  onModuleInit(): void {
    const { host, store, consumers } = this.resources;
    consumers.add(
      new Consumer({
        name: 'activations-follow-merges',
        source: 'customers',
        stream: host.stream,
        pool: store.pool,
        ...concerning(isFollowed, (events, tx) => keepAwake(tx, () => this.#handle(events))),
        failure: 'halt',
        logger: host.logger,
      }),
    );
  }

  async #handle(events: readonly Followed[]): Promise<void> {
    for (const recorded of events) await this.#follow(recorded);
  }

  async #follow(recorded: Followed): Promise<void> {
    const { type, data } = recorded as CustomerEvent;
    const { actor, via, requestId, correlationId, eventId: causationId } = recorded.metadata;
    const cause = { actor, via, requestId, correlationId, causationId };
    const { vault } = this.resources;
    if (type === 'CustomerMerged') await this.steps.merge(data, recorded, cause);
    if (type === 'CustomerMergeReverted') await this.steps.revert(data, recorded, cause);
    if (type === 'CustomerErased' || type === 'CustomerDeleted')
      await vault.destroy(vault.subject(`credits-${data.customerId}`));
  }
}

type Followed = RecordedEvent<CustomerEvent>;
const followed = new Set(['CustomerMerged', 'CustomerMergeReverted', 'CustomerErased', 'CustomerDeleted']);
const isFollowed = (event: RecordedEvent): event is Followed => followed.has(event.type);
