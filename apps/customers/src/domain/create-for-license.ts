import {
  type AccountFacts,
  type Claim,
  type CustomerEvent,
  type Decision,
  type Sealed,
  accept,
} from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import { type Registration, closedAccount } from './register-customer.ts';

/** Registers a license that has no customer: one is made for it. [UNI-78, SL-REG-28] */
export interface CreateForLicenseCommand {
  type: 'CreateForLicense';
  request: { authorId: number; licenseId: number; licenseeOnly: boolean };
  account: Pick<AccountFacts, 'status'>;
  prepared: { customerId: number; uuid: string; contact: Sealed; emailHash: string | null };
  licensee: Registration['licensee'];
}

/** Two registrations of one license at once make one customer: the other finds him here. */
export const customerOfLicense = (licenseId: number): Claim => ({ scope: 'customerOfLicense', key: String(licenseId) });

/** Refuses with account_closed and account_read_only. */
export function createForLicense(
  { request, account, prepared, licensee }: CreateForLicenseCommand,
  { now }: DecisionContext,
): Decision<CustomerEvent> {
  const refused = closedAccount(account);
  if (refused) return refused;
  const { authorId, licenseId, licenseeOnly } = request;
  const at = now.toISOString();
  const data = { ...prepared, authorId, registered: !licenseeOnly, password: null, forLicenseId: licenseId, at };
  const events: CustomerEvent[] = [{ type: 'CustomerCreated', data }];
  if (Object.keys(licensee).length > 0) {
    const { customerId } = prepared;
    const named = { customerId, authorId, licenseId, licensee, at };
    events.push({ type: 'LicenseeRegistered', data: named });
  }
  return { ...accept(...events), claims: [customerOfLicense(licenseId)] };
}
