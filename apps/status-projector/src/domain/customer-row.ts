import type { Contact, CustomerEvent } from '@licet/contracts';

/** A customer as searches find it, in the columns of its table. */
export interface CustomerRow {
  customer_id: number;
  author_id: number;
  uuid: string;
  registered: boolean;
  company: string;
  email: string;
  /** Who answers for this one; null for one that stands for itself. */
  merged_into: number | null;
  /** Version of the owner's stream that was folded last. */
  version: number;
}

/** What a row shows of contact data. */
export type ShownContact = Pick<Contact, 'company' | 'email'>;

/** Folds an event into the row, undefined for one that is deleted; `contact`: what its sealed data say. Events that were folded before change nothing. */
export function foldCustomer(
  row: CustomerRow | undefined,
  event: CustomerEvent,
  version: number,
  contact: ShownContact,
): CustomerRow | undefined {
  if (row && version <= row.version) return row;
  if (event.type === 'CustomerDeleted') return undefined;
  if (event.type === 'CustomerCreated') {
    const { customerId, authorId, uuid, registered } = event.data;
    return { customer_id: customerId, author_id: authorId, uuid, registered, merged_into: null, version, ...contact };
  }
  return row && { ...row, ...changed(event, contact), version };
}

function changed(
  event: Exclude<CustomerEvent, { type: 'CustomerCreated' | 'CustomerDeleted' }>,
  contact: ShownContact,
): Partial<CustomerRow> {
  switch (event.type) {
    case 'CustomerUpdated':
      return contact;
    case 'CustomerRegistered':
      return { registered: event.data.registered };
    case 'CustomerMerged':
      return { merged_into: event.data.intoId };
    case 'CustomerPasswordChanged':
    case 'LicenseeRegistered':
      return {};
  }
}
