import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { type BalanceEntry, BalanceName, entryTargets } from '../../model/balances.ts';
import { firstPage, type ListPage, ListQuery } from '../../model/list.ts';
import { ObjectNumber, Text } from '../../model/scalars.ts';
import { command, query } from './kinds.ts';

/** `usage`: version of the license's usage after it; absent where the customer alone pays. */
export const EnterBalance = defineCall<{ entry: BalanceEntry; balance: number; usage?: number }>()({
  name: 'EnterBalance',
  ...command,
  description:
    'Adds to a balance of a license or of its customer, or consumes of it, or of both, the license first; below zero nothing happens. Refused: not_found (facts.what license, balance), counter_unset, counter_type_invalid, balance_insufficient (facts.balance), parameter_invalid, version_conflict. [API-BAL-01, API-BAL-02, API-BAL-03]',
  schema: Type.Object({
    authorId: ObjectNumber,
    licenseId: ObjectNumber,
    name: BalanceName,
    amount: Type.Integer({ minimum: -2147483648, maximum: 2147483647 }),
    reason: Text(4000),
    /** Whose balance; the license's unless said. [API-BAL-02] */
    target: Type.Optional(Type.Enum([...entryTargets])),
    /** Version of its usage that the license must still have where it pays; any unless said. [API-ETAG-03] */
    expectedUsage: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
  key: ({ licenseId }) => String(licenseId),
  sample: { authorId: 1, licenseId: 4001, name: 'Exports', amount: -3, reason: '' },
});

export const ListBalanceEntries = defineCall<ListPage<BalanceEntry>>()({
  name: 'ListBalanceEntries',
  ...query,
  description:
    'Movements of a balance of a license that a query finds, from the record; they add up to it. Refused: not_found (facts.what license, balance), cursor_invalid. [API-VERB-04, API-BAL-04, API-LIST]',
  schema: Type.Object({ authorId: ObjectNumber, licenseId: ObjectNumber, name: BalanceName, query: ListQuery }),
  key: ({ licenseId }) => String(licenseId),
  sample: { authorId: 1, licenseId: 4001, name: 'Exports', query: firstPage },
});

export const EnterCredits = defineCall<{ entry: BalanceEntry; balance: number }>()({
  name: 'EnterCredits',
  ...command,
  description:
    'Adds to a balance of a customer, or consumes of it; below zero nothing happens. Of one who was merged into another, of that other. Refused: not_found (facts.what balance), balance_insufficient (facts.balance), parameter_invalid: the amount is too high, or the name is one too many or that of the counter. [API-CUS-07, DNA-CREDIT-16]',
  schema: Type.Object({
    authorId: ObjectNumber,
    customerId: ObjectNumber,
    name: BalanceName,
    amount: Type.Integer({ minimum: -2147483648, maximum: 2147483647 }),
    reason: Text(4000),
  }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001, name: 'Exports', amount: 20, reason: '' },
});

export const GetCredits = defineCall<{ balances: { name: string; amount: number }[] }>()({
  name: 'GetCredits',
  ...query,
  description:
    'The balances of a customer by name, from the record; of one who was merged into another, of that other. [API-CUS-07]',
  schema: Type.Object({ authorId: ObjectNumber, customerId: ObjectNumber }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001 },
});

export const ListCreditEntries = defineCall<ListPage<BalanceEntry>>()({
  name: 'ListCreditEntries',
  ...query,
  description:
    'Movements of a balance of a customer that a query finds; they add up to it. Of one who was merged into another, those of that other. Refused: not_found (facts.what balance), cursor_invalid. [API-CUS-07, API-VERB-04, API-LIST]',
  schema: Type.Object({ authorId: ObjectNumber, customerId: ObjectNumber, name: BalanceName, query: ListQuery }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001, name: 'Exports', query: firstPage },
});
