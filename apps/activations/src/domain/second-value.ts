import { endOf, mostSecondValue, type OptionSettings, secondValueOf } from '@licet/contracts';
import type { OpenLedger } from './ledger.ts';

const dayMs = 86_400_000;

/** What the second trigger code carries, at an instant; null where there is no such value, or none that it can hold. [TC-05, TC-06, TC-18] */
export function secondValue(ledger: OpenLedger, option: OptionSettings, at: string): number | null {
  const value = valueOf(ledger, option, at);
  return value !== null && value >= 0 && value <= mostSecondValue ? value : null;
}

function valueOf({ terms, counter, firstActivatedAt }: OpenLedger, option: OptionSettings, at: string): number | null {
  switch (secondValueOf(option)) {
    case undefined:
      return null;
    case 'quantity':
      return terms.quantity;
    case 'fixed':
      return option.triggerCodes.fixedValue;
    case 'counter':
      return counter;
    case 'days': {
      const end = endOf(terms, firstActivatedAt ?? at); // days from the first activation begin with it
      return end === null ? null : Math.ceil((Date.parse(end) - Date.parse(at)) / dayMs);
    }
  }
}
