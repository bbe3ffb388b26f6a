import { accept, type Decision, type LedgerEvent, refuse, type Refusal } from '@licet/contracts';
import type { LedgerContext, Transition } from './commands.ts';
import { firstRefusal, named, type Rule, type Rung, when } from './ladder.ts';
import { type Installation, type Ledger, type OpenLedger, timeOf } from './ledger.ts';
import { factsKnown, seatCount, settingsOf } from './license-rules.ts';
import { lookUp } from './persistent-map.ts';
import { balancesAfterEnding, deactivationFacts, deactivationLeft } from './use-installation.ts';

/** What is asked of an installation that there is. */
interface Found {
  command: Transition;
  request: Transition['request'];
  ledger: OpenLedger;
  installation: Installation;
  context: LedgerContext;
}

/**
 * Staff, or the customer of the license, changes the status of one installation. Neither status nor date of the license matter, as they do not
 * when its program gives it back. [IN-04 … IN-06, IN-08, AMB-50]
 */
export function decideTransition(command: Transition, ledger: Ledger, context: LedgerContext): Decision<LedgerEvent> {
  const { request } = command;
  if (ledger.kind === 'unknown' || ledger.terms.authorId !== request.authorId) return refuse('not_found');
  const installation = installationNamed(ledger, request.installationId);
  if (!installation) return refuse('not_found');
  const found: Found = { command, request, ledger, installation, context };
  const outdated = versionKnown(found);
  if (outdated) return { kind: 'refused', refusal: outdated };
  if (installation.status === request.to) return accept(); // [API-INS-16]
  return firstRefusal(rungs, found) ?? accept(eventOf(found));
}

/** One that received an InstallationID: without it nobody can tell one activation from another. [IN-04] */
export function installationNamed(ledger: OpenLedger, installationId: string): Installation | undefined {
  const installation = lookUp(ledger.installations, installationId);
  return installation?.token ? installation : undefined;
}

/** [API-ETAG-03] */
const versionKnown: Rule<Found> = ({ request: { expectedRevision }, installation: { revision } }) =>
  when(expectedRevision !== null && expectedRevision !== revision, 'version_conflict', { version: revision });

/** A ban is lifted by making active again only, and that is for staff; a customer gives back what he has. [API-INS-15, API-USR-05] */
const permitted: Rule<Found> = ({ request: { to, by }, installation: { status } }) => {
  const never = to === 'deactivated' ? status === 'banned' : by === 'customer';
  return when(never, 'transition_not_allowed', { what: 'installation', from: status, to });
};

/** What the option lets customers do for themselves. [PORT-10, API-USR-05] */
const customerMayDeactivate: Rule<Found> = ({ request: { by }, ledger, context }) =>
  when(
    by === 'customer' && settingsOf(ledger.terms, context.facts)?.portal.deactivate === false,
    'no_deactivations_left',
  );

/** Only what is active is given back; staff may waive what that takes. [IN-05, AMB-50] */
const deactivationAtHand: Rule<Found> = ({ request, installation, ledger, context }): Refusal | undefined =>
  installation.status === 'active' && takesDeactivation(request) ? deactivationLeft({ ledger, context }) : undefined;

const takesDeactivation = ({ by, takesDeactivation: takes }: Found['request']): boolean => by === 'customer' || takes;

/** [IN-05] */
const activationLeft: Rule<Found> = ({ request, ledger }) =>
  when(request.to === 'active' && ledger.activationsLeft === 0, 'no_activations_left');

/** [API-ERR-04] */
const rungs: readonly Rung<Found>[] = [
  named('transition', permitted, ({ installation: { status }, request: { to } }) => ({ from: status, to })),
  named('transition', ({ ledger, context }) => factsKnown(ledger.terms, context.facts)),
  named('deactivations', customerMayDeactivate),
  named('deactivations', deactivationAtHand, deactivationFacts),
  named('seats', activationLeft, ({ ledger }) => seatCount(ledger)),
];

function eventOf(found: Found): LedgerEvent {
  const { command, request, ledger, installation, context } = found;
  const { reason, note, address } = command;
  const id = { licenseId: ledger.licenseId, licenseUuid: ledger.terms.uuid, installationId: request.installationId };
  const how = { reason, note, address, at: timeOf(ledger, context.now) };
  const before = installation.status;
  switch (request.to) {
    case 'deactivated':
      return { type: 'InstallationDeactivated', data: { ...id, ...left(found), by: request.by, ...how } };
    case 'banned':
      return {
        type: 'InstallationBanned',
        data: { ...id, before: before === 'active' ? before : 'deactivated', ...left(found), ...how },
      };
    case 'active': {
      const { activationsLeft } = ledger;
      const after = activationsLeft === null ? null : activationsLeft - 1;
      const was = before === 'banned' ? before : 'deactivated';
      return { type: 'InstallationRestored', data: { ...id, before: was, activationsLeft: after, ...how } };
    }
  }
}

/** A ban of what is given back already moves nothing. [IN-08] */
function left({ request, ledger, installation, context }: Found) {
  const { activationsLeft, deactivationsLeft } = ledger;
  if (installation.status !== 'active') return { activationsLeft, deactivationsLeft };
  return balancesAfterEnding({ ledger, context }, takesDeactivation(request));
}
