import type { Operation } from './contract/api-document.suite.ts';
import { type Answer, type Asking, ask } from './native-answers.suite.ts';
import { type Targets, goodBodies, targetsOf } from './operation-requests.suite.ts';
import type { Product } from './product.suite.ts';

/** What of a call is told; the rest is such that the call succeeds. */
export interface Told extends Asking {
  /** In place of objects of its own. */
  targets?: Targets;
  query?: string;
}

/** Below `/api/v1`. */
export const pathOf = ({ path }: Operation): string => path.replace('/api/v1', '');

/** Whether it tells what would happen. [API-DRY-01] */
export const foretells = ({ parameters = [] }: Operation): boolean => parameters.some(({ name }) => name === 'dryRun');

/** Calls an operation about objects of its own with a body that it takes, as far as nothing else is told. */
export async function callOf(
  product: Product,
  operation: Operation,
  { targets, query, ...asking }: Told = {},
  by = product,
): Promise<Answer> {
  const { method, operationId, requestBody } = operation;
  const values = targets ?? (await targetsOf(product, pathOf(operation)));
  const path = pathOf(operation).replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  const taken = requestBody && !('body' in asking) && { body: (await goodBodies[operationId]?.(product)) ?? {} };
  return ask(by, query === undefined ? path : `${path}?${query}`, { method, ...taken, ...asking });
}
