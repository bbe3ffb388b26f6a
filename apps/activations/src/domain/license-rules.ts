import {
  effectiveSettings,
  endOf,
  endsByDate,
  type OptionSettings,
  isFrozen,
  type Refusal,
  soloStatusOf,
  type Terms,
} from '@licet/contracts';
import type { SharedFacts } from './commands.ts';
import { notKnown, sure } from './ladder.ts';
import type { OpenLedger } from './ledger.ts';
import { valuesOf } from './persistent-map.ts';

/** Printed where there is no limit. [SA-GEN-28] */
export const unlimited = 2147483647;
export const printed = (activationsLeft: number | null): number => activationsLeft ?? unlimited;

/** When the license ends: its date, or its days from the first activation. [API-OPT-04] */
export const endOfLicense = ({ terms, firstActivatedAt }: OpenLedger): string | null => endOf(terms, firstActivatedAt);

/** Printed only where the rule lets dates end something and the license has one. [SA-ACT-34, SA-CHK-07] */
export const printedExpiry = (ledger: OpenLedger, option: OptionSettings): string | null =>
  endsByDate(option) ? endOfLicense(ledger) : null;

/** Decisions need the product and the option; a pod that has not heard of them cannot decide. */
export function factsKnown(terms: Terms, facts: SharedFacts): Refusal | undefined {
  if (!facts.option(terms.optionId)) return notKnown(`option ${terms.optionId}`);
  return facts.product(terms.productId) ? undefined : notKnown(`product ${terms.productId}`);
}

/** What holds for the license: the settings of its option as they are now, under its own. Undefined: never heard of. [API-OPT-07, API-OPT-08] */
export function settingsOf({ optionId, overrides }: Terms, facts: SharedFacts): OptionSettings | undefined {
  const option = facts.option(optionId);
  return option && effectiveSettings(option, overrides);
}

/** What superseded licenses may still do, by Upgrade Behavior. Read at call time. [ST-13, ST-14] */
export type Use = 'new' | 'existing';

/** 5017: with the status, or without one when the product is banned or the invoice blocked. [SA-ACT-71, SA-CHK-26, SA-GEN-25, ST-12, API-INV-03] */
export function licenseUsable(terms: Terms, facts: SharedFacts, use: Use): Refusal | undefined {
  if (!statusPermits(terms, sure(settingsOf(terms, facts)), use))
    return { code: 'license_status_invalid', facts: { status: soloStatusOf(terms.status) } };
  const banned = sure(facts.product(terms.productId)).status === 'banned';
  if (banned) return { code: 'license_status_invalid' };
  return terms.invoiceBlocked ? { code: 'invoice_blocked' } : undefined;
}

function statusPermits({ status: { status } }: Terms, { upgradeBehavior }: OptionSettings, use: Use): boolean {
  if (status !== 'superseded') return status === 'active';
  return upgradeBehavior === 'allow' || (upgradeBehavior === 'existingOnly' && use === 'existing');
}

/** Whether the freeze runs that the newest machine began, as every reader tells it: of machines that have an InstallationID. [IP-FREEZE-01] */
export function freezeRuns(ledger: OpenLedger, { freeze }: OptionSettings, now: string): boolean {
  if (!freeze.enabled) return false;
  const installations = [...valuesOf(ledger.installations)].filter(({ token }) => token !== null);
  return isFrozen(freeze, ledger.terms.freezeEnd ?? null, { ...ledger, installations }, new Date(now));
}
