import { type CustomerEvent, type Decision, accept, refuse } from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import type { Customer } from './customer.ts';
import { turnClaim } from './turn.ts';

/** Staff says that two customers were not one after all. [API-CUS-04] */
export interface RevertMergeCommand {
  type: 'RevertMerge';
  request: { authorId: number; customerId: number };
  /** `erased`: whether he who answers for the customer was erased, and so all that was merged into him. Read on this turn. */
  prepared: { turn: number; erased: boolean };
}

/** So long after it a merge may be taken back. */
export const revertibleDays = 30;
const day = 86_400_000; // milliseconds

/** Lets the customer stand for himself again. Refuses with not_revertible one who is not merged, or was more than 30 days ago, or is erased. */
export function revertMerge(
  { prepared: { turn, erased } }: RevertMergeCommand,
  { customerId, uuid, authorId, registered, merged }: Customer,
  { now }: DecisionContext,
): Decision<CustomerEvent> {
  if (!merged || erased || now.getTime() - Date.parse(merged.at) > revertibleDays * day)
    return refuse('not_revertible', { what: 'merge', customerId });
  const { intoId, intoUuid } = merged;
  const data = { customerId, uuid, authorId, intoId, intoUuid, registered, turn, at: now.toISOString() };
  return { ...accept({ type: 'CustomerMergeReverted', data }), claims: [turnClaim(authorId, turn)] };
}
