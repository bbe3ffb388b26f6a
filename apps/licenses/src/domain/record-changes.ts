import { type Accepted, type LicenseChanges, type LicenseEvent, accept } from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import type { License } from './license.ts';

/** The one event of a command that changed a license, named after the weightiest change; none where nothing changed. [design 4] */
export function recordChanges(
  { licenseId, uuid, authorId, productId }: License,
  changes: LicenseChanges,
  { now }: DecisionContext,
): Accepted<LicenseEvent> {
  if (Object.keys(changes).length === 0) return accept();
  const type = changes.status
    ? 'LicenseStatusChanged'
    : (changes.expiresAt ?? changes.expiryDays)
      ? 'LicenseExpirationChanged'
      : 'LicenseUpdated';
  return accept({ type, data: { licenseId, uuid, authorId, productId, changes, at: now.toISOString() } });
}
