import {
  type Claim,
  type CreateCustomer,
  type CustomerEvent,
  type CustomerMembers,
  type Decider,
  type Decision,
  type Refused,
  type RequestOf,
  type Sealed,
  type SetCustomerRegistered,
  accept,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import { type CreateForLicenseCommand, createForLicense } from './create-for-license.ts';
import { isSame } from './is-same.ts';
import { type MergeCustomerCommand, mergeCustomer } from './merge-customer.ts';
import { type RevertMergeCommand, revertMerge } from './revert-merge.ts';
import { type RegisterCustomerCommand, registerCustomer } from './register-customer.ts';
import { type UpdateCustomerCommand, updateCustomer } from './update-customer.ts';
import { type EraseCustomerCommand, eraseCustomer } from './erase-customer.ts';
import { type DeleteCustomerCommand, deleteCustomer } from './delete-customer.ts';
import {
  type Customer,
  type CustomerState,
  type Password,
  claimsOf,
  evolveCustomer,
  noCustomer,
  stale,
  unchangeable,
} from './customer.ts';

interface Create {
  type: 'CreateCustomer';
  request: Pick<RequestOf<typeof CreateCustomer>, 'authorId' | 'registered' | 'orReplace'>;
  /** Whether his contact data, which nobody can read here, say who he is. */
  isNamed: boolean;
  /** Made beforehand, because numbered, sealed or hashed. */
  prepared: {
    customerId: number;
    uuid: string;
    contact: Sealed;
    emailHash: string | null;
    password: Password | null;
    members: Partial<CustomerMembers>;
    /** Where nobody else may be made with the same. [LG-02] */
    login?: string;
  };
}
interface SetRegistered {
  type: 'SetCustomerRegistered';
  request: RequestOf<typeof SetCustomerRegistered>;
}
interface SetPassword {
  type: 'SetCustomerPassword';
  request: { authorId: number; customerId: number };
  password: Password;
}
export type CustomerCommand =
  | Create
  | SetRegistered
  | UpdateCustomerCommand
  | DeleteCustomerCommand
  | SetPassword
  | RegisterCustomerCommand
  | MergeCustomerCommand
  | RevertMergeCommand
  | EraseCustomerCommand
  | CreateForLicenseCommand;

export const customerDecider: Decider<CustomerCommand, CustomerState, CustomerEvent, DecisionContext> = {
  initialState: noCustomer,
  decide: decideCustomer,
  evolve: evolveCustomer,
};

/** Refuses with scope_missing, not_found, and for a registration with its own codes. */
export function decideCustomer(
  command: CustomerCommand,
  state: CustomerState,
  context: DecisionContext,
): Decision<CustomerEvent> {
  return claiming(decide(command, state, context), state);
}

/** Claims the names that what happens gives the customer, and lets go of those that it takes from him. */
function claiming(decision: Decision<CustomerEvent>, state: CustomerState): Decision<CustomerEvent> {
  if (decision.kind === 'refused' || decision.events.length === 0) return decision;
  const [before, after] = [claimsOf(state), claimsOf(decision.events.reduce(evolveCustomer, state))];
  const without = (claims: Claim[], others: Claim[]) => claims.filter((one) => !others.some((it) => isSame(one, it)));
  return {
    ...decision,
    claims: [...(decision.claims ?? []), ...without(after, before)],
    releases: without(before, after),
  };
}

function decide(command: CustomerCommand, state: CustomerState, context: DecisionContext): Decision<CustomerEvent> {
  const lacking = notAllowed(command, context);
  if (lacking) return lacking;
  switch (command.type) {
    case 'CreateCustomer':
      return createCustomer(command, context);
    case 'CreateForLicense':
      return createForLicense(command, context);
    case 'DeleteCustomer':
      return deleteCustomer(command, state, context);
    case 'SetCustomerRegistered':
      return ofAuthor(state, command, (customer) => setRegistered(command, customer, context));
    case 'UpdateCustomer':
      return ofAuthor(state, command, (customer) => updateCustomer(command, customer, context));
    case 'SetCustomerPassword':
      return ofAuthor(state, command, (customer) => setPassword(command, customer, context));
    case 'MergeCustomer':
      return ofAuthor(state, command, (customer) => mergeCustomer(command, customer, context));
    case 'EraseCustomer':
      return ofAuthor(state, command, (customer) => eraseCustomer(command, customer, context));
    case 'RevertMerge':
      return ofAuthor(state, command, (customer) => revertMerge(command, customer, context));
    case 'RegisterCustomer':
      return ofAuthor(state, command, (customer) => registerCustomer(command, customer, context));
  }
}

/** Making needs Add Single Customer, changing needs Edit Customers; customers change what is their own. [PERM-17, API-USR-05] */
function notAllowed(command: CustomerCommand, { caller }: DecisionContext): Refused | undefined {
  if (command.type === 'CreateForLicense') return undefined; // whoever has the password of the license
  if (command.type === 'DeleteCustomer' || command.type === 'EraseCustomer')
    return missingScope(caller, 'customers:erase');
  if (command.type === 'CreateCustomer') return missingScope(caller, 'customers:create');
  const needed = command.type === 'UpdateCustomer' ? command.needed : 'customers:write';
  if (command.type === 'MergeCustomer' || command.type === 'RevertMerge') return missingScope(caller, needed);
  const own = caller.actor.kind === 'customer' && caller.actor.id === String(command.request.customerId);
  return own ? undefined : missingScope(caller, needed);
}

function ofAuthor(
  state: CustomerState,
  { type, request }: Exclude<CustomerCommand, Create | CreateForLicenseCommand | DeleteCustomerCommand>,
  decide: (customer: Customer) => Decision<CustomerEvent>,
): Decision<CustomerEvent> {
  const found = state.kind === 'customer' && state.authorId === request.authorId;
  if (!found) return refuse('not_found', { what: 'customer' });
  return state.erasedAt === null || ofErased.has(type) ? decide(state) : unchangeable(state);
}

/** What says itself what it means for an erased customer. */
const ofErased = new Set<CustomerCommand['type']>(['EraseCustomer', 'RevertMerge']);

/** Company, last name or e-mail say who a customer is; SOLO's CreateCustomer takes anybody. [API-CUS-01, LG-01] */
function createCustomer(
  { request, isNamed, prepared }: Create,
  { now, commandId }: DecisionContext,
): Decision<CustomerEvent> {
  if (!isNamed && !request.orReplace) return refuse('parameter_missing', { what: 'contact' });
  const { authorId, registered } = request;
  const data = { ...prepared, authorId, registered, at: now.toISOString() };
  return { ...accept({ type: 'CustomerCreated', data }), claims: [{ scope: 'command', key: commandId }] };
}

function setRegistered(
  { request: { registered } }: SetRegistered,
  customer: Customer,
  { now }: DecisionContext,
): Decision<CustomerEvent> {
  if (customer.mergedInto !== null) return stale;
  if (customer.registered === registered) return accept();
  const { customerId, authorId } = customer;
  return accept({ type: 'CustomerRegistered', data: { customerId, authorId, registered, at: now.toISOString() } });
}

function setPassword(
  { password }: SetPassword,
  { customerId, authorId, mergedInto }: Customer,
  { now }: DecisionContext,
): Decision<CustomerEvent> {
  if (mergedInto !== null) return stale;
  return accept({ type: 'CustomerPasswordChanged', data: { customerId, authorId, password, at: now.toISOString() } });
}
