import {
  type Claim,
  type CustomerEvent,
  type CustomerMembers,
  externalIdClaim,
  refuse,
  timeOf,
} from '@licet/contracts';

type Created = Extract<CustomerEvent, { type: 'CustomerCreated' }>['data'];
export type Password = NonNullable<Created['password']>;

/** A customer as its events tell it: contact data and password sealed. */
export interface Customer extends Omit<Created, 'at' | 'members' | 'login'>, CustomerMembers {
  kind: 'customer';
  /** As in CustomerCreated, while e-mail address and password are those he was made with; null otherwise. */
  login: string | null;
  /** The customer that this one was merged into, which answers for it; null for one that stands for itself. [SL-REG-30] */
  mergedInto: number | null;
  /** The merge that made it so, while it holds. */
  merged: { intoId: number; intoUuid: string; at: string } | null;
  /** When his personal data were destroyed; nothing of him changes any more. [API-CUS-05] */
  erasedAt: string | null;
  /** Version of the stream that this is folded from. */
  version: number;
  createdAt: string;
  updatedAt: string;
}

export type CustomerState = { kind: 'none' } | Customer;

export const noCustomer: CustomerState = { kind: 'none' };

export function evolveCustomer(state: CustomerState, event: CustomerEvent): CustomerState {
  if (event.type === 'CustomerCreated') return created(event.data);
  if (event.type === 'CustomerDeleted' || state.kind === 'none') return noCustomer;
  const updatedAt = event.data.at ?? state.updatedAt;
  return { ...state, ...changed(state, event), version: state.version + 1, updatedAt };
}

/** Records of the first versions do not say when; the id of an object does. */
function created({ at, members, login, ...data }: Created): Customer {
  const createdAt = at ?? timeOf(data.uuid);
  return {
    ...{ kind: 'customer', ...data, ...noMembers, ...members, login: login ?? null },
    ...{ mergedInto: null, merged: null, erasedAt: null, version: 1, createdAt, updatedAt: createdAt },
  };
}

const noMembers: CustomerMembers = { isDistributor: false, externalId: null, metadata: {} };

function changed(
  { login, emailHash }: Customer,
  event: Exclude<CustomerEvent, { type: 'CustomerCreated' | 'CustomerDeleted' }>,
): Partial<Customer> {
  switch (event.type) {
    case 'CustomerRegistered':
      return { registered: event.data.registered };
    case 'CustomerPasswordChanged':
      return { password: event.data.password, login: null };
    case 'CustomerUpdated':
      return {
        ...{ contact: event.data.contact, emailHash: event.data.emailHash, ...event.data.members },
        login: event.data.emailHash === emailHash ? login : null,
      };
    case 'CustomerMerged': {
      const { intoId, intoUuid, at } = event.data;
      return { mergedInto: intoId, merged: { intoId, intoUuid, at }, login: null };
    }
    case 'CustomerErased':
      return { erasedAt: event.data.at, password: null, emailHash: null, login: null };
    case 'CustomerMergeReverted':
      return { mergedInto: null, merged: null };
    case 'LicenseeRegistered':
      return {}; // a fact of the license
  }
}

/** Names that the customer holds, so that no other of the author has them: his own in the author's books, and what he logs on with. */
export const claimsOf = (state: CustomerState): Claim[] =>
  state.kind === 'none'
    ? []
    : [
        ...(state.externalId === null ? [] : [externalIdClaim('customer', state.authorId, state.externalId)]),
        ...(state.login === null ? [] : [loginClaim(state.authorId, state.login)]),
      ];

/** Two who are made at once with the same e-mail address and password are one. [LG-02] */
const loginClaim = (authorId: number, login: string): Claim => ({ scope: `${logins}${authorId}`, key: login });
const logins = 'customerLogin/';
export const isLogin = ({ scope }: Claim): boolean => scope.startsWith(logins);

/**
 * Whether the caller may see the password: always with View Password, otherwise only one that the customer did not choose.
 * [PWD-13 … PWD-15]
 */
export const maySeePassword = ({ chosenByCustomer }: Password, scopes: readonly string[]): boolean =>
  !chosenByCustomer || scopes.includes('customers:passwords');

/** What was prepared rests on an older state: it is to be prepared again. Never leaves the service. */
export const stale = refuse('version_conflict', { what: 'customer' });

/** Nothing of an erased customer changes any more. [API-CUS-05] */
export const unchangeable = ({ customerId }: Pick<Customer, 'customerId'>) =>
  refuse('transition_not_allowed', { what: 'customer', customerId });
