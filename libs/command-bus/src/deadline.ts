import type { CallContext, CallDefinition } from '@licet/contracts';
import { ServiceUnavailable } from './errors.ts';

/**
 * The answer, or `ServiceUnavailable` at the deadline of the context. A command that was begun may still take effect: its failure is
 * `outcome_unknown`.
 */
export function beforeDeadline<T>(definition: CallDefinition, context: CallContext, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(tooLate(definition));
    }, context.deadline - Date.now());
    answer.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}

/** Of a command that was not answered nobody knows whether it happened; a query can simply be asked again. */
export const tooLate = ({ service, kind, name }: CallDefinition): ServiceUnavailable =>
  new ServiceUnavailable(service, `${name} was not answered before its deadline`, {
    code: kind === 'command' ? 'outcome_unknown' : 'unavailable',
  });

/** Refuses to begin what nobody waits for any more. */
export function assertInTime({ service, name }: CallDefinition, { deadline }: CallContext): void {
  if (deadline <= Date.now()) throw new ServiceUnavailable(service, `${name} was begun after its deadline`);
}
