import { type Decision, type LicenseChanges, type LicenseEvent, accept, refuse } from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import type { License, LicenseState } from './license.ts';

/**
 * What `customers` has decided about a license: whom it is licensed to, or that it belongs to another customer because its own was merged
 * into that one. Nobody asks whether the license agrees. [SL-REG-27, SL-REG-30, SL-REG-39]
 */
export interface TakeRegistrationCommand {
  type: 'TakeRegistration';
  request: { authorId: number; licenseId: number };
  changes: Pick<LicenseChanges, 'licenseeName' | 'licenseeEmail' | 'customerId'>;
}

/** One event, or nothing when the license has moved on. Refuses with not_found. */
export function takeRegistration(
  { request, changes }: TakeRegistrationCommand,
  state: LicenseState,
  { now }: DecisionContext,
): Decision<LicenseEvent> {
  if (state.kind === 'none' || state.authorId !== request.authorId) return refuse('not_found', { what: 'license' });
  const left = stillDue(state, changes);
  if (Object.keys(left).length === 0) return accept();
  const { licenseId, uuid, authorId, productId } = state;
  const data = { licenseId, uuid, authorId, productId, changes: left, at: now.toISOString() };
  return accept({ type: 'LicenseUpdated', data });
}

/** A license that has another customer by now is not moved: whoever gave it to him did so later. */
function stillDue(license: License, { customerId, ...licensee }: TakeRegistrationCommand['changes']): LicenseChanges {
  return customerId?.before === license.customerId ? { ...licensee, customerId } : licensee;
}
