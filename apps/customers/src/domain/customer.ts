import type { CustomerEvent } from '@licet/contracts';

type Created = Extract<CustomerEvent, { type: 'CustomerCreated' }>['data'];
export type Password = NonNullable<Created['password']>;

/** A customer as its events tell it: contact data and password sealed. */
export interface Customer extends Created {
  kind: 'customer';
}

export type CustomerState = { kind: 'none' } | Customer;

export const noCustomer: CustomerState = { kind: 'none' };

export function evolveCustomer(state: CustomerState, event: CustomerEvent): CustomerState {
  if (event.type === 'CustomerCreated') return { kind: 'customer', ...event.data };
  if (state.kind === 'none') return state;
  switch (event.type) {
    case 'CustomerRegistered':
      return { ...state, registered: event.data.registered };
    case 'CustomerPasswordChanged':
      return { ...state, password: event.data.password };
  }
}

/**
 * Whether the caller may see the password: always with View Password, otherwise only one that the customer did not choose.
 * [PWD-13 … PWD-15]
 */
export const maySeePassword = ({ chosenByCustomer }: Password, scopes: readonly string[]): boolean =>
  !chosenByCustomer || scopes.includes('customers:passwords');
