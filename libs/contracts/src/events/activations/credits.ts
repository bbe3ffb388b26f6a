import Type, { type Static } from 'typebox';
import { defineEvent, type EventOf } from '../../base/define-event.ts';
import { Sealed } from '../../base/sealed.ts';
import { BalanceName, CreditAmount } from '../../model/balances.ts';
import { Instant, Nullable, ObjectNumber, Uuid } from '../../model/scalars.ts';

const own = { version: 1, owner: 'activations', stream: 'credits' } as const;
const pool = { customerId: ObjectNumber, authorId: ObjectNumber };
const samplePool = { customerId: 3002, authorId: 1 };
/** What moves between two customers, moves under one id. */
const moveId = Uuid;
const sampleMove = '019a6f70-0000-7000-8000-00000000c0de';

/** Whose credits these are but for merges: number of the customer, and how often merges of him had been taken back before. */
const ShareId = Type.String({ pattern: '^[0-9]{1,10}\\.[0-9]{1,9}$' });
/** Credits that stay together in whoever has them, so that the end of a merge finds them. [API-CUS-04] */
export const CreditShare = Type.Object({
  id: ShareId,
  amounts: Type.Array(Type.Object({ name: BalanceName, amount: CreditAmount })),
});
export type CreditShare = Static<typeof CreditShare>;
const sampleShare = { id: '3002.0', amounts: [{ name: 'Exports', amount: 12 }] };

export const CreditsChanged = defineEvent({
  type: 'CreditsChanged',
  ...own,
  description:
    'A balance of a customer was added to or consumed. `use`: for a license, which had not enough of its own or was not to pay. [API-CUS-07, API-BAL-02]',
  schema: Type.Object({
    ...pool,
    name: BalanceName,
    amount: Type.Integer(),
    /** What is left. */
    balance: CreditAmount,
    reason: Nullable(Sealed),
    /** `useId`: of a consumption of both; null where the customer alone was to pay. */
    use: Nullable(Type.Object({ useId: Nullable(Uuid), license: ObjectNumber })),
    at: Instant,
  }),
  sample: {
    ...{ ...samplePool, name: 'Exports', amount: -3, balance: 9, reason: null, use: null },
    at: '2026-03-03T09:14:00.000Z',
  },
});

export const CreditsMoved = defineEvent({
  type: 'CreditsMoved',
  ...own,
  description:
    'The customer was merged into another one: the credits, of whoever had been merged into him too, are on their way there. The event of intent of that process. [API-CUS-04, DNA-CREDIT-07]',
  schema: Type.Object({ ...pool, toId: ObjectNumber, moveId, shares: Type.Array(CreditShare), at: Instant }),
  sample: { ...samplePool, toId: 3001, moveId: sampleMove, shares: [sampleShare], at: '2026-03-05T10:00:00.000Z' },
});

export const CreditsReceived = defineEvent({
  type: 'CreditsReceived',
  ...own,
  description: 'Credits have arrived that a merge, or its end, had taken from another customer. [API-CUS-04]',
  schema: Type.Object({ ...pool, fromId: ObjectNumber, moveId, shares: Type.Array(CreditShare), at: Instant }),
  sample: {
    ...{ customerId: 3001, authorId: 1, fromId: 3002, moveId: sampleMove, shares: [sampleShare] },
    at: '2026-03-05T10:00:00.010Z',
  },
});

export const CreditsAskedBack = defineEvent({
  type: 'CreditsAskedBack',
  ...own,
  description:
    'The merge was taken back: the customer has credits of his own again, and asks for what is left of those that went with it. The event of intent of that process. [API-CUS-04]',
  schema: Type.Object({ ...pool, fromId: ObjectNumber, moveId, shareIds: Type.Array(ShareId), at: Instant }),
  sample: { ...samplePool, fromId: 3001, moveId: sampleMove, shareIds: ['3002.0'], at: '2026-03-06T10:00:00.000Z' },
});

export const CreditsGivenBack = defineEvent({
  type: 'CreditsGivenBack',
  ...own,
  description: 'What was left of the credits that a merge had brought is on its way back. [API-CUS-04]',
  schema: Type.Object({ ...pool, toId: ObjectNumber, moveId, shares: Type.Array(CreditShare), at: Instant }),
  sample: {
    ...{ customerId: 3001, authorId: 1, toId: 3002, moveId: sampleMove, shares: [sampleShare] },
    at: '2026-03-06T10:00:00.010Z',
  },
});

export type CreditsEvent =
  | EventOf<typeof CreditsChanged>
  | EventOf<typeof CreditsMoved>
  | EventOf<typeof CreditsReceived>
  | EventOf<typeof CreditsAskedBack>
  | EventOf<typeof CreditsGivenBack>;
