import type { PluginQuestion } from './commands.ts';
import { type Check, type CheckFacts, type CheckRule, type Code, type Refusal, type Refused } from '@licet/contracts';

/** One rule: why the situation is refused, or nothing. */
export type Rule<S> = (situation: S) => Refusal | undefined;

/** A rule under the name by which its outcome is told, and what it uses of the situation. Neighbors of one name are told as one. */
export interface Rung<S> {
  name: CheckRule;
  refuses: Rule<S>;
  facts: (situation: S) => CheckFacts;
}

/** `facts` hold numbers, dates, versions and statuses only: whoever is refused reads them. [API-DRY-07] */
export const named = <S>(name: CheckRule, refuses: Rule<S>, facts: (situation: S) => CheckFacts = none): Rung<S> => ({
  name,
  refuses,
  facts,
});
const none = (): CheckFacts => ({});

/** A climb over several lists of rungs, each of which needs what the ones before have made sure of. */
export interface Ladder {
  /** Answer of the first rule that refuses, with what those before it have said. The order of the lists is the documented order of checks. */
  firstRefusal: <S>(rungs: readonly Rung<S>[], situation: S) => Refused | undefined;
  /** Tells of a question that decides how the climb goes on and refuses nothing: it was answered no. [API-DRY-06] */
  denied: (name: CheckRule) => void;
}

export function ladder(): Ladder {
  const below: (() => Check[])[] = []; // told only if somebody is refused
  return {
    firstRefusal(rungs, situation) {
      for (const [place, rung] of rungs.entries()) {
        const refusal = rung.refuses(situation);
        if (refusal?.code === 'unavailable') return { kind: 'refused', refusal };
        if (refusal) {
          const passed = [...below.flatMap((tell) => tell()), ...passedOf(rungs.slice(0, place), situation)];
          const checks = merged([...passed, told(rung, situation, refusal.code)]);
          return { kind: 'refused', refusal: { ...refusal, checks } };
        }
      }
      below.push(() => passedOf(rungs, situation));
      return undefined;
    },
    denied(name) {
      below.push(() => [{ rule: name, passed: false }]);
    },
  };
}

/** A climb over one list. */
export const firstRefusal = <S>(rungs: readonly Rung<S>[], situation: S): Refused | undefined =>
  ladder().firstRefusal(rungs, situation);

const passedOf = <S>(rungs: readonly Rung<S>[], situation: S): Check[] => rungs.map((rung) => told(rung, situation));

function told<S>({ name, facts }: Rung<S>, situation: S, code?: Code): Check {
  const used = facts(situation);
  return {
    rule: name,
    passed: code === undefined,
    ...(code && { code }),
    ...(Object.keys(used).length > 0 && { facts: used }),
  };
}

function merged(checks: readonly Check[]): Check[] {
  const lines: Check[] = [];
  for (const check of checks) {
    const last = lines.at(-1);
    if (last?.rule !== check.rule) lines.push(check);
    else {
      const facts = { ...last.facts, ...check.facts };
      lines.splice(-1, 1, { ...check, ...(Object.keys(facts).length > 0 && { facts }) });
    }
  }
  return lines;
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
