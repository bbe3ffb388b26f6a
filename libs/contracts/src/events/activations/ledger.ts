import Type from 'typebox';
import { defineEvent } from '../../base/define-event.ts';
import { Sealed } from '../../base/sealed.ts';
import { BalanceName, CreditAmount, IssuedBalances } from '../../model/balances.ts';
import { Count, Instant, Nullable, ObjectNumber, Text, Uuid } from '../../model/scalars.ts';
import { balances } from './parts.ts';
import { Source, Terms } from './terms.ts';

const sampleTerms: Terms = {
  uuid: '019a6f6e-3c00-7000-8000-000000000fa1',
  authorId: 1,
  productId: 1001,
  optionId: 2001,
  customerId: 3001,
  key: 'K7MQ-2ZTR-9WHX-4DCA',
  serialNumberText: '',
  quantity: 1,
  status: { status: 'active', reason: null },
  expiresAt: null,
  licenseUpdate: '',
  isTest: false,
  isTrial: false,
  activationPassword: 's1|activations/ledger-4001|AAAA',
  activationPasswordVerifier: 'hmac|…',
};
const sampleSource = { lane: 7, epoch: 1, position: 42 };

export const LedgerOpened = defineEvent({
  type: 'LedgerOpened',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description: 'A license was issued: its ledger starts with these terms and balances. [design 4]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    terms: Terms,
    ...balances,
    /** Absent for none. [API-OPT-14] */
    issued: Type.Optional(IssuedBalances),
    source: Source,
  }),
  sample: {
    licenseId: 4001,
    terms: sampleTerms,
    activationsLeft: 5,
    deactivationsLeft: 3,
    counter: null,
    source: sampleSource,
  },
});

export const TermsChanged = defineEvent({
  type: 'TermsChanged',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description:
    'The owner changed the license. Balances are those after the change; where an activation slipped in between, a sum stops at zero. [SL-UAF-43]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    changes: Type.Partial(Terms),
    ...balances,
    /** Staff ended the lockout, where one ran: from here on re-activations are counted anew. [API-LIC-24] */
    unlocked: Type.Optional(Type.Literal(true)),
    source: Source,
  }),
  sample: {
    licenseId: 4001,
    changes: { status: { status: 'revoked', reason: 'fraud' } },
    activationsLeft: 5,
    deactivationsLeft: 3,
    counter: null,
    source: sampleSource,
  },
});

export const LedgerMarkedStale = defineEvent({
  type: 'LedgerMarkedStale',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description:
    'A fact of the owner could not be taken over: from here on nothing is decided about the license until it is mended. [design 4]',
  schema: Type.Object({ licenseId: ObjectNumber, source: Source }),
  sample: { licenseId: 4001, source: sampleSource },
});

export const LedgerMended = defineEvent({
  type: 'LedgerMended',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description: 'All facts of the owner up to `source` are taken over after all: decisions go on. [design 4]',
  schema: Type.Object({ licenseId: ObjectNumber, source: Source }),
  sample: { licenseId: 4001, source: sampleSource },
});

export const LedgerClosed = defineEvent({
  type: 'LedgerClosed',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description:
    'The license was deleted for good: nothing is decided about it any more, its installations are unknown. The last event of a ledger. [JOB-03, JOB-12, TEST-09]',
  schema: Type.Object({ licenseId: ObjectNumber, source: Source }),
  sample: { licenseId: 4001, source: sampleSource },
});

export const BalanceChanged = defineEvent({
  type: 'BalanceChanged',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description:
    'A balance of a license, its counter included, was added to or consumed. `refilled`: it was set back just before, because its days had passed. [API-BAL-01, API-OPT-14]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    licenseUuid: Uuid,
    name: BalanceName,
    amount: Type.Integer(),
    refilled: Nullable(Type.Object({ to: Count, at: Instant })),
    /** What is left. */
    balance: Count,
    reason: Nullable(Sealed),
    /** What the customer is to pay beside it: the event of intent of that process. Absent where the license pays all. [API-BAL-02] */
    rest: Type.Optional(Type.Object({ useId: Uuid, customerId: ObjectNumber, amount: Count })),
    /** The customer could not: it is given back; code of the refusal, and what the customer has. */
    undoes: Type.Optional(Type.Object({ useId: Uuid, code: Text(64), left: CreditAmount })),
    at: Instant,
  }),
  sample: {
    licenseId: 4001,
    licenseUuid: '019a6f6e-3c00-7000-8000-000000000fa1',
    name: 'Exports',
    amount: -3,
    refilled: null,
    balance: 97,
    reason: null,
    at: '2026-03-03T09:14:00.000Z',
  },
});

export const BalanceUseEnded = defineEvent({
  type: 'BalanceUseEnded',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description:
    'The customer has paid what the license had not: a consumption of both is whole. `left`: what the customer has after it. [API-BAL-02]',
  schema: Type.Object({ licenseId: ObjectNumber, licenseUuid: Uuid, useId: Uuid, left: CreditAmount, at: Instant }),
  sample: {
    ...{ licenseId: 4001, licenseUuid: '019a6f6e-3c00-7000-8000-000000000fa1' },
    ...{ useId: '019a6f70-0000-7000-8000-0000000005e1', left: 9, at: '2026-03-03T09:14:00.020Z' },
  },
});
