import {
  type CustomerEvent,
  type Decision,
  type DeleteCustomer,
  type RequestOf,
  accept,
  refuse,
} from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import type { CustomerState } from './customer.ts';
import { turnClaim } from './turn.ts';

export interface DeleteCustomerCommand {
  type: 'DeleteCustomer';
  request: RequestOf<typeof DeleteCustomer>;
  /** Read on this turn: whether others were merged into the customer. */
  prepared: { hasRetired: boolean; turn: number };
}

/**
 * Deletes for good: who asks has made sure that nothing rests on the customer any more. One who is unknown already stays so; one who was merged
 * into another stays retired, for the other answers under both numbers; and so that other stays too. [TEST-08, SL-REG-30]
 */
export function deleteCustomer(
  { request, prepared: { hasRetired, turn } }: DeleteCustomerCommand,
  state: CustomerState,
  { now }: DecisionContext,
): Decision<CustomerEvent> {
  if (state.kind === 'none' || state.mergedInto !== null) return accept();
  const { customerId, uuid, authorId } = state;
  if (authorId !== request.authorId) return refuse('not_found', { what: 'customer' });
  if (hasRetired) return accept();
  const data = { customerId, uuid, authorId, turn, at: now.toISOString() };
  return { ...accept({ type: 'CustomerDeleted', data }), claims: [turnClaim(authorId, turn)] };
}
