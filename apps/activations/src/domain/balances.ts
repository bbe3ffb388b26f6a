import type { CounterChange, LicenseChanges, SeatsChange } from '@licet/contracts';
import type { Balances, OpenLedger } from './ledger.ts';
import { unlimited } from './license-rules.ts';

const highest = 2147483647;
type Changes = Pick<LicenseChanges, keyof Balances>;
/** Balances, and the seats that a limit counts. [API-LIC-16] */
type Used = Balances & Pick<OpenLedger, 'seatsInUse'>;

/**
 * Balances after a change that is durable already: what cannot be applied whole stops at zero or at 2147483647. [SL-UAF-43]
 * Unlimited activations stay so under increments that would not fit, an unset counter stays unset. [UNI-64, SL-UAF-17]
 */
export const applyChanges = (before: Used, changes: Changes): Balances => ({
  activationsLeft: activationsAfter(before, changes.activationsLeft),
  deactivationsLeft: changes.deactivationsLeft
    ? clamp(sum(before.deactivationsLeft, changes.deactivationsLeft))
    : before.deactivationsLeft,
  counter: counterAfter(before.counter, changes.counter),
});

/** Whether the changes would be applied whole. [SL-UAF-17, SL-UAF-22, UNI-64, UNI-65] */
export const wouldHold = (before: Balances, changes: Changes): boolean =>
  (!changes.activationsLeft ||
    'limit' in changes.activationsLeft ||
    fits(before.activationsLeft ?? unlimited, changes.activationsLeft)) &&
  fits(before.deactivationsLeft, changes.deactivationsLeft) &&
  (before.counter === null ? !changes.counter || 'set' in changes.counter : fits(before.counter, changes.counter));

/** An increment counts from the printed value, which is the highest for unlimited ones. [UNI-65] */
function activationsAfter({ activationsLeft: before, seatsInUse }: Used, change: SeatsChange | undefined) {
  if (!change) return before;
  if ('limit' in change) return change.limit === null ? null : Math.max(0, change.limit - seatsInUse);
  if ('add' in change && before === null && change.add >= 0) return null;
  return clamp(sum(before ?? unlimited, change));
}

function counterAfter(before: number | null, change: CounterChange | undefined): number | null {
  if (!change) return before;
  if ('set' in change) return change.set;
  return before === null ? null : clamp(sum(before, change));
}

const sum = (before: number, change: CounterChange): number => ('set' in change ? change.set : before + change.add);
const clamp = (value: number): number => Math.max(0, Math.min(value, highest));

function fits(before: number, change: CounterChange | undefined): boolean {
  if (!change) return true;
  const after = sum(before, change);
  return after === clamp(after);
}
