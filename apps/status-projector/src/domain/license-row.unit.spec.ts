import {
  BalanceChanged,
  InstallationActivated,
  LedgerOpened,
  LicenseAdded,
  LicenseExpirationChanged,
  LicenseUpdated,
  ProductCreated,
  TermsChanged,
  defaultOption,
  type LicenseChanges,
  type OptionSettings,
} from '@licet/contracts';
import { deriveStatus } from './derive-status.ts';
import { emptyLicense, foldLicense, type LicenseRow, type SourceEvent } from './license-row.ts';

const first = '2026-01-01T00:00:00.000Z';
const now = new Date('2026-01-02T00:00:00Z');

/** The row after each event was folded and what follows from it was stored. */
const projected = (...events: SourceEvent[]): LicenseRow =>
  events.reduce<LicenseRow>(
    (row, event, i) => deriveStatus(foldLicense(row, event, i + 1), undefined, undefined, now),
    emptyLicense(4001),
  );
const added: SourceEvent = {
  type: 'LicenseAdded',
  data: { ...LicenseAdded.sample, expiresAt: null, expiryDays: 30 },
};
const activated: SourceEvent = { type: 'InstallationActivated', data: { ...InstallationActivated.sample, at: first } };
const changed = (changes: LicenseChanges): SourceEvent => ({
  type: 'LicenseExpirationChanged',
  data: { ...LicenseExpirationChanged.sample, changes },
});
const date = '2027-05-05T00:00:00.000Z';

describe('the end of a license in its row', () => {
  it('is counted from the first activation while days hold [API-OPT-04]', () => {
    expect(projected(added)).toMatchObject({ expires_at: null, expiry_days: 30 });
    expect(projected(added, activated)).toMatchObject({ expires_at: '2026-01-31T00:00:00.000Z' });
  });

  it.each<[string, LicenseChanges, string | null]>([
    ['to no end', { expiryDays: { before: 30, after: null } }, null],
    ['to other days', { expiryDays: { before: 30, after: 10 } }, '2026-01-11T00:00:00.000Z'],
    ['to a date', { expiryDays: { before: 30, after: null }, expiresAt: { before: null, after: date } }, date],
  ])('follows a change %s, before and after the first activation [API-OPT-04]', (_, changes, end) => {
    const days = changes.expiryDays?.after ?? null;
    expect(projected(added, activated, changed(changes))).toMatchObject({ expires_at: end, expiry_days: days });
    expect(projected(added, changed(changes), activated)).toMatchObject({ expires_at: end, expiry_days: days });
  });

  it('is no longer the date once days take its place, and none when these go [API-OPT-04]', () => {
    const dated: SourceEvent = { type: 'LicenseAdded', data: { ...LicenseAdded.sample, expiresAt: date } };
    const toDays = changed({ expiresAt: { before: date, after: null }, expiryDays: { before: null, after: 30 } });
    const toNone = changed({ expiryDays: { before: 30, after: null } });
    expect(projected(dated, toDays)).toMatchObject({ expires_at: null });
    expect(projected(dated, toDays, activated)).toMatchObject({ expires_at: '2026-01-31T00:00:00.000Z' });
    expect(projected(dated, activated, toDays, toNone)).toMatchObject({ expires_at: null, expiry_days: null });
  });
});

describe('the counter of a license in its row', () => {
  const opened: SourceEvent = { type: 'LedgerOpened', data: { ...LedgerOpened.sample, counter: 10 } };
  const moved = (name: string, balance: number): SourceEvent => ({
    type: 'BalanceChanged',
    data: { ...BalanceChanged.sample, name, balance },
  });

  it('follows its movements, and no others [API-BAL-01]', () => {
    expect(projected(opened, moved('counter', 7))).toMatchObject({ counter: 7, ledger_version: 2 });
    expect(projected(opened, moved('Exports', 7))).toMatchObject({ counter: 10 });
  });
});

it('has the later of the ends that license and ledger tell of a freeze, whichever comes first [API-LIC-23]', () => {
  const by = (setAt: string) => ({ changes: { freezeEnd: { until: null, setAt } } });
  const said: SourceEvent = { type: 'LicenseUpdated', data: { ...LicenseUpdated.sample, ...by(first) } };
  const later = '2026-01-01T00:00:00.300Z';
  const taken: SourceEvent = { type: 'TermsChanged', data: { ...TermsChanged.sample, ...by(later) } };
  for (const events of [
    [said, taken],
    [taken, said],
  ])
    expect(projected(added, ...events)).toMatchObject({ freeze_end: { until: null, setAt: later } });
});

it('is not frozen anew by a bound machine that takes another seat', () => {
  const seat = (changes: object): SourceEvent => ({
    type: 'InstallationActivated',
    data: { ...InstallationActivated.sample, ...changes },
  });
  const later = seat({ installationId: 'other', at: '2026-01-04T00:00:00.000Z', bound: true });
  expect(projected(added, seat({ at: first }), later)).toMatchObject({ newest_machine_at: first, seats_in_use: 2 });
});

describe('a re-activation lockout in its row', () => {
  const begun: SourceEvent = {
    type: 'InstallationActivated',
    data: { ...InstallationActivated.sample, reactivation: { count: 3, locksOut: true }, at: first },
  };
  const ended: SourceEvent = { type: 'TermsChanged', data: { ...TermsChanged.sample, changes: {}, unlocked: true } };
  const on = (day: number, changes: Partial<OptionSettings['reactivation']>, ...events: SourceEvent[]) => {
    const reactivation = { ...defaultOption.reactivation, enabled: true, coolingDays: 10, ...changes };
    const at = new Date(Date.parse(first) + day * 86_400_000);
    return deriveStatus(
      projected(added, ...events),
      { ...defaultOption, reactivation },
      ProductCreated.sample.settings,
      at,
    );
  };

  it('runs for the days that the option says, and is looked at again when it ends [DNA-REACT-02, DNA-REACT-03]', () => {
    const derive_at = '2026-01-11T00:00:00.000Z';
    expect(on(9, {}, begun)).toMatchObject({ state: 'throttled', ip_frozen: true, derive_at });
    expect(on(10, {}, begun)).toMatchObject({ state: 'activated', ip_frozen: false });
    expect(on(9, { coolingDays: 9 }, begun)).toMatchObject({ state: 'activated' });
    expect(on(9, { enabled: false }, begun)).toMatchObject({ state: 'activated' });
  });

  it('is over when staff say [API-LIC-24]', () => {
    expect(on(1, {}, begun, ended)).toMatchObject({ state: 'activated', ip_frozen: false, lockout_at: null });
  });
});
