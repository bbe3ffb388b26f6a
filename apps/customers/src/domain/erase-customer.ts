import { type CustomerEvent, type Decision, accept } from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import { type Customer, stale } from './customer.ts';
import { turnClaim } from './turn.ts';

/** Personal data of the customer go for ever. [API-CUS-05] */
export interface EraseCustomerCommand {
  type: 'EraseCustomer';
  request: { authorId: number; customerId: number };
  /** `version`: the one that the caller has seen, null for any. The turn keeps a merge from being taken back at the same moment. */
  prepared: { turn: number; version: number | null };
}

/** Once; refuses with version_conflict where somebody has changed him. */
export function eraseCustomer(
  { prepared: { turn, version } }: EraseCustomerCommand,
  { customerId, uuid, authorId, erasedAt, version: present }: Customer,
  { now }: DecisionContext,
): Decision<CustomerEvent> {
  if (erasedAt !== null) return accept();
  if (version !== null && version !== present) return stale;
  const data = { customerId, uuid, authorId, turn, at: now.toISOString() };
  return { ...accept({ type: 'CustomerErased', data }), claims: [turnClaim(authorId, turn)] };
}
