import {
  type Claim,
  type FingerprintMatch,
  type LicenseOverrides,
  type TrialMachine,
  isSameMachine,
} from '@licet/contracts';
import type { DecisionContext } from './caller.ts';

/** What makes a license the trial of a machine. [API-OPT-15] */
export interface Trial {
  days: number;
  machine: TrialMachine;
  claims: readonly Claim[];
}

/** Of which option a machine has a trial; test licenses have trials of their own. [API-KEY-06] */
interface TrialOf {
  optionId: number;
  isTest: boolean;
}

const claimOf = ({ optionId, isTest }: TrialOf, key: string): Claim => ({
  scope: `${isTest ? 'testTrial' : 'trial'}/${optionId}`,
  key,
});

/** The machine as a whole: of two that tell exactly the same only one gets a trial, however many calls race. [API-OPT-15] */
export const wholeMachineClaim = (of: TrialOf, { whole }: TrialMachine): Claim => claimOf(of, `whole ${whole}`);

/** One for each identifier, so that a machine is found again that has changed in part. */
export const identifierClaims = (of: TrialOf, { identifiers }: TrialMachine): Claim[] =>
  identifiers.map((identifier) => claimOf(of, identifier));

/** All that the trial of a machine may hold, whichever of both it is; none for a license that is the trial of none. */
export const trialClaims = (optionId: number, machine: TrialMachine | null): Claim[] =>
  [true, false].flatMap((isTest) => {
    const of = { optionId, isTest };
    return machine ? [wholeMachineClaim(of, machine), ...identifierClaims(of, machine)] : [];
  });

/** Whether a trial is that of a machine, as the option compares machines. [API-OPT-06] */
export function isTrialOf(match: FingerprintMatch, { identifiers }: TrialMachine, stored: TrialMachine): boolean {
  const shared = stored.identifiers.filter((identifier) => identifiers.includes(identifier)).length;
  return isSameMachine(match, shared, stored.identifiers.length);
}

const dayMs = 86_400_000;

/** It ends by a date of its own, whatever its option says. */
export const trialTerm = ({ days, machine }: Trial, { now }: DecisionContext) => ({
  expiresAt: new Date(now.getTime() + days * dayMs).toISOString(),
  overrides: { expiry: { rule: 'daysFromCreation', days } } satisfies LicenseOverrides,
  trialMachine: machine,
});
