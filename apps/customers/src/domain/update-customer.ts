import { type CustomerEvent, type Decision, accept } from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import type { PreparedContact } from './contact.ts';
import { type Customer, stale } from './customer.ts';

/** What is known of a customer becomes what a call tells, whichever call it is. [API-CUS-01, LG-02, SL-REG-30] */
export interface UpdateCustomerCommand {
  type: 'UpdateCustomer';
  request: { authorId: number; customerId: number };
  /** Of the call: making customers is what also changes one who is there already. [LG-02] */
  needed: 'customers:write' | 'customers:create';
  /** Made from the customer as it was at `version`; null when nothing differs. */
  prepared: { version: number; contact: PreparedContact | null; registered: boolean };
}

/** One decision for all of it. Refuses with version_conflict what was prepared on an older state. */
export function updateCustomer(
  { prepared }: UpdateCustomerCommand,
  { customerId, uuid, authorId, version, mergedInto, registered }: Customer,
  { now }: DecisionContext,
): Decision<CustomerEvent> {
  if (mergedInto !== null || version !== prepared.version) return stale;
  const at = now.toISOString();
  const events: CustomerEvent[] = [];
  if (prepared.contact)
    events.push({ type: 'CustomerUpdated', data: { customerId, uuid, authorId, ...prepared.contact, at } });
  if (prepared.registered !== registered)
    events.push({ type: 'CustomerRegistered', data: { customerId, authorId, registered: prepared.registered, at } });
  return accept(...events);
}
