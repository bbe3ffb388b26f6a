import type { PluginQuestion } from './commands.ts';
import { type Code, refuse, type Refusal, type Refused } from '@licet/contracts';

/** One rule: why the situation is refused, or nothing. */
export type Rule<S> = (situation: S) => Refusal | undefined;

/** Answer of the first rule that refuses. The order of the list is the documented order of checks. */
export function firstRefusal<S>(rules: readonly Rule<S>[], situation: S): Refused | undefined {
  for (const rule of rules) {
    const refusal = rule(situation);
    if (refusal) return refuse(refusal.code, refusal.facts);
  }
  return undefined;
}

/** The refusal when it applies. */
export const when = (applies: boolean, code: Code, facts?: Record<string, unknown>): Refusal | undefined =>
  applies ? (facts ? { code, facts } : { code }) : undefined;

/** What a rule needs and nobody can tell at the moment: HTTP 503, never a business code. [SA-GEN-16, SYS-07] */
export const notKnown = (what: string): Refusal => ({ code: 'unavailable', facts: { notKnown: what } });

/** The command was prepared for terms that have changed since: it is prepared again and decided anew. */
export const prepareAgain: Refusal = { code: 'unavailable', facts: { prepareAgain: true } };

/** All other rules let it pass: now the plugin must be asked, and then all of them once more. [API-OPT-12] */
export const askPlugin = (question: PluginQuestion): Refusal => ({
  code: 'unavailable',
  facts: { askPlugin: question },
});

/** What a refusal wants the plugin to be asked, if it does. */
export const questionIn = ({ facts }: Refusal): PluginQuestion | undefined =>
  facts?.askPlugin as PluginQuestion | undefined;

/** What a rule higher up has made sure of. */
export function sure<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('A rule let pass what it should have refused');
  return value;
}
