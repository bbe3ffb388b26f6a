import { type Contact, type CustomerEvent, type CustomerMembers, timeOf } from '@licet/contracts';
import { lexemes } from './words.ts';

/** A customer as searches find it, in the columns of its table. */
export interface CustomerRow {
  customer_id: number;
  author_id: number;
  uuid: string;
  registered: boolean;
  company: string;
  /** In lower case, null for none. */
  company_key: string | null;
  email_key: string | null;
  country_key: string | null;
  external_id: string | null;
  status: 'active' | 'erased';
  created_at: string;
  words: string;
  /** Who answers for this one; null for one that stands for itself. */
  merged_into: number | null;
  /** Version of the owner's stream that was folded last. */
  version: number;
}

/** What a row shows of contact data. */
export type ShownContact = Pick<Contact, 'company' | 'email' | 'country' | 'firstName' | 'lastName'>;

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
    const { customerId, authorId, uuid, registered, members, at = timeOf(uuid) } = event.data;
    const standing = { registered, status: 'active' as const, merged_into: null, created_at: at, version };
    const named = { external_id: members?.externalId ?? null };
    return {
      customer_id: customerId,
      author_id: authorId,
      uuid,
      ...standing,
      ...named,
      ...shownColumns(authorId, contact),
    };
  }
  return row && { ...row, ...changed(row, event, contact), version };
}

function changed(
  { author_id: authorId }: CustomerRow,
  event: Exclude<CustomerEvent, { type: 'CustomerCreated' | 'CustomerDeleted' }>,
  contact: ShownContact,
): Partial<CustomerRow> {
  switch (event.type) {
    case 'CustomerUpdated':
      return { ...shownColumns(authorId, contact), ...externalId(event.data.members) };
    case 'CustomerRegistered':
      return { registered: event.data.registered };
    case 'CustomerMerged':
      return { merged_into: event.data.intoId };
    case 'CustomerErased':
      return { status: 'erased', ...shownColumns(authorId, contact) };
    case 'CustomerMergeReverted':
      return { merged_into: null };
    case 'CustomerPasswordChanged':
    case 'LicenseeRegistered':
      return {};
  }
}

const externalId = ({ externalId: name }: Partial<CustomerMembers> = {}) =>
  name === undefined ? {} : { external_id: name };

function shownColumns(authorId: number, { company, email, country, firstName, lastName }: ShownContact) {
  const key = (text: string) => text.toLowerCase() || null;
  return {
    company,
    company_key: key(company),
    email_key: key(email),
    country_key: key(country),
    words: lexemes(authorId, firstName, lastName, company, email),
  };
}
