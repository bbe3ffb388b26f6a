import { type LicenseChanges, effectiveSettings, patchOverrides } from '@licet/contracts';
import type { RequestedChanges } from './license-members.ts';
import type { License } from './license.ts';
import { maxDays } from './option.decide.ts';
import type { OptionState } from './option.ts';

/** A date, or days from the first activation in place of one. [API-OPT-04] */
export type Term = Pick<License, 'expiresAt' | 'expiryDays'>;
type Asked = Pick<RequestedChanges, 'expiresAt' | 'overrides'>;

const firstDate = Date.parse('0001-01-01T00:00:00Z');
/** The last moment that a date may name. */
export const lastDate = Date.parse('9999-12-31T23:59:59.999Z');
const dayMs = 86_400_000;

/**
 * What the license ends by after a change: a date, or the present term moved by whole days, or what its own rule makes of days and date.
 * [SL-UAF-18, SL-UAF-19, UNI-68, API-OPT-04]
 */
export function newTerm(license: License, { expiresAt, overrides }: Asked, option: OptionState | null) {
  if (!expiresAt) return termByRule(license, overrides, option) ?? present(license);
  if ('addDays' in expiresAt) return moved(license, expiresAt.addDays);
  return dated(expiresAt.set === null ? null : new Date(expiresAt.set).toISOString());
}

/** What differs from what holds. */
export function termChanges(license: License, term: Term): Pick<LicenseChanges, 'expiresAt' | 'expiryDays'> {
  const [before, after] = [present(license), term];
  return {
    ...(before.expiresAt !== after.expiresAt && {
      expiresAt: { before: before.expiresAt, after: after.expiresAt },
    }),
    ...(before.expiryDays !== after.expiryDays && {
      expiryDays: { before: before.expiryDays, after: after.expiryDays },
    }),
  };
}

const present = ({ expiresAt, expiryDays }: License): Term => ({ expiresAt, expiryDays });
const dated = (expiresAt: string | null): Term => ({ expiresAt, expiryDays: null });

function moved({ expiresAt, expiryDays }: License, days: number): Term | 'impossible' {
  if (expiryDays !== null) {
    const sum = expiryDays + days;
    return sum < 1 || sum > maxDays ? 'impossible' : { expiresAt: null, expiryDays: sum };
  }
  if (expiresAt === null) return 'impossible';
  const end = Date.parse(expiresAt) + days * dayMs;
  return end < firstDate || end > lastDate ? 'impossible' : dated(new Date(end).toISOString());
}

/** Undefined where nothing is said of the rule, its days or its date, and where the rule is that nothing ends. */
function termByRule(license: License, asked: Asked['overrides'], option: OptionState | null): Term | undefined {
  const named = Object.values(asked?.expiry ?? {}).some((value) => value !== null);
  if (!asked || !named || option?.kind !== 'option') return undefined;
  const { expiry } = effectiveSettings(option.settings, { overrides: patchOverrides(license.overrides, asked) });
  switch (expiry.rule) {
    case 'never':
      return undefined;
    case 'daysFromCreation':
      return dated(new Date(Date.parse(license.enteredAt) + expiry.days * dayMs).toISOString());
    case 'daysFromFirstActivation':
      return { expiresAt: null, expiryDays: expiry.days };
    case 'onDate':
      return dated(expiry.date);
  }
}
