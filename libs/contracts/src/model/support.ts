import Type, { type Static } from 'typebox';
import { Count, Instant, Nullable, OneOf, Text } from './scalars.ts';
import { compareVersions } from './version.ts';

/** IntelliProtector's NotExpires, ExpiresAfterDaysCreation, ExpiresAfterDaysRegistration, ExpiresOnDate and ExpiresByPpversion. [API-OPT-04, IP-DETAILS-27] */
export const supportRules = ['never', 'daysFromCreation', 'daysFromFirstActivation', 'onDate', 'maxVersion'] as const;

/** Until when, or up to which version, whoever has a license gets updates; its end never stops the program. [IP-SUPP-01, IP-SUPP-02] */
export const SupportTerms = Type.Object({
  rule: OneOf(...supportRules),
  days: Nullable(Count),
  date: Nullable(Instant),
  /** The last one that is supported. */
  maxVersion: Nullable(Text(23)),
});
export type SupportTerms = Static<typeof SupportTerms>;

/** What a license copies of them when it is issued; the rule it does not. [API-OPT-07] */
export const SupportAmounts = Type.Omit(SupportTerms, ['rule']);
export type SupportAmounts = Static<typeof SupportAmounts>;

/** Support without end. */
export const endlessSupport: SupportTerms = { rule: 'never', days: null, date: null, maxVersion: null };

/** What counting needs to know of a license. */
export interface Counted {
  enteredAt: string;
  /** Null before the first: days from then on have not begun. */
  firstActivatedAt: string | null;
}

const dayMs = 86_400_000;

/** The instant at which support ends; null where no instant ends it. [IP-EXP-02 … IP-EXP-04, UNI-68] */
export function supportEnd(
  { rule, days, date }: SupportTerms,
  { enteredAt, firstActivatedAt }: Counted,
): string | null {
  if (rule === 'onDate') return date;
  const start = { daysFromCreation: enteredAt, daysFromFirstActivation: firstActivatedAt }[rule as string] ?? null;
  return start === null || days === null ? null : new Date(Date.parse(start) + days * dayMs).toISOString();
}

/** Whether a version of the program is one that support reaches. What ends at an instant reaches all. [IP-SUPP-02] */
export const reachesVersion = ({ rule, maxVersion }: SupportTerms, version: string): boolean =>
  rule !== 'maxVersion' || maxVersion === null || compareVersions(version, maxVersion) <= 0;

/** Whether updates have ended: at an instant, or where the program has gone beyond the version. */
export function supportEnded(support: SupportTerms, license: Counted & { currentVersion: string }, now: Date): boolean {
  const { currentVersion } = license;
  return supportOver(support, license, now) || (currentVersion !== '' && !reachesVersion(support, currentVersion));
}

/** Whether the instant has come at which it ends. [IP-SUPP-01] */
export function supportOver(support: SupportTerms, license: Counted, now: Date): boolean {
  const end = supportEnd(support, license);
  return end !== null && Date.parse(end) <= now.getTime();
}
