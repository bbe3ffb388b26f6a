import { endOf } from '@licet/contracts';
import { type Term, lastDate } from './license-term.ts';
import { maxDays } from './option.decide.ts';

const dayMs = 86_400_000;

/** An end moved by days, counted from the later of now and the present one, so that no time paid for is lost. [INV-10, IP-RENEW-13] */
export function prolonged(end: string | null, days: number, now: Date): string {
  const start = Math.max(end === null ? 0 : Date.parse(end), now.getTime());
  return new Date(Math.min(start + days * dayMs, lastDate)).toISOString();
}

/** What ends a license once it got days more; null where nothing ends it. Days that have not begun to count get more. [API-OPT-04, API-LIC-22] */
export function prolongedTerm(term: Term, firstActivatedAt: string | null, days: number, now: Date): Term | null {
  if (term.expiryDays !== null && firstActivatedAt === null)
    return { expiresAt: null, expiryDays: Math.min(term.expiryDays + days, maxDays) };
  const present = endOf(term, firstActivatedAt);
  return present === null ? null : { expiresAt: prolonged(present, days, now), expiryDays: null };
}
