import { Count } from '@licet/contracts';
import Type, { type Static } from 'typebox';
import type { LicenseReading } from '../../shared/license-reading.ts';

/** What stops by a change. [API-TRN-07, API-DRY-02] */
export const Effect = Type.Object({ installationsEnding: Count, sessionsEnding: Count });
export type Effect = Static<typeof Effect>;

export const noEffect: Effect = { installationsEnding: 0, sessionsEnding: 0 };

/** Machines that run until now, and would not at their next check. */
export const effectBetween = (before: LicenseReading | undefined, after: LicenseReading | undefined): Effect => ({
  ...noEffect,
  installationsEnding: Math.max(0, running(before) - running(after)),
});

function running(reading: LicenseReading | undefined): number {
  if (!reading?.status.usable) return 0;
  return reading.ledger.installations.filter(({ status }) => status === 'active').length;
}
