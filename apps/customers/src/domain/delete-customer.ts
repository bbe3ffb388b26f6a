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

export interface DeleteCustomerCommand {
  type: 'DeleteCustomer';
  request: RequestOf<typeof DeleteCustomer>;
}

/**
 * Deletes for good: who asks has made sure that nothing rests on the customer any more. One who is unknown already stays so; one who was merged
 * into another stays retired, for the other answers under both numbers. [TEST-08, SL-REG-30]
 */
export function deleteCustomer(
  { request }: DeleteCustomerCommand,
  state: CustomerState,
  { now }: DecisionContext,
): Decision<CustomerEvent> {
  if (state.kind === 'none' || state.mergedInto !== null) return accept();
  const { customerId, uuid, authorId } = state;
  if (authorId !== request.authorId) return refuse('not_found', { what: 'customer' });
  return accept({ type: 'CustomerDeleted', data: { customerId, uuid, authorId, at: now.toISOString() } });
}
