import type { JobType } from '@licet/contracts';
import { Cron } from 'croner';

/** What the calendar of an account depends on; times in milliseconds since 1970. */
export interface AccountCalendar {
  createdAt: number;
  /** Whether test licenses are purged at all. [JOB-06, JOB-07] */
  monthlyPurge: boolean;
  /** IANA name. [AMB-24] */
  zone: string;
  /** When any of this was last changed; null for never. */
  changedAt: number | null;
}

/**
 * The runs of today and of this month, which may be late: a missed one is made up, once, and earlier ones it stands for. A day or month that had
 * begun before the account was there, or before its purge was set so, has no run. [JOB-05, JOB-07, JOB-08]
 */
export function dueRuns(account: AccountCalendar, now: Date): { type: JobType; run: string }[] {
  const { createdAt, monthlyPurge, zone, changedAt } = account;
  const day = now.toISOString().slice(0, 10);
  const month = monthStart(now, zone);
  const isDaily = createdAt < Date.parse(day);
  const isMonthly = monthlyPurge && Math.max(createdAt, changedAt ?? 0) < month.getTime();
  return [
    ...(isDaily ? [{ type: 'daily.cleanup' as const, run: day }] : []),
    ...(isMonthly ? [{ type: 'monthly.purge' as const, run: nameOfMonth(month, zone) }] : []),
  ];
}

/** When the month of `now` began in a time zone. [JOB-05, AMB-24] */
export function monthStart(now: Date, zone: string): Date {
  const firsts = new Cron('0 0 1 * *', { timezone: zone, paused: true });
  const [start] = firsts.previousRuns(1, new Date(now.getTime() + 1)); // the very instant counts
  if (!start) throw new Error(`No month has ever begun in ${zone}.`);
  return start;
}

const nameOfMonth = (start: Date, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit' }).format(start);
