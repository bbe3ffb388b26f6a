import { lastDate } from './license-term.ts';

const dayMs = 86_400_000;

/** An end moved by days, counted from the later of now and the present one, so that no time paid for is lost. [INV-10, IP-RENEW-13] */
export function prolonged(end: string | null, days: number, now: Date): string {
  const start = Math.max(end === null ? 0 : Date.parse(end), now.getTime());
  return new Date(Math.min(start + days * dayMs, lastDate)).toISOString();
}
