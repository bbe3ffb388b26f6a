import type { CustomerEvent, LicenseEvent, RecordedEvent } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Consumer, type ConsumerOptions, concerning, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Resources } from '../resources.ts';
import { MergedCustomers } from '../replicas/merged-customers.ts';
import { DeleteCustomers } from './delete-customers.ts';
import { InvoicesOfCustomers } from './invoices-of-customers.ts';
import { LicensesOfCustomers } from './licenses-of-customers.ts';

type Owned = RecordedEvent & LicenseEvent;
type Transaction = Parameters<ConsumerOptions['handle']>[1];

/**
 * Whenever `customers` names a licensee or merges a customer into another, then the licenses follow. A license may be added to a retired
 * customer, or to one who is being deleted, in the very moment of the merge or deletion; so each side first writes down and commits what it has seen, and only then
 * looks at what the other has: at least one of them sees both, and no license is left behind. [SL-REG-27, SL-REG-30, TEST-08]
 */
@Injectable()
export class FollowRegistrations implements OnModuleInit {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly store: EventStore,
    private readonly licenses: LicensesOfCustomers,
    private readonly invoices: InvoicesOfCustomers,
    private readonly merged: MergedCustomers,
    private readonly deletions: DeleteCustomers,
  ) {}

  onModuleInit(): void {
    const { host, own, consumers } = this.resources;
    const common = { pool: this.store.pool, failure: 'halt' as const, logger: host.logger };
    consumers.add(
      new Consumer({
        ...common,
        name: 'licenses-follow-registrations',
        source: 'customers',
        stream: host.stream,
        ...concerning(isFollowed, (events, tx) => this.#told(events, tx)),
      }),
    );
    consumers.add(
      new Consumer({
        ...common,
        name: 'licenses-of-customers',
        source: 'licenses',
        stream: own,
        ...concerning(isOwned, (events, tx) => this.#owned(events, tx)),
      }),
    );
  }

  #told(events: readonly RecordedEvent<CustomerEvent>[], tx: Transaction): Promise<void> {
    return keepAwake(tx, async () => {
      for (const event of events) await this.#follow(event);
    });
  }

  async #follow(recorded: RecordedEvent<CustomerEvent>): Promise<void> {
    const { type, data } = recorded as CustomerEvent;
    const cause = causeOf(recorded);
    if (type === 'CustomerCreated' && data.forLicenseId !== undefined)
      await this.licenses.give(data.forLicenseId, data.customerId, cause);
    if (type === 'LicenseeRegistered') await this.licenses.nameLicensee(data, recorded, cause);
    if (type !== 'CustomerMerged' && type !== 'CustomerMergeReverted') return;
    const { customerId, turn } = data;
    await this.merged.tell(customerId, type === 'CustomerMerged' ? data.intoId : null, turn);
    for (const owned of [this.licenses, this.invoices]) {
      await owned.moveAll(customerId, cause);
      await owned.giveBackAll(customerId, cause);
    }
  }

  async #owned(told: readonly Owned[], tx: Transaction): Promise<void> {
    const owners = new Map(told.flatMap(ownerTold));
    const alone = [...owners].flatMap(([licenseId, owner]) => (owner ? [] : [licenseId]));
    if (alone.length > 0) await this.store.pool.query(forgetOwners, [alone]);
    const owned = [...owners].flatMap(([licenseId, owner]) => (owner ? [{ licenseId, ...owner }] : []));
    if (owned.length === 0) return;
    const [ids, customers] = [owned.map((it) => it.licenseId), owned.map((it) => it.customerId)];
    await this.store.pool.query({ name: 'license_customers', text: upsertOwners, values: [ids, customers] });
    const [retired, leaving] = await Promise.all([this.merged.among(customers), this.deletions.among(customers)]);
    if (retired.size + leaving.size === 0) return;
    await keepAwake(tx, async () => {
      for (const { licenseId, ...owner } of owned)
        if (retired.has(owner.customerId)) await this.licenses.move(licenseId, {});
        else if (leaving.has(owner.customerId) && (await this.deletions.isGone(owner)))
          await this.licenses.leave(licenseId, owner.customerId);
    });
  }
}

interface Owner {
  customerId: number;
  authorId: number;
}

const followed = new Set(['CustomerCreated', 'LicenseeRegistered', 'CustomerMerged', 'CustomerMergeReverted']);
const isFollowed = (event: RecordedEvent): event is RecordedEvent<CustomerEvent> => followed.has(event.type);
const isOwned = (event: RecordedEvent): event is Owned => ownerTold(event as Owned).length > 0;

/** License and whose it is from now on, as far as an event tells it; null for nobody's. */
function ownerTold({ type, data }: Owned): [number, Owner | null][] {
  const { licenseId, authorId } = data;
  const of = (customerId: number | null): [number, Owner | null][] => [
    [licenseId, customerId === null ? null : { customerId, authorId }],
  ];
  switch (type) {
    case 'LicenseAdded':
      return data.customerId === null ? [] : of(data.customerId);
    case 'LicenseUpdated':
    case 'LicenseStatusChanged':
    case 'LicenseExpirationChanged':
      return data.changes.customerId ? of(data.changes.customerId.after) : [];
    case 'LicensePurged':
      return of(null);
    default:
      return [];
  }
}

function causeOf({ metadata }: RecordedEvent) {
  const { actor, via, requestId, correlationId } = metadata;
  return { actor, via, requestId, correlationId };
}

const forgetOwners = 'delete from license_customer where license_id = any ($1)';
const upsertOwners = `insert into license_customer (license_id, customer_id)
  select * from unnest($1::int[], $2::int[])
  on conflict (license_id) do update set customer_id = excluded.customer_id`;
