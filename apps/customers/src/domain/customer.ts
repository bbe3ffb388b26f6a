import { type CustomerEvent, refuse, timeOf } from '@licet/contracts';

type Created = Extract<CustomerEvent, { type: 'CustomerCreated' }>['data'];
export type Password = NonNullable<Created['password']>;

/** A customer as its events tell it: contact data and password sealed. */
export interface Customer extends Omit<Created, 'at'> {
  kind: 'customer';
  /** The customer that this one was merged into, which answers for it; null for one that stands for itself. [SL-REG-30] */
  mergedInto: number | null;
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
  return { ...state, ...changed(event), version: state.version + 1, updatedAt };
}

/** Records of the first versions do not say when; the id of an object does. */
function created({ at, ...data }: Created): Customer {
  const createdAt = at ?? timeOf(data.uuid);
  return { kind: 'customer', ...data, mergedInto: null, version: 1, createdAt, updatedAt: createdAt };
}

function changed(event: Exclude<CustomerEvent, { type: 'CustomerCreated' | 'CustomerDeleted' }>): Partial<Customer> {
  switch (event.type) {
    case 'CustomerRegistered':
      return { registered: event.data.registered };
    case 'CustomerPasswordChanged':
      return { password: event.data.password };
    case 'CustomerUpdated':
      return { contact: event.data.contact, emailHash: event.data.emailHash };
    case 'CustomerMerged':
      return { mergedInto: event.data.intoId };
    case 'LicenseeRegistered':
      return {}; // a fact of the license
  }
}

/**
 * Whether the caller may see the password: always with View Password, otherwise only one that the customer did not choose.
 * [PWD-13 … PWD-15]
 */
export const maySeePassword = ({ chosenByCustomer }: Password, scopes: readonly string[]): boolean =>
  !chosenByCustomer || scopes.includes('customers:passwords');

/** What was prepared rests on an older state: it is to be prepared again. Never leaves the service. */
export const stale = refuse('version_conflict', { what: 'customer' });
