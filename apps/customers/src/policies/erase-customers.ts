import { type CustomerDeleted, type EventOf, type RecordedEvent } from '@licet/contracts';
import { Consumer, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Resources } from '../resources.ts';

/** Whenever a customer was deleted, then the key of all that is personal is destroyed, also after a crash in between. [TEST-08, design 3] */
@Injectable()
export class EraseCustomers implements OnModuleInit {
  constructor(@Inject(Resources) private readonly resources: ServiceResources) {}

  onModuleInit(): void {
    const { host, store, own, consumers } = this.resources;
    consumers.add(
      new Consumer({
        name: 'customers-erase',
        source: 'customers',
        stream: own,
        pool: store.pool,
        handle: (events, tx) => keepAwake(tx, () => this.handle(events)),
        failure: 'halt',
        logger: host.logger,
      }),
    );
  }

  private async handle(events: readonly RecordedEvent[]): Promise<void> {
    const { vault } = this.resources;
    for (const event of events)
      if (isDeletion(event)) await vault.destroy(vault.subject(`customer-${event.data.customerId}`));
  }
}

const isDeletion = (event: RecordedEvent): event is RecordedEvent<EventOf<typeof CustomerDeleted>> =>
  event.type === 'CustomerDeleted';
