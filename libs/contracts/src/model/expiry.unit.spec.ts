import { endOf, endsByDate, missingOf } from './expiry.ts';

describe('when a license ends', () => {
  const first = '2026-03-01T12:00:00.000Z';
  it.each([
    ['its date, whenever it is activated', { expiresAt: first }, null, first],
    ['never', { expiresAt: null, expiryDays: null }, first, null],
    ['not known before its first activation', { expiresAt: null, expiryDays: 30 }, null, null],
    ['so many days after its first activation', { expiresAt: null, expiryDays: 30 }, first, '2026-03-31T12:00:00.000Z'],
  ])('is %s [API-OPT-04, UNI-68, IP-EXP-02]', (_, term, firstActivatedAt, end) => {
    expect(endOf(term, firstActivatedAt)).toBe(end);
  });

  it.each([
    ['never', 30, first, undefined, false],
    ['daysFromCreation', 0, first, 'days', false],
    ['daysFromCreation', 1, null, undefined, true],
    ['daysFromFirstActivation', 0, first, 'days', true],
    ['daysFromFirstActivation', 1, null, undefined, true],
    ['onDate', 1, null, 'date', true],
    ['onDate', 0, first, undefined, true],
  ] as const)(
    'is ruled by %s with %d days and date %p [API-OPT-04, API-OPT-09, PO-05]',
    (rule, days, date, lacks, ends) => {
      const expiry = { rule, days, date };
      expect([missingOf(expiry), endsByDate({ expiry })]).toEqual([lacks, ends]);
    },
  );
});
