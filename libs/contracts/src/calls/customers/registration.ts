import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { Contact } from '../../model/contact.ts';
import { Nullable, ObjectNumber, Text } from '../../model/scalars.ts';
import { command } from './kinds.ts';

export const SetCustomerRegistered = defineCall<null>()({
  name: 'SetCustomerRegistered',
  ...command,
  description: 'Marks a customer as registered or not. Refused: not_found. [CU-03]',
  schema: Type.Object({ authorId: ObjectNumber, customerId: ObjectNumber, registered: Type.Boolean() }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001, registered: true },
});

export const RegisterCustomer = defineCall<{
  /** The customer of the license after the call: another one when the data caused a merge. */
  customerId: number;
}>()({
  name: 'RegisterCustomer',
  ...command,
  description:
    'Registers a customer by way of one of his licenses, whose password the caller has proved; all of it is one decision. Members of `contact` and `licensee` that are not named stay, empty ones are cleared. `newPassword` counts only when `password` is the customer password. An unregistered customer with e-mail and password of a registered one is merged into that one. Refused: not_found, duplicate (registration: registered already and `onlyUnregistered`; facts.customerId), account_read_only, account_closed. [SL-REG]',
  schema: Type.Object({
    authorId: ObjectNumber,
    /** Null for a license without customer: one is made for it. [UNI-78] */
    customerId: Nullable(ObjectNumber),
    licenseId: ObjectNumber,
    onlyUnregistered: Type.Boolean(),
    /** Nothing but the licensee is written, and the customer stays as registered as he is. */
    licenseeOnly: Type.Boolean(),
    contact: Type.Partial(Contact),
    licensee: Type.Partial(Type.Object({ name: Text(255), email: Text(255) })),
    /** The one that was proved. */
    password: Text(255),
    newPassword: Nullable(Text(255)),
  }),
  key: ({ customerId }) => (customerId === null ? undefined : String(customerId)),
  sample: {
    authorId: 1,
    customerId: 3001,
    licenseId: 4001,
    onlyUnregistered: true,
    licenseeOnly: false,
    contact: { company: 'Example Ltd', email: 'ann@example.com' },
    licensee: { name: 'Ann Example' },
    password: 'the password of the customer',
    newPassword: null,
  },
});
