import {
  type CustomerDeleted,
  type CustomerErased,
  type EventOf,
  type RecordedEvent,
  commandIdOf,
} from '@licet/contracts';
import { Contended } from '@licet/event-store';
import { Consumer, concerning, keepAwake } from '@licet/event-stream';
import { type ServiceResources, systemContext } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { CustomerLogins } from '../replicas/customer-logins.ts';
import { KeyedCallTable } from '../keyed-calls/keyed-call-table.ts';
import { Resources } from '../resources.ts';

/**
 * Whenever a customer was erased or deleted, then the key of all that is personal is destroyed, and no kept answer tells of him any more; and
 * whenever he was erased, so are those who were merged into him. Also after a crash in between. [API-CUS-05, TEST-08, API-IDEM-05, design 3]
 */
@Injectable()
export class EraseCustomers implements OnModuleInit {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly answers: KeyedCallTable,
    private readonly customers: Customers,
    private readonly logins: CustomerLogins,
  ) {}

  onModuleInit(): void {
    const { host, store, own, consumers } = this.resources;
    consumers.add(
      new Consumer({
        name: 'customers-erase',
        source: 'customers',
        stream: own,
        pool: store.pool,
        ...concerning(isEnding, (events, tx) => keepAwake(tx, () => this.handle(events))),
        failure: 'halt',
        logger: host.logger,
      }),
    );
  }

  private async handle(events: readonly Ending[]): Promise<void> {
    const { vault } = this.resources;
    for (const { type, data } of events) {
      if (type === 'CustomerErased') await this.#eraseRetired(data);
      await vault.destroy(vault.subject(`customer-${data.customerId}`));
    }
    await this.answers.forgetPersonal([...new Set(events.map(({ data }) => data.authorId))]);
  }

  async #eraseRetired({ customerId: into, authorId }: Ending['data']): Promise<void> {
    const retired = await this.logins.retired(into, systemContext('customers', patience));
    for (const customerId of retired) await this.#erase({ customerId, authorId });
  }

  /** Each is erased by an event of his own, which is followed by this policy in turn. */
  async #erase(request: { customerId: number; authorId: number }): Promise<void> {
    const call = systemContext('customers', patience, { commandId: commandIdOf(`erase:${request.customerId}`) });
    for (let attempt = 0; attempt < tries; attempt++) {
      const turn = await this.logins.nextTurn(request.authorId, call);
      const command = { type: 'EraseCustomer' as const, request, prepared: { turn, version: null } };
      if ((await this.customers.decide(request.customerId, command, call)).kind === 'accepted') return;
    }
    throw new Contended(`customer-${request.customerId}`);
  }
}

const patience = 30_000; // milliseconds
const tries = 20;

type Ending = RecordedEvent<EventOf<typeof CustomerDeleted> | EventOf<typeof CustomerErased>>;
const isEnding = (event: RecordedEvent): event is Ending =>
  event.type === 'CustomerDeleted' || event.type === 'CustomerErased';
