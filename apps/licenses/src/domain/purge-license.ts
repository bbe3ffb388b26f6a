import { type Decision, type LicenseEvent, type purgeReasons, accept, externalIdClaims } from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import { type License, type LicenseState, keyClaim } from './license.ts';
import { listedSerialClaim } from './serials.ts';
import { trialClaims } from './trial.ts';

/** What a job does to each of its licenses. */
export interface PurgeLicenseCommand {
  type: 'PurgeLicense';
  request: { authorId: number; licenseId: number };
  reason: (typeof purgeReasons)[number];
  /** Instant: only what stands in Delete by then, or a test license that was added before. */
  until: string;
  /** The job, or the set that was given up. */
  jobId: string;
}

/**
 * Deletes a license for good, as far as the reason holds at this moment: whoever took the status back has saved it. A license that is gone
 * already is not deleted twice. Its key is free again in its product; a serial number of a list stays used, but for
 * one that was never sold. [JOB-01 … JOB-04, JOB-09, TEST-06]
 */
export function purgeLicense(
  { request, reason, until, jobId }: PurgeLicenseCommand,
  state: LicenseState,
  { now }: DecisionContext,
): Decision<LicenseEvent> {
  if (state.kind === 'none' || state.authorId !== request.authorId || !isDue[reason](state, until, jobId))
    return accept();
  const { licenseId, uuid, authorId, productId, customerId, isTest, key, externalId } = state;
  const ids = { licenseId, uuid, authorId, productId, customerId };
  const data = { ...ids, isTest, reason, jobId, at: now.toISOString() };
  const { releases } = externalIdClaims('license', authorId, { before: externalId, after: null });
  return {
    ...accept<LicenseEvent>({ type: 'LicensePurged', data }),
    releases: [
      keyClaim(productId, key),
      ...releases,
      ...trialClaims(state.optionId, state.trialMachine),
      ...(reason === 'abandoned' ? [listedSerialClaim(productId, key)] : []),
    ],
  };
}

const isDue: Record<PurgeLicenseCommand['reason'], (license: License, until: string, jobId: string) => boolean> = {
  deleted: ({ status, statusSince }, until) => status.status === 'purging' && isBy(statusSince, until),
  test: ({ isTest, enteredAt }, until) => isTest && isBefore(enteredAt, until),
  abandoned: ({ setId }, _, jobId) => setId === jobId,
};

const isBy = (instant: string, until: string): boolean => Date.parse(instant) <= Date.parse(until);
const isBefore = (instant: string, until: string): boolean => Date.parse(instant) < Date.parse(until);
