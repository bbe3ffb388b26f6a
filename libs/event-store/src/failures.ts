/**
 * What an error says about a statement. `rejected`: PostgreSQL or the encoder refused these very writes. `refused`: PostgreSQL did not
 * take any at that moment, and stored nothing. `unknown`: the connection broke; it may have been stored.
 */
export type Failure = 'rejected' | 'refused' | 'unknown';

/** Classes of SQLSTATE that speak of the moment and not of the writes: rollback, resources, intervention, system, read-only. */
const momentary = /^(?:40|53|57|58|XX|25|55)/;

/** Sorts an error of a statement by what it says about the writes; what is not an answer of PostgreSQL is unknown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof TypeError || error instanceof RangeError) return 'rejected';
  const { severity, code } = error as { severity?: string; code?: string };
  if (severity !== 'ERROR') return 'unknown';
  return momentary.test(code ?? '') ? 'refused' : 'rejected';
}
