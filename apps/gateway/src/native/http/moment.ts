import { Rule } from './rules.ts';

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i;

/** An instant as RFC 3339 writes it, with any offset. [API-REP-07] */
export const Moment = () =>
  Rule('isMoment', {
    validate: isMoment,
    message: '$property must be an instant such as 2026-03-01T09:12:45Z',
    schema: { type: 'string', format: 'date-time' },
  });

/** As it is told and kept: UTC with milliseconds. */
export const instantOf = (text: string): string => new Date(text.toUpperCase()).toISOString();

/** Days that no month has are none either, though `Date` would move them on. */
export function isMoment(value: unknown): boolean {
  if (typeof value !== 'string' || !form.test(value)) return false;
  const day = value.slice(0, 10);
  const time = Date.parse(value.toUpperCase());
  return year(time) >= 1 && year(time) <= 9999 && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

const year = (time: number): number => (Number.isNaN(time) ? 0 : new Date(time).getUTCFullYear());
