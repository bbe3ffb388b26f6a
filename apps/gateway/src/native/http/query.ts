import { Problem } from './problem.ts';

/** Refuses a query that holds other parameters than these, and names every one of them. [API-REP-11, API-LIST-07, API-ERR-03] */
export function knowOnly(known: readonly string[], query: object, code: 'parameter_unknown' | 'filter_unknown'): void {
  const strangers = Object.keys(query).filter((name) => !known.includes(name));
  const errors = strangers.map((parameter) => ({ parameter, code: 'invalid' as const, detail: 'not known here' }));
  if (errors.length > 0) throw new Problem(code, undefined, { errors });
}
