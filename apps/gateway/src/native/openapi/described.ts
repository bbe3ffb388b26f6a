import type { Scope } from '@licet/contracts';
import type { Reads } from '../http/documented.ts';
import type { OperationFacts } from '../http/operation.ts';
import type { Route } from './routes.ts';

/** Everything known of one operation. */
export interface Described extends Route {
  facts: OperationFacts;
  scope: Scope | undefined;
  reads: Reads;
}

export const creates = ({ facts }: Described): boolean => facts.versioned === true && facts.status === 201;
export const showsVersion = ({ method, facts }: Described): boolean => facts.versioned === true && method === 'get';
export const mindsVersion = (operation: Described): boolean =>
  operation.facts.conditional === true ||
  (operation.facts.versioned === true && operation.method !== 'get' && !creates(operation));
