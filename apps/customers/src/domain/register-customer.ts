import {
  type AccountFacts,
  type CustomerEvent,
  type Decision,
  type EventOf,
  type LicenseeRegistered,
  type Refused,
  type RegisterCustomer,
  type RequestOf,
  accept,
  refuse,
} from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import type { PreparedContact } from './contact.ts';
import { type Customer, type Password, stale } from './customer.ts';
import { turnClaim } from './turn.ts';

type Request = RequestOf<typeof RegisterCustomer>;
type Licensee = EventOf<typeof LicenseeRegistered>['data']['licensee'];

export interface RegisterCustomerCommand {
  type: 'RegisterCustomer';
  request: Pick<Request, 'authorId' | 'licenseId' | 'onlyUnregistered' | 'licenseeOnly'> & { customerId: number };
  account: Pick<AccountFacts, 'status'>;
  /** Made beforehand from the customer as it was at `version`, because sealed, hashed or read elsewhere. */
  prepared: Registration & { version: number };
}

/** What a registration leaves behind, as far as it was asked for. */
export interface Registration {
  /** Null when no member differs. */
  contact: PreparedContact | null;
  /** Null unless the customer password authenticated the call and a new one was told. [PWD-20] */
  password: Password | null;
  licensee: Licensee;
  /** The registered customer whose e-mail and password are the same; `told`: the contact members of the call, sealed. [SL-REG-30] */
  into: { intoId: number; intoUuid: string; told: string; turn: number } | null;
}

/**
 * Registers a customer, or merges one that is not registered into one that is. Refuses with account_closed and account_read_only, with
 * duplicate for one who is registered already where that matters, and with version_conflict what was prepared on an older state.
 * [SL-REG]
 */
export function registerCustomer(
  { request, account, prepared }: RegisterCustomerCommand,
  customer: Customer,
  { now }: DecisionContext,
): Decision<CustomerEvent> {
  const refused = closedAccount(account);
  if (refused) return refused;
  if (customer.mergedInto !== null || customer.version !== prepared.version) return stale;
  const { customerId, uuid, authorId, registered } = customer;
  if (registered && request.onlyUnregistered) return refuse('duplicate', { what: 'registration', customerId });

  const at = now.toISOString();
  const of = { customerId, authorId };
  const { contact, password, licensee, into } = prepared;
  const events: CustomerEvent[] = [];
  if (Object.keys(licensee).length > 0)
    events.push({ type: 'LicenseeRegistered', data: { ...of, licenseId: request.licenseId, licensee, at } });
  if (request.licenseeOnly) return accept(...events); // [SL-REG-23, SL-REG-24]
  if (into && !registered) {
    const merged = { type: 'CustomerMerged' as const, data: { ...of, uuid, ...into, at } };
    return { ...accept(...events, merged), claims: [turnClaim(authorId, into.turn)] };
  }
  if (contact) events.push({ type: 'CustomerUpdated', data: { ...of, uuid, ...contact, at } });
  if (!registered) events.push({ type: 'CustomerRegistered', data: { ...of, registered: true, at } });
  if (password) events.push({ type: 'CustomerPasswordChanged', data: { ...of, password, at } });
  return accept(...events);
}

/** [AUTH-15] */
export function closedAccount({ status }: Pick<AccountFacts, 'status'>): Refused | undefined {
  if (status === 'closed') return refuse('account_closed');
  return status === 'readOnly' ? refuse('account_read_only') : undefined;
}
