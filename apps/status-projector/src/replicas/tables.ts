import type { OptionRow, ProductRow } from '../domain/catalog-row.ts';
import type { LicenseUseRow } from '../domain/license-use-row.ts';
import type { DecidedRow, SaidRow } from '../domain/event-details.ts';
import type { LicenseRow } from '../domain/license-row.ts';
import type { StatusChangeRow } from '../domain/status-changes.ts';
import { BulkTable } from './bulk-table.ts';
import type { FeedRow } from './feed-rows.ts';

export const products = new BulkTable<ProductRow>('product', ['product_id']);
export const options = new BulkTable<OptionRow>('product_option', ['option_id']);
export const licenses = new BulkTable<LicenseRow>('license', ['license_id']);
export const licenseUses = new BulkTable<LicenseUseRow>('license_use', ['license_id']);
export const statusChanges = new BulkTable<StatusChangeRow>('status_change', ['license_id', 'version']);
/** What timelines tell beyond the feed: what was decided and what was said are columns of one row, and come one after the other. */
export const eventDetails = new BulkTable<DecidedRow | SaidRow>('event_detail', ['source', 'lane', 'position']);
export const feed = new BulkTable<FeedRow>('feed', ['source', 'lane', 'position']);
