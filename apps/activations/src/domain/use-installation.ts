import {
  accept,
  type CheckFacts,
  type Code,
  type Decision,
  type LedgerEvent,
  type OptionSettings,
  type Refusal,
} from '@licet/contracts';
import type { Check, Deactivate, KeySet, LedgerContext } from './commands.ts';
import { clockFacts, clockRight, commonChecks, keySetOf, productServed } from './door.ts';
import { ladder, named, type Rule, type Rung, sure } from './ladder.ts';
import { type Installation, installationOfToken, type Ledger, type OpenLedger, timeOf } from './ledger.ts';
import { factsKnown, licenseRungs, printed, printedExpiry, settingsOf, unlimited } from './license-rules.ts';

interface Arrival<C extends Check | Deactivate> {
  command: C;
  request: C['request'];
  ledger: Ledger;
  context: LedgerContext;
}

/** An arrival whose InstallationID fits. */
interface Found<C extends Check | Deactivate> {
  command: C;
  keySet: KeySet;
  ledger: OpenLedger;
  installation: Installation;
  context: LedgerContext;
}

/** Lets an installation go on, and records that it asked. Refusals in the order of SA-GEN-21. */
export function decideCheck(command: Check, ledger: Ledger, context: LedgerContext): Decision<LedgerEvent> {
  return onInstallation(command, ledger, context, checkRungs, checked);
}

/** Takes an installation back; whatever the license has become. Refusals in the order of SA-DEA-28. [SA-DEA-08, SA-DEA-09] */
export function decideDeactivation(command: Deactivate, ledger: Ledger, context: LedgerContext): Decision<LedgerEvent> {
  return onInstallation(command, ledger, context, deactivationRungs, deactivated);
}

function onInstallation<C extends Check | Deactivate>(
  command: C,
  ledger: Ledger,
  context: LedgerContext,
  rungs: readonly Rung<Found<C>>[],
  event: (found: Found<C>) => LedgerEvent,
): Decision<LedgerEvent> {
  const arrival: Arrival<C> = { command, request: command.request, ledger, context };
  const { firstRefusal } = ladder();
  const turnedAway = firstRefusal<Arrival<C>>(atTheDoor, arrival);
  if (turnedAway) return turnedAway;
  const found = sure(find(arrival));
  return firstRefusal(rungs, found) ?? accept(event(found));
}

const clockOf = (arrival: Arrival<Check | Deactivate>) =>
  [sure(arrival.request.parameters).clientTime, sure(keySetOf(arrival)).authorId, arrival.context] as const;

/** 5015: unknown, or of another author. [SA-CHK-24, SA-DEA-23, SA-GEN-19] */
const installationKnown: Rule<Arrival<Check | Deactivate>> = (arrival) =>
  find(arrival) ? undefined : { code: 'installation_unknown' };

function find<C extends Check | Deactivate>(arrival: Arrival<C>): Found<C> | undefined {
  const { command, ledger, context } = arrival;
  const keySet = sure(keySetOf(arrival));
  if (ledger.kind === 'unknown' || ledger.terms.authorId !== keySet.authorId) return undefined;
  const installation = installationOfToken(ledger, command.tokenHash);
  return installation && { command, keySet, ledger, installation, context };
}

/** [SA-GEN-21, API-DRY-11] */
const atTheDoor: readonly Rung<Arrival<Check | Deactivate>>[] = [
  ...commonChecks,
  named(
    'clock',
    (arrival) => clockRight(...clockOf(arrival)),
    (arrival) => clockFacts(...clockOf(arrival)),
  ),
  named('installation', installationKnown),
];

const onTheLicense: readonly Rung<Found<Check | Deactivate>>[] = [
  named('installation', ({ keySet, ledger }) => productServed(keySet, ledger.terms.productId)),
  named('installation', ({ ledger, context }) => factsKnown(ledger.terms, context.facts)),
];

/** 5016, with the date. [SA-CHK-25, SA-DEA-24, SA-GEN-22] */
function isActive<C extends Check | Deactivate>(more: (found: Found<C>) => Record<string, unknown>): Rung<Found<C>>[] {
  const not =
    (status: Installation['status'], code: Code): Rule<Found<C>> =>
    (found) => {
      const { installation } = found;
      return installation.status === status
        ? { code, facts: { deactivatedAt: installation.endedAt, ...more(found) } }
        : undefined;
    };
  const endFacts = ({ installation: { endedAt } }: Found<C>) => ({ endedAt });
  return [
    named('installation', not('deactivated', 'installation_deactivated'), endFacts),
    named('machineBan', not('banned', 'installation_banned')),
  ];
}

const usable: readonly Rung<Found<Check>>[] = licenseRungs('existing').map(({ name, refuses, facts }) => ({
  name,
  refuses: (found) => {
    const refusal = refuses(found);
    return refusal && { ...refusal, facts: { ...refusal.facts, ...checkFacts(found.ledger, found.context) } };
  },
  facts,
}));

const checkRungs: readonly Rung<Found<Check>>[] = [
  ...onTheLicense,
  ...isActive<Check>((found) => checkFacts(found.ledger, found.context)),
  ...usable,
];

interface Judged {
  ledger: OpenLedger;
  context: LedgerContext;
}

/** 5018. [SA-DEA-25, SA-DEA-26, IN-05] */
export function deactivationLeft(judged: Judged): Refusal | undefined {
  const { deactivations } = optionOf(judged).activation;
  const none = deactivations === 'none' || (deactivations === 'limited' && judged.ledger.deactivationsLeft === 0);
  return none ? { code: 'no_deactivations_left' } : undefined;
}

/** What is left of the deactivations where they are counted. */
export const deactivationFacts = (judged: Judged): CheckFacts =>
  optionOf(judged).activation.deactivations === 'limited' ? { left: judged.ledger.deactivationsLeft } : {};

const deactivationRungs: readonly Rung<Found<Deactivate>>[] = [
  ...onTheLicense,
  ...isActive<Deactivate>(() => ({})),
  named('deactivations', deactivationLeft, deactivationFacts),
];

/** Whether so many active ones could be given back. [IN-05, API-LIC-20] */
export function deactivationsLeftFor(installations: number, judged: Judged): Refusal | undefined {
  if (installations === 0) return undefined;
  const scarce = optionOf(judged).activation.deactivations === 'limited';
  const short = scarce && judged.ledger.deactivationsLeft < installations;
  return short ? { code: 'no_deactivations_left' } : deactivationLeft(judged);
}

/** What is left when an active installation gives its activation back. [SA-DEA-04 … SA-DEA-06, IN-08] */
export function balancesAfterEnding(judged: Judged, takesDeactivation: boolean) {
  const { activationsLeft, deactivationsLeft } = judged.ledger;
  const counts = takesDeactivation && optionOf(judged).activation.deactivations === 'limited';
  return {
    activationsLeft: activationsLeft === null ? null : Math.min(activationsLeft + 1, unlimited),
    deactivationsLeft: counts ? deactivationsLeft - 1 : deactivationsLeft,
  };
}

const optionOf = ({ ledger, context }: Judged): OptionSettings => sure(settingsOf(ledger.terms, context.facts));

/** What a check shows of the license, also with 5016 and 5017. [SA-CHK-06 … SA-CHK-09] */
export const checkFacts = (ledger: OpenLedger, context: LedgerContext) => ({
  licenseUpdate: ledger.terms.licenseUpdate,
  expiresAt: printedExpiry(ledger, optionOf({ ledger, context })),
  remainingActivations: printed(ledger.activationsLeft),
});

function checked({ command, ledger, installation, context }: Found<Check>): LedgerEvent {
  const { licenseId, terms } = ledger;
  const { installationId } = installation;
  const { version } = sure(command.request.parameters);
  const at = timeOf(ledger, context.now);
  const id = { licenseId, licenseUuid: terms.uuid, installationId };
  return { type: 'InstallationChecked', data: { ...id, version, address: command.address, at } };
}

function deactivated(found: Found<Deactivate>): LedgerEvent {
  const { command, ledger, installation, context } = found;
  return {
    type: 'InstallationDeactivated',
    data: {
      licenseId: ledger.licenseId,
      licenseUuid: ledger.terms.uuid,
      installationId: installation.installationId,
      ...balancesAfterEnding(found, true),
      by: 'software',
      address: command.address,
      at: timeOf(ledger, context.now),
    },
  };
}
