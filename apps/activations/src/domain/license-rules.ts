import {
  effectiveSettings,
  endOf,
  endsByDate,
  frozenUntil,
  type OptionSettings,
  reactivationState,
  type Refusal,
  soloStatusOf,
  type Terms,
} from '@licet/contracts';
import type { LedgerContext, SharedFacts } from './commands.ts';
import { named, notKnown, type Rung, sure, when } from './ladder.ts';
import type { OpenLedger } from './ledger.ts';

/** Printed where there is no limit. [SA-GEN-28] */
export const unlimited = 2147483647;
export const printed = (activationsLeft: number | null): number => activationsLeft ?? unlimited;

/** When the license ends: its date, or its days from the first activation. [API-OPT-04] */
export const endOfLicense = ({ terms, firstActivatedAt }: OpenLedger): string | null => endOf(terms, firstActivatedAt);

/** Printed only where the rule lets dates end something and the license has one. [SA-ACT-34, SA-CHK-07] */
export const printedExpiry = (ledger: OpenLedger, option: OptionSettings): string | null =>
  endsByDate(option) ? endOfLicense(ledger) : null;

/** How many machines may have an activation, null for no limit, and how many have one. */
export const seatCount = ({ activationsLeft, seatsInUse }: OpenLedger) => ({
  limit: activationsLeft === null ? null : seatsInUse + activationsLeft,
  used: seatsInUse,
});

/** Decisions need the product and the option; a pod that has not heard of them cannot decide. */
export function factsKnown(terms: Terms, facts: SharedFacts): Refusal | undefined {
  if (!facts.option(terms.optionId)) return notKnown(`option ${terms.optionId}`);
  return facts.product(terms.productId) ? undefined : notKnown(`product ${terms.productId}`);
}

/** What holds for the license: the settings of its option as they are now, under its own. Undefined: never heard of. [API-OPT-07, API-OPT-08] */
export function settingsOf(terms: Terms, facts: SharedFacts): OptionSettings | undefined {
  const option = facts.option(terms.optionId);
  return option && effectiveSettings(option, terms);
}

/** What superseded licenses may still do, by Upgrade Behavior. Read at call time. [ST-13, ST-14] */
export type Use = 'new' | 'existing';

interface Situation {
  ledger: OpenLedger;
  context: LedgerContext;
}

/**
 * 5017: whether product, invoice and status let it be used. The status is told wherever it forbids that by itself, and only then.
 * [SA-ACT-71, SA-CHK-26, SA-GEN-25, ST-12, API-PRD-04, API-INV-03, API-DRY-05]
 */
export const licenseRungs = (use: Use): readonly Rung<Situation>[] => [
  named('productBan', (situation) =>
    when(productOf(situation).status === 'banned', 'license_status_invalid', forbiddingStatus(situation, use)),
  ),
  named('invoiceBlock', (situation) =>
    when(situation.ledger.terms.invoiceBlocked === true, 'invoice_blocked', forbiddingStatus(situation, use)),
  ),
  named(
    'licenseStatus',
    (situation) => {
      const facts = forbiddingStatus(situation, use);
      return facts && { code: 'license_status_invalid', facts };
    },
    ({ ledger }) => ({ status: ledger.terms.status.status }),
  ),
];

const productOf = ({ ledger, context }: Situation) => sure(context.facts.product(ledger.terms.productId));

function forbiddingStatus({ ledger: { terms }, context }: Situation, use: Use): { status: string } | undefined {
  const permitted = statusPermits(terms, sure(settingsOf(terms, context.facts)), use);
  return permitted ? undefined : { status: soloStatusOf(terms.status) };
}

function statusPermits({ status: { status } }: Terms, { upgradeBehavior }: OptionSettings, use: Use): boolean {
  if (status !== 'superseded') return status === 'active';
  return upgradeBehavior === 'allow' || (upgradeBehavior === 'existingOnly' && use === 'existing');
}

interface OnItsSeats extends Situation {
  option: OptionSettings;
}

/** When the freeze ends that the newest machine began, as every reader tells it. [IP-FREEZE-01] */
export const endOfFreeze = ({ ledger, option: { freeze } }: OnItsSeats): string | null =>
  frozenUntil(freeze, ledger.terms.freezeEnd ?? null, ledger.newestMachineAt);

/** How many re-activations count, and when the lockout ends that they began, as every reader tells it. [DNA-REACT-02] */
export const lockoutOf = ({ ledger, option: { reactivation }, context }: OnItsSeats) => ({
  limit: reactivation.enabled ? reactivation.limit : null,
  ...reactivationState(reactivation, ledger.terms, ledger.reactivations, new Date(context.now)),
});
