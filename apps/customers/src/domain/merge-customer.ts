import { type CustomerEvent, type Decision, accept, refuse } from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import { type Customer, stale } from './customer.ts';
import { turnClaim } from './turn.ts';

/** Staff says that two customers are one. [API-CUS-04] */
export interface MergeCustomerCommand {
  type: 'MergeCustomer';
  request: { authorId: number; customerId: number };
  /** `into`: who answers for the customer named, read on this turn. `answeredBy`: who answers for the customer himself already. */
  prepared: {
    version: number;
    into: { intoId: number; intoUuid: string; told: string; turn: number };
    answeredBy: number;
  };
}

/**
 * Retires the customer in favor of the other. Refuses with parameter_invalid where the other is himself, also by way of earlier merges, with
 * transition_not_allowed where a third answers for him already, and with version_conflict what was prepared on an older state.
 */
export function mergeCustomer(
  { prepared: { version, into, answeredBy } }: MergeCustomerCommand,
  { customerId, uuid, authorId, version: present, mergedInto }: Customer,
  { now }: DecisionContext,
): Decision<CustomerEvent> {
  if (mergedInto !== null)
    return into.intoId === answeredBy ? accept() : refuse('transition_not_allowed', { what: 'customer', customerId });
  if (into.intoId === customerId) return refuse('parameter_invalid', { pointers: ['/intoId'] });
  if (version !== present) return stale;
  const data = { customerId, uuid, authorId, ...into, at: now.toISOString() };
  return { ...accept({ type: 'CustomerMerged', data }), claims: [turnClaim(authorId, into.turn)] };
}
