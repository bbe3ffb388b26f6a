import {
  type Counted,
  type LicenseChanges,
  type LicenseOverridesPatch,
  type OptionSettings,
  type RenewalFault,
  type RenewalTerms,
  type SupportTerms,
  compareVersions,
  endOf,
  patchOverrides,
  supportEnd,
} from '@licet/contracts';
import { type Term, termChanges } from './license-term.ts';
import type { License } from './license.ts';
import { prolonged, prolongedTerm } from './prolonged.ts';

/** A license as it is seen by whoever renews it. */
export interface Renewable {
  license: License;
  /** What holds for it: the settings of its option under its own. */
  settings: OptionSettings;
  /** Only the ledger knows it; null before the first activation, and where nothing counts from there. */
  firstActivatedAt: string | null;
}

/** What terms change of a license, or why they are not for it. Nothing that was paid for gets less by them. [API-LIC-22, IP-RENEW-09, IP-RENEW-13] */
export function renewedBy(terms: RenewalTerms, renewable: Renewable, now: Date): LicenseChanges | RenewalFault {
  const { license, settings } = renewable;
  const term = newTerm(terms.expiry, renewable, now);
  if (typeof term === 'string') return term;
  const patch = {
    ...expiryRule(terms.expiry, settings.expiry),
    ...(terms.support && newSupport(terms.support, renewable, now)),
    ...(terms.edition && { edition: terms.edition }),
  };
  const overrides = patchOverrides(license.overrides, differingIn(patch, settings));
  const changes = {
    ...(term && termChanges(license, term)),
    ...(JSON.stringify(overrides) !== JSON.stringify(license.overrides) && { overrides }),
  };
  return Object.keys(changes).length === 0 ? 'nothing' : changes;
}

/** What the license ends by from then on; undefined where that stays. Days that have not begun to count get more. */
function newTerm(
  expiry: RenewalTerms['expiry'],
  { license, firstActivatedAt }: Renewable,
  now: Date,
): Term | RenewalFault | undefined {
  if (expiry === null) return undefined;
  if (expiry.rule === 'never') return { expiresAt: null, expiryDays: null };
  if (expiry.rule !== 'onDate') return prolongedTerm(license, firstActivatedAt, expiry.days, now) ?? 'endless';
  const notBegun = firstActivatedAt === null && license.expiryDays !== null;
  const present = endOf(license, firstActivatedAt);
  if (present === null && !notBegun) return 'endless';
  const after = expiry.date === null ? 0 : Date.parse(expiry.date);
  if (after <= Math.max(present === null ? 0 : Date.parse(present), now.getTime())) return 'earlier';
  return { expiresAt: new Date(after).toISOString(), expiryDays: null };
}

/** A date ends something only where a rule says so; where one does already, it stays. [UNI-75] */
function expiryRule(expiry: RenewalTerms['expiry'], present: OptionSettings['expiry']): LicenseOverridesPatch {
  if (expiry === null || (expiry.rule === 'never') === (present.rule === 'never')) return {};
  if (expiry.rule === 'never') return { expiry: { rule: 'never' } };
  return { expiry: { rule: expiry.rule, days: Math.max(1, expiry.days), date: expiry.date } };
}

/** Support that is better than what the terms give stays as it is. [IP-SUPP-01, IP-SUPP-02] */
function newSupport(
  asked: SupportTerms,
  { license, settings, firstActivatedAt }: Renewable,
  now: Date,
): LicenseOverridesPatch {
  const present = settings.support;
  const own = (support: Partial<SupportTerms>) => ({ support: { ...fromOption, ...support } });
  if (present.rule === 'never') return {};
  if (asked.rule === 'never') return own({ rule: 'never' });
  if (asked.rule === 'maxVersion')
    return isHigher(asked, present) ? own({ rule: 'maxVersion', maxVersion: asked.maxVersion }) : {};
  const counted: Counted = { enteredAt: license.enteredAt, firstActivatedAt };
  const end = supportEnd(present, counted);
  if (asked.rule === 'onDate')
    return asked.date !== null && (end === null || asked.date > end) ? own({ rule: 'onDate', date: asked.date }) : {};
  const days = asked.days ?? 0;
  const notBegun = present.rule === 'daysFromFirstActivation' && firstActivatedAt === null;
  return notBegun
    ? own({ rule: present.rule, days: (present.days ?? 0) + days })
    : own({ rule: 'onDate', date: prolonged(end, days, now) });
}

const fromOption = { rule: null, days: null, date: null, maxVersion: null };

const isHigher = ({ maxVersion }: SupportTerms, present: SupportTerms): boolean =>
  maxVersion !== null && (present.maxVersion === null || compareVersions(maxVersion, present.maxVersion) > 0);

/** Without parts that hold already. */
const differingIn = (patch: LicenseOverridesPatch, settings: OptionSettings): LicenseOverridesPatch =>
  Object.fromEntries(
    Object.entries(patch).filter(([part, members]) => {
      const present = settings[part as 'edition'] as Record<string, unknown>;
      return Object.entries(members).some(([name, value]) => value !== null && value !== present[name]);
    }),
  );
