import type { CallDefinition } from '../base/define-call.ts';
import * as activations from './activations/index.ts';
import { commonCalls } from './common.ts';
import * as customers from './customers/index.ts';
import * as invoices from './invoices.ts';
import * as keyedCalls from './keyed-calls.ts';
import * as jobs from './jobs.ts';
import * as licenses from './licenses/index.ts';
import * as productUpdates from './product-updates.ts';
import * as renewals from './renewals.ts';
import * as reports from './reports.ts';
import * as signIn from './sign-in.ts';
import * as serials from './serials.ts';
import * as projector from './status-projector.ts';
import * as timeline from './timeline.ts';

const isDefinition = (value: unknown): value is CallDefinition =>
  typeof value === 'object' && value !== null && 'sample' in value;

/** Every command and query that a service answers. */
export const callCatalog: readonly CallDefinition[] = [
  customers,
  keyedCalls,
  signIn,
  licenses,
  invoices,
  renewals,
  productUpdates,
  serials,
  jobs,
  activations,
  projector,
  timeline,
  reports,
  ...Object.values(commonCalls),
].flatMap((module) => Object.values(module).filter(isDefinition));
