import {
  type BalanceEntry,
  type BalanceFacts,
  type EntryTarget,
  Count,
  Instant,
  Nullable,
  OneOf,
  counterName,
  CreditAmount,
  entryKinds,
  entryTargets,
} from '@licet/contracts';
import Type from 'typebox';
import { Answer, AnyText, NullableInstant, type Shown } from '../http/view-schema.ts';

/** A balance as a license shows it. [native-api 5] */
export const ShownBalance = Type.Object({ name: AnyText, target: Type.Literal('license'), amount: Count });

/** [API-BAL-01, API-OPT-14] */
export const BalanceView = Answer(
  'Balance',
  {
    object: Type.Literal('balance'),
    name: AnyText,
    target: OneOf('license', 'customer'),
    amount: CreditAmount,
    initial: Nullable(Count),
    refillDays: Nullable(Count),
    nextRefillAt: NullableInstant,
  },
  {
    ...{ object: 'balance', name: 'Exports', target: 'license', amount: 97, initial: 100, refillDays: 30 },
    nextRefillAt: '2026-03-31T09:12:45.120Z',
  },
);

/** One movement of a balance. [API-VERB-04] */
const members = {
  object: Type.Literal('entry'),
  name: AnyText,
  target: OneOf(...entryTargets),
  kind: OneOf(...entryKinds),
  amount: Type.Integer(),
  balance: CreditAmount,
  reason: AnyText,
  at: Instant,
  by: Type.Object({ kind: AnyText, id: AnyText }),
};
const example = {
  ...{ object: 'entry', name: 'Exports', target: 'license', kind: 'entry', amount: -3, balance: 97, reason: '' },
  ...{ at: '2026-03-01T10:00:00.000Z', by: { kind: 'key', id: '0123456789ab' } },
};
export const EntryView = Answer('Entry', members, example);

/** What came of a movement. [API-VERB-04] */
export const EntryMade = Answer(
  'EntryMade',
  { entry: Type.Object(members), balance: CreditAmount },
  { entry: example, balance: 97 },
);

export const shownBalance = ({ name, amount }: Pick<BalanceFacts, 'name' | 'amount'>): Shown<typeof ShownBalance> => ({
  ...{ name, target: 'license', amount },
});

export const balanceView = ({ name, amount, ...terms }: BalanceFacts): Shown<typeof BalanceView> => ({
  object: 'balance',
  ...shownBalance({ name, amount }),
  ...terms,
});

/** SOLO's counter among the balances, once it has a value. [API-BAL-03] */
export const counterView = (counter: number | null): Shown<typeof BalanceView>[] =>
  counter === null
    ? []
    : [
        {
          object: 'balance',
          ...shownBalance({ name: counterName, amount: counter }),
          ...{ initial: null, refillDays: null, nextRefillAt: null },
        },
      ];

/** A balance of a customer: nothing sets it back. [API-CUS-07] */
export const creditsView = ({ name, amount }: { name: string; amount: number }): Shown<typeof BalanceView> => ({
  ...{ object: 'balance', name, target: 'customer', amount },
  ...{ initial: null, refillDays: null, nextRefillAt: null },
});

export function entryView(
  { kind, name, amount, balance, reason, at, actor }: BalanceEntry,
  target: EntryTarget = 'license',
): Shown<typeof EntryView> {
  const by = { kind: actor.kind, id: actor.id };
  return { object: 'entry', name, target, kind, amount, balance, reason, at, by };
}
