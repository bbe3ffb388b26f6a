import Type, { type Static } from 'typebox';
import type { OptionSettings } from './option.ts';
import { Instant, Nullable } from './scalars.ts';

/** An end that staff have set for a freeze that began before `setAt`; `until` null: it ended then. [API-LIC-13] */
export const FreezeEnd = Type.Object({ until: Nullable(Instant), setAt: Instant });
export type FreezeEnd = Static<typeof FreezeEnd>;

/** When an end is set: the clock of who sets it may be behind that of the ledger, and the newest machine that he knows of came before. */
export const setAfter = (now: string, newest: string | null, earlier: FreezeEnd | null): string =>
  [now, newest, earlier?.setAt].reduce<string>((latest, at) => (at && at > latest ? at : latest), '');

/**
 * When the freeze ends, or ended, that the machine which was bound last began, at `newest`; null where there is none. Staff may have set
 * another end.
 * [IP-FREEZE-01, IP-FREEZE-05, IP-FREEZE-06, API-LIC-13]
 */
export function frozenUntil(
  { enabled, days }: OptionSettings['freeze'],
  freezeEnd: FreezeEnd | null,
  newest: string | null,
): string | null {
  if (!enabled) return null;
  if (freezeEnd && (newest === null || Date.parse(newest) <= Date.parse(freezeEnd.setAt))) return freezeEnd.until;
  return newest && new Date(Date.parse(newest) + days * 86_400_000).toISOString();
}

/** Whether it runs still. It ends by itself, without any write. [IP-FREEZE-05] */
export function isFrozen(
  freeze: OptionSettings['freeze'],
  freezeEnd: FreezeEnd | null,
  newest: string | null,
  now: Date,
): boolean {
  const until = frozenUntil(freeze, freezeEnd, newest);
  return until !== null && now.getTime() < Date.parse(until);
}
