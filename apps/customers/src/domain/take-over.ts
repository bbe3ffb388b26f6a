import { type CustomerEvent, type Decision, accept } from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import type { PreparedContact } from './contact.ts';
import { type Customer, stale } from './customer.ts';

/** The second step of a merge: the surviving customer takes over what the call told. [SL-REG-30] */
export interface TakeOverCommand {
  type: 'TakeOver';
  request: { authorId: number; customerId: number };
  /** Made from the customer as it was at `version`; null when nothing differs. */
  prepared: { version: number; contact: PreparedContact | null };
}

/** Refuses with version_conflict what was prepared on an older state. */
export function takeOver(
  { prepared }: TakeOverCommand,
  { customerId, uuid, authorId, version, mergedInto }: Customer,
  { now }: DecisionContext,
): Decision<CustomerEvent> {
  if (mergedInto !== null || version !== prepared.version) return stale;
  if (!prepared.contact) return accept();
  const data = { customerId, uuid, authorId, ...prepared.contact, at: now.toISOString() };
  return accept({ type: 'CustomerUpdated', data });
}
