import type { OptionSettings } from '@licet/contracts';
import { now, opened, option } from '../testing/examples.ts';
import { ledgerDecider } from './ledger.decide.ts';
import type { OpenLedger } from './ledger.ts';
import { secondValue } from './second-value.ts';

type Terms = Parameters<typeof opened>[0];
const valueOf = (type: OptionSettings['type'], terms: Terms, fixedValue: number | null = null) => {
  const ledger = ledgerDecider.evolve(ledgerDecider.initialState, opened(terms));
  return secondValue(ledger as OpenLedger, option({ type, triggerCodes: { fixedValue } }), now);
};

describe('What the second trigger code carries', () => {
  it.each<[OptionSettings['type'], Terms, number | null]>([
    ['activationCode', { quantity: 7 }, null],
    ['downloadable', { quantity: 7 }, null],
    ['activationCodeQuantity', { quantity: 7 }, 7],
    ['activationCodeQuantity', { quantity: 16_383 }, 16_383],
    ['activationCodeQuantity', { quantity: 16_384 }, null],
    ['activationCodeCounter', { counter: 0 }, 0],
    ['activationCodeCounter', { counter: null }, null],
    ['activationCodeDays', { expiresAt: '2026-03-03T12:00:00.000Z' }, 2],
    ['activationCodeDays', { expiresAt: '2026-03-03T12:00:00.001Z' }, 3],
    ['activationCodeDays', { expiresAt: '2026-02-01T12:00:00.000Z' }, null],
    ['activationCodeDays', { expiresAt: null, expiryDays: 30 }, 30],
    ['activationCodeDays', { expiresAt: null }, null],
  ])('is by the type of the option: %s of %p [TC-05, TC-06, TC-07, TC-18]', (type, terms, value) => {
    expect(valueOf(type, terms)).toBe(value);
  });

  it.each([
    [30, 30],
    [-1, null],
    [null, null],
  ])('is the fixed value %p where that fits [TC-05, TC-06]', (fixed, value) => {
    expect(valueOf('activationCodeFixed', {}, fixed)).toBe(value);
  });
});
