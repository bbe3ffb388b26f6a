import type { LedgerEvent, LicenseChanges, Refusal } from '@licet/contracts';
import type { LedgerContext } from './commands.ts';
import { type Installation, type OpenLedger, timeOf } from './ledger.ts';
import { factsKnown, settingsOf, unlimited } from './license-rules.ts';
import { valuesOf } from './persistent-map.ts';
import { deactivationsLeftFor } from './use-installation.ts';

type Ending = NonNullable<LicenseChanges['endInstallations']>;

/** Those that received an InstallationID: nobody can tell the others apart. [IN-04] */
export const activeInstallations = (ledger: OpenLedger): Installation[] =>
  [...valuesOf(ledger.installations)].filter(({ status, token }) => status === 'active' && token !== null);

/** Refused as staff would be who give them back one by one. What is not known yet is refused as `unavailable`. [API-INS-15] */
export function wouldEnd(
  ledger: OpenLedger,
  { takesDeactivation }: Ending,
  context: LedgerContext,
): Refusal | undefined {
  if (!takesDeactivation) return undefined;
  const installations = activeInstallations(ledger).length;
  return factsKnown(ledger.terms, context.facts) ?? deactivationsLeftFor(installations, { ledger, context });
}

/** All that have a seat, those without an InstallationID too. [API-LIC-23] */
export const releaseMachines = (ledger: OpenLedger, context: LedgerContext): LedgerEvent[] => {
  const seated = [...valuesOf(ledger.installations)].filter(({ status }) => status === 'active');
  return endEach(seated, ledger, false, context);
};

/**
 * One event for each, in the append of the change that asked for it. The change is durable already: deactivations that are not there any more
 * stop at zero, and of an option that was not heard of none are taken. [API-LIC-20, design 4]
 */
export function endInstallations(ledger: OpenLedger, ending: Ending, context: LedgerContext): LedgerEvent[] {
  const counts = settingsOf(ledger.terms, context.facts)?.activation.deactivations === 'limited';
  return endEach(activeInstallations(ledger), ledger, ending.takesDeactivation && counts, context);
}

function endEach(
  installations: readonly Installation[],
  ledger: OpenLedger,
  takes: boolean,
  context: LedgerContext,
): LedgerEvent[] {
  let { activationsLeft, deactivationsLeft } = ledger;
  return installations.map(({ installationId }) => {
    activationsLeft = activationsLeft === null ? null : Math.min(activationsLeft + 1, unlimited);
    deactivationsLeft = Math.max(0, deactivationsLeft - (takes ? 1 : 0));
    const id = { licenseId: ledger.licenseId, licenseUuid: ledger.terms.uuid, installationId };
    const how = { by: 'staff' as const, address: null, at: timeOf(ledger, context.now) };
    return { type: 'InstallationDeactivated', data: { ...id, activationsLeft, deactivationsLeft, ...how } };
  });
}
