import {
  CustomerCreated,
  type CustomerEvent,
  CustomerMerged,
  CustomerPasswordChanged,
  CustomerRegistered,
  CustomerUpdated,
} from '@licet/contracts';
import { type CustomerRow, foldCustomer } from './customer-row.ts';

const nothing = { company: '', email: '', country: '', firstName: '', lastName: '' };
const folded = (...events: CustomerEvent[]) =>
  events.reduce<CustomerRow | undefined>(
    (row, event, i) =>
      foldCustomer(row, event, i + 1, {
        ...nothing,
        company: `Company ${i + 1}`,
        email: `${i + 1}@example.org`,
      }),
    undefined,
  );
const created = { type: 'CustomerCreated', data: { ...CustomerCreated.sample, registered: false } } as const;

describe('the row of a customer', () => {
  it('shows what was told last [SC-02]', () => {
    expect(folded(created, { type: 'CustomerUpdated', data: CustomerUpdated.sample })).toMatchObject({
      ...{
        customer_id: 3001,
        author_id: 1,
        registered: false,
        company: 'Company 2',
        email_key: '2@example.org',
        version: 2,
      },
    });
    const registered = { type: 'CustomerRegistered', data: CustomerRegistered.sample } as const;
    expect(folded(created, registered)).toMatchObject({ registered: true, company: 'Company 1' });
    const password = { type: 'CustomerPasswordChanged', data: CustomerPasswordChanged.sample } as const;
    expect(folded(created, password)).toMatchObject({ company: 'Company 1', version: 2 });
  });

  it('of a retired customer says who answers for him', () => {
    expect(folded(created, { type: 'CustomerMerged', data: CustomerMerged.sample })).toMatchObject({
      merged_into: 3001,
    });
  });

  it('does not take an event twice, nor one of a customer that it has not heard of', () => {
    const row = folded(created);
    expect(foldCustomer(row, created, 1, nothing)).toBe(row);
    expect(
      foldCustomer(undefined, { type: 'CustomerMerged', data: CustomerMerged.sample }, 2, nothing),
    ).toBeUndefined();
  });
});
