import { type Contact, type CustomerEvent, type RecordedEvent, type Sealed, emptyContact } from '@licet/contracts';
import { Consumer, concerning, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import type { Vault } from '@licet/vault';
import type pg from 'pg';
import { type CustomerRow, type ShownContact, foldCustomer } from '../domain/customer-row.ts';
import { BulkTable } from './bulk-table.ts';

/** Name under which the positions of the read model of customers stand. */
export const customersConsumer = 'status-projector-customers';

const customers = new BulkTable<CustomerRow>('customer', ['customer_id']);

/**
 * Keeps customers as searches find them. A reader of its own, because it needs the keys of `customers`: while that is away it waits, and
 * everything else goes on. [design 3, sealed values; SC-02]
 */
export const customerReadModel = ({ host, store, vault }: ServiceResources): Consumer =>
  new Consumer({
    name: customersConsumer,
    source: 'customers',
    stream: host.stream,
    pool: store.pool,
    failure: 'park',
    logger: host.logger,
    ...concerning(isOfCustomer, (events, tx) => project(events, tx, vault)),
  });

async function project(known: readonly RecordedEvent<CustomerEvent>[], tx: pg.ClientBase, vault: Vault): Promise<void> {
  const rows = await customers.load(
    tx,
    known.map(({ data }) => data.customerId),
  );
  const texts = await keepAwake(tx, () => vault.openMany(known.flatMap(sealedContact)));
  for (const event of known) {
    const { customerId } = event.data;
    const [sealed] = sealedContact(event);
    const text = sealed === undefined ? null : texts.get(sealed);
    const row = foldCustomer(rows.get(customerId), event as CustomerEvent, event.version, shown(text));
    if (row) rows.set(customerId, row);
    else rows.delete(customerId);
  }
  await customers.save(tx, [...rows.values()]);
  await customers.delete(
    tx,
    known.map(({ data }) => data.customerId).filter((id) => !rows.has(id)),
  );
}

/** Empty once the customer was erased. */
function shown(text: string | null | undefined): ShownContact {
  const contact = { ...emptyContact, ...(JSON.parse(text ?? '{}') as Partial<Contact>) };
  const { company, email, country, firstName, lastName } = contact;
  return { company: company.trim(), email: email.trim(), country: country.trim(), firstName, lastName };
}

const sealedContact = ({ data }: RecordedEvent<CustomerEvent>): Sealed[] => ('contact' in data ? [data.contact] : []);

const isOfCustomer = (event: RecordedEvent): event is RecordedEvent<CustomerEvent> =>
  event.streamId.startsWith('customer-');
