import {
  type CustomerEvent,
  type CustomerMembers,
  type CustomerMembersPatch,
  type Decision,
  accept,
  mostMetadata,
  patchMetadata,
  refuse,
} from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import type { PreparedContact } from './contact.ts';
import { type Customer, type Password, stale } from './customer.ts';
import { isSame } from './is-same.ts';

/** What is known of a customer becomes what a call tells, whichever call it is. [API-CUS-01, LG-02, SL-REG-30] */
export interface UpdateCustomerCommand {
  type: 'UpdateCustomer';
  request: { authorId: number; customerId: number };
  /** Of the call: making customers is what also changes one who is there already. [LG-02] */
  needed: 'customers:write' | 'customers:create';
  /** Made from the customer as it was at `version`; null when nothing differs. */
  prepared: {
    version: number;
    contact: PreparedContact | null;
    registered: boolean;
    members?: CustomerMembersPatch | undefined;
    /** Where staff typed the password that the customer had chosen: it counts as theirs from then on. [PWD-17] */
    password?: Password | undefined;
  };
}

/** One decision for all of it. Refuses with version_conflict what was prepared on an older state, and parameter_invalid for too much metadata. */
export function updateCustomer(
  { prepared }: UpdateCustomerCommand,
  customer: Customer,
  { now }: DecisionContext,
): Decision<CustomerEvent> {
  const { customerId, uuid, authorId, version, mergedInto, registered, contact, emailHash } = customer;
  if (mergedInto !== null || version !== prepared.version) return stale;
  const members = changedMembers(customer, prepared.members ?? {});
  if (Object.keys(members.metadata ?? {}).length > mostMetadata)
    return refuse('parameter_invalid', { pointers: ['/metadata'] });
  const at = now.toISOString();
  const events: CustomerEvent[] = [];
  if (prepared.contact ?? Object.keys(members).length > 0) {
    const told = prepared.contact ?? { contact, emailHash, changed: [] };
    events.push({ type: 'CustomerUpdated', data: { customerId, uuid, authorId, ...told, ...named(members), at } });
  }
  if (prepared.password)
    events.push({ type: 'CustomerPasswordChanged', data: { customerId, authorId, password: prepared.password, at } });
  if (prepared.registered !== registered)
    events.push({ type: 'CustomerRegistered', data: { customerId, authorId, registered: prepared.registered, at } });
  return accept(...events);
}

/** Members as a patch leaves them, those that differ. [API-REP-14, API-VERB-07] */
function changedMembers(customer: Customer, { metadata, ...plain }: CustomerMembersPatch): Partial<CustomerMembers> {
  const told = { ...plain, ...(metadata && { metadata: patchMetadata(customer.metadata, metadata) }) };
  const differing = Object.entries(told).filter(
    ([name, value]) => !isSame(value, customer[name as keyof CustomerMembers]),
  );
  return Object.fromEntries(differing);
}

const named = (members: Partial<CustomerMembers>) => (Object.keys(members).length > 0 ? { members } : {});
