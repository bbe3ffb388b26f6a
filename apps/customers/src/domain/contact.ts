import { type Contact, type CustomerUpdated, type EventOf, emptyContact } from '@licet/contracts';

/** Contact data ready to be recorded: sealed, with the hash by which it is found, and the names of the members that differ. */
export type PreparedContact = Pick<EventOf<typeof CustomerUpdated>['data'], 'contact' | 'emailHash' | 'changed'>;

/** Members that `told` gives another value. */
export const differing = (before: Contact, told: Partial<Contact>): (keyof Contact)[] =>
  (Object.keys(emptyContact) as (keyof Contact)[]).filter(
    (member) => told[member] !== undefined && told[member] !== before[member],
  );
