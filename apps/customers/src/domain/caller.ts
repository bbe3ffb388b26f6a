import { type Actor, type Refused, type Scope, refuse } from '@licet/contracts';

/** What a decision needs to know of whoever asks. */
export interface Caller {
  actor: Actor;
  scopes: readonly string[];
}

/** What every decision is given: the time, the caller, and the id of the command, by which a repetition is recognized. */
export interface DecisionContext {
  now: Date;
  caller: Caller;
  commandId: string;
}

/** The installation itself may do everything: it makes the first account. */
export const isSystem = ({ actor }: Caller): boolean => actor.kind === 'system';

/** Refuses a caller who lacks one of the scopes, naming it. [PERM-06] */
export function missingScope(caller: Caller, ...needed: readonly string[]): Refused | undefined {
  const scope = needed.find((name) => !caller.scopes.includes(name));
  return scope === undefined || isSystem(caller) ? undefined : refuse('scope_missing', { scope });
}

/** Nobody hands out more than he has himself. [API-KEY-05] */
export const missingToGrant = (caller: Caller, needed: Scope, granted: readonly string[]): Refused | undefined =>
  missingScope(caller, needed, ...granted);
