import { type CallerRules, type Refused, type Scope, type Via, refuse } from '@licet/contracts';

/** What a decision needs to know of whoever asks. */
export interface Caller {
  scopes: readonly string[];
  via: Via;
  /** What account and user set about the rights of the caller; the defaults where absent. */
  rules?: CallerRules | undefined;
}

/** What every decision is given: the time, the caller, and the id of the command, by which a repetition is recognized. */
export interface DecisionContext {
  now: Date;
  caller: Caller;
  commandId: string;
}

/** Refuses a caller who lacks one of the scopes, naming it. [PERM-06] */
export function missingScope(caller: Caller, ...needed: readonly Scope[]): Refused | undefined {
  const scope = needed.find((name) => !caller.scopes.includes(name));
  return scope && refuse('scope_missing', { scope });
}
