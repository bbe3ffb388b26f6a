import type { EventDefinition } from '../base/define-event.ts';
import * as activations from './activations/index.ts';
import * as customers from './customers/index.ts';
import * as invoices from './invoices.ts';
import * as jobs from './jobs.ts';
import * as licenseSets from './license-sets.ts';
import * as licenses from './licenses/index.ts';
import * as productUpdates from './product-updates.ts';
import * as renewals from './renewals.ts';
import * as serials from './serials.ts';

const isDefinition = (value: unknown): value is EventDefinition =>
  typeof value === 'object' && value !== null && 'sample' in value;

/** Every version of every event that a record may hold. */
export const eventCatalog: readonly EventDefinition[] = [
  customers,
  licenses,
  licenseSets,
  invoices,
  renewals,
  productUpdates,
  serials,
  jobs,
  activations,
].flatMap((module) => Object.values(module).filter(isDefinition));

/** Newest version per type. */
export const newestVersion: ReadonlyMap<string, number> = new Map(
  eventCatalog.toSorted((a, b) => a.version - b.version).map(({ type, version }) => [type, version]),
);
