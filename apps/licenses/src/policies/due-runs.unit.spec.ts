import { type AccountCalendar, dueRuns, monthStart } from './due-runs.ts';

const calendar = (changes: Partial<AccountCalendar> = {}): AccountCalendar => ({
  ...{ createdAt: Date.parse('2026-01-15T12:00:00Z'), monthlyPurge: true, zone: 'UTC', changedAt: null },
  ...changes,
});
const runs = (now: string, changes?: Partial<AccountCalendar>) =>
  dueRuns(calendar(changes), new Date(now)).map(({ type, run }) => `${type} ${run}`);

describe('the runs that are due', () => {
  it('are those of the day and of the month, from their first instant on, however late it is [JOB-05, JOB-08, AMB-24]', () => {
    expect(runs('2026-02-28T23:59:59.999Z')).toEqual(['daily.cleanup 2026-02-28', 'monthly.purge 2026-02']);
    for (const now of ['2026-03-01T00:00:00.000Z', '2026-03-01T17:20:00.000Z'])
      expect(runs(now)).toEqual(['daily.cleanup 2026-03-01', 'monthly.purge 2026-03']);
    expect(runs('2026-03-31T23:59:59.999Z')).toEqual(['daily.cleanup 2026-03-31', 'monthly.purge 2026-03']);
  });

  it('begin a month in the time zone of the account [JOB-05, AMB-24]', () => {
    const zone = 'America/New_York';
    expect(runs('2026-03-01T04:59:59.999Z', { zone })).toContain('monthly.purge 2026-02');
    expect(runs('2026-03-01T05:00:00.000Z', { zone })).toContain('monthly.purge 2026-03');
    expect(runs('2026-02-28T18:30:00.000Z', { zone: 'Asia/Kolkata' })).toContain('monthly.purge 2026-03');
    expect(monthStart(new Date('2026-07-20T00:00:00Z'), 'Europe/Berlin').toISOString()).toBe(
      '2026-06-30T22:00:00.000Z',
    );
  });

  it('are no purge where it is off [JOB-07]', () => {
    expect(runs('2026-03-01T00:00:00Z', { monthlyPurge: false })).toEqual(['daily.cleanup 2026-03-01']);
  });

  it('are not those of a day or month that began before the account was there, or its purge was set so [JOB-08]', () => {
    expect(runs('2026-01-15T23:00:00Z')).toEqual([]);
    expect(runs('2026-01-16T00:00:00Z')).toEqual(['daily.cleanup 2026-01-16']);
    const changedAt = Date.parse('2026-03-01T00:00:00Z');
    expect(runs('2026-03-20T00:00:00Z', { changedAt })).toEqual(['daily.cleanup 2026-03-20']);
    expect(runs('2026-04-01T00:00:00Z', { changedAt })).toContain('monthly.purge 2026-04');
  });
});
