import {
  type CreateCustomer,
  type CustomerEvent,
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
import { type Customer, type CustomerState, type Password, evolveCustomer, noCustomer } from './customer.ts';

interface Create {
  type: 'CreateCustomer';
  request: Pick<RequestOf<typeof CreateCustomer>, 'authorId' | 'registered'>;
  /** Made beforehand, because numbered, sealed or hashed. */
  prepared: { customerId: number; uuid: string; contact: Sealed; emailHash: string | null; password: Password | null };
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
export type CustomerCommand = Create | SetRegistered | SetPassword;

export const customerDecider: Decider<CustomerCommand, CustomerState, CustomerEvent, DecisionContext> = {
  initialState: noCustomer,
  decide: decideCustomer,
  evolve: evolveCustomer,
};

/** Refuses with scope_missing and not_found. */
export function decideCustomer(
  command: CustomerCommand,
  state: CustomerState,
  context: DecisionContext,
): Decision<CustomerEvent> {
  const lacking = notAllowed(command, context);
  if (lacking) return lacking;
  switch (command.type) {
    case 'CreateCustomer':
      return createCustomer(command, context);
    case 'SetCustomerRegistered':
      return ofAuthor(state, command, (customer) => setRegistered(command, customer));
    case 'SetCustomerPassword':
      return ofAuthor(state, command, () => setPassword(command));
  }
}

/** Making needs Add Single Customer, changing needs Edit Customers; customers change what is their own. [PERM-17, API-USR-05] */
function notAllowed({ type, request }: CustomerCommand, { caller }: DecisionContext): Refused | undefined {
  if (type === 'CreateCustomer') return missingScope(caller, 'customers:create');
  const own = caller.actor.kind === 'customer' && caller.actor.id === String(request.customerId);
  return own ? undefined : missingScope(caller, 'customers:write');
}

function ofAuthor(
  state: CustomerState,
  { request }: SetRegistered | SetPassword,
  decide: (customer: Customer) => Decision<CustomerEvent>,
): Decision<CustomerEvent> {
  const found = state.kind === 'customer' && state.authorId === request.authorId;
  return found ? decide(state) : refuse('not_found', { what: 'customer' });
}

function createCustomer({ request, prepared }: Create, { commandId }: DecisionContext): Decision<CustomerEvent> {
  const data = { ...prepared, authorId: request.authorId, registered: request.registered };
  return { ...accept({ type: 'CustomerCreated', data }), claims: [{ scope: 'command', key: commandId }] };
}

const setRegistered = ({ request }: SetRegistered, { registered }: Customer): Decision<CustomerEvent> =>
  registered === request.registered ? accept() : accept({ type: 'CustomerRegistered', data: request });

const setPassword = ({ request: { authorId, customerId }, password }: SetPassword): Decision<CustomerEvent> =>
  accept({ type: 'CustomerPasswordChanged', data: { customerId, authorId, password } });
