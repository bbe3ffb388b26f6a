import { type CustomerDeleted, type EventOf, type RecordedEvent } from '@licet/contracts';
import { Consumer, concerning, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { KeyedCallTable } from '../keyed-calls/keyed-call-table.ts';
import { Resources } from '../resources.ts';

/**
 * Whenever a customer was deleted, then the key of all that is personal is destroyed, and no kept answer tells of him any more, also after a
 * crash in between. [TEST-08, API-IDEM-05, design 3]
 */
@Injectable()
export class EraseCustomers implements OnModuleInit {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly answers: KeyedCallTable,
  ) {}

  onModuleInit(): void {
    const { host, store, own, consumers } = this.resources;
    consumers.add(
      new Consumer({
        name: 'customers-erase',
        source: 'customers',
        stream: own,
        pool: store.pool,
        ...concerning(isDeletion, (events, tx) => keepAwake(tx, () => this.handle(events))),
        failure: 'halt',
        logger: host.logger,
      }),
    );
  }

  private async handle(events: readonly Deletion[]): Promise<void> {
    const { vault } = this.resources;
    for (const { data } of events) await vault.destroy(vault.subject(`customer-${data.customerId}`));
    await this.answers.forgetPersonal([...new Set(events.map(({ data }) => data.authorId))]);
  }
}

type Deletion = RecordedEvent<EventOf<typeof CustomerDeleted>>;
const isDeletion = (event: RecordedEvent): event is Deletion => event.type === 'CustomerDeleted';
