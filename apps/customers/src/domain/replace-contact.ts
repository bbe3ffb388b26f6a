import { type CustomerEvent, type Decision, accept } from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import type { PreparedContact } from './contact.ts';
import { type Customer, stale } from './customer.ts';

/** A customer is made who is there already, by e-mail and password: his contact data are overwritten. [LG-02] */
export interface ReplaceContactCommand {
  type: 'ReplaceContact';
  request: { authorId: number; customerId: number; registered: boolean };
  /** Made from the customer as it was at `version`; null when nothing differs. */
  prepared: { version: number; contact: PreparedContact | null };
}

/** Refuses with version_conflict what was prepared on an older state. A registered customer stays registered. */
export function replaceContact(
  { request, prepared }: ReplaceContactCommand,
  { customerId, uuid, authorId, version, mergedInto, registered }: Customer,
  { now }: DecisionContext,
): Decision<CustomerEvent> {
  if (mergedInto !== null || version !== prepared.version) return stale;
  const at = now.toISOString();
  const events: CustomerEvent[] = [];
  if (prepared.contact)
    events.push({ type: 'CustomerUpdated', data: { customerId, uuid, authorId, ...prepared.contact, at } });
  if (request.registered && !registered)
    events.push({ type: 'CustomerRegistered', data: { customerId, authorId, registered: true, at } });
  return accept(...events);
}
