import { nativeId } from '../base/ids.ts';
import type { LicenseChanges } from '../events/licenses/index.ts';
import type { PublicEvent } from './public-event.ts';

type Change = PublicEvent['changes'][number];

/** What an event of a license changed, by the paths of the native API; counters are not here, because the ledger decides on them. [API-EVT] */
export function changesOfLicense(changes: LicenseChanges): Change[] {
  const { status, expiresAt, licenseUpdate, serialNumberText, customerId } = changes;
  const found: Change[] = [];
  if (status) found.push({ path: '/status', before: status.before.status, after: status.after.status });
  if (status && status.before.reason !== status.after.reason)
    found.push({ path: '/statusReason', before: status.before.reason, after: status.after.reason });
  if (expiresAt) found.push({ path: '/expiresAt', ...expiresAt });
  if (changes.expiryDays) found.push({ path: '/expiryDays', ...changes.expiryDays });
  if (licenseUpdate !== undefined) found.push({ path: '/licenseUpdate', ...hidden });
  if (serialNumberText) found.push({ path: '/serialNumber', ...hidden });
  if (customerId) found.push({ path: '/solo/customerId', ...customerId });
  if (changes.licenseeName !== undefined) found.push({ path: '/licensee/name', ...hidden });
  if (changes.licenseeEmail !== undefined) found.push({ path: '/licensee/email', ...hidden });
  if (changes.userFields !== undefined) found.push({ path: '/userFields', ...hidden });
  if (changes.customData !== undefined) found.push({ path: '/customData', ...hidden });
  for (const name of ['quantity', 'currentVersion', 'isTest', 'isTrial'] as const)
    if (changes[name] !== undefined) found.push({ path: `/${name}`, before: null, after: changes[name] });
  if (changes.unitPrice !== undefined)
    found.push({ path: '/unitPrice/amount', before: null, after: changes.unitPrice });
  if (changes.replacedBy) found.push({ path: '/replacedById', ...replaced(changes.replacedBy) });
  if (changes.statusNote !== undefined) found.push({ path: '/statusNote', ...hidden });
  if (changes.notes !== undefined) found.push({ path: '/notes', ...hidden });
  if (changes.invoice) found.push({ path: '/invoiceId', ...invoices(changes.invoice) });
  if (changes.invoiceBlocked !== undefined)
    found.push({ path: '/invoiceBlocked', before: !changes.invoiceBlocked, after: changes.invoiceBlocked });
  if (changes.distributorId) found.push({ path: '/solo/distributorId', ...changes.distributorId });
  if (changes.licenseData !== undefined) found.push({ path: '/licenseData', ...hidden });
  if (changes.externalId) found.push({ path: '/externalId', ...changes.externalId });
  if (changes.metadata) found.push({ path: '/metadata', ...hidden });
  if (changes.overrides) found.push({ path: '/overrides', before: null, after: changes.overrides });
  if (changes.freezeEnd) found.push({ path: '/freeze/until', before: null, after: changes.freezeEnd.until });
  if (changes.unlocked)
    found.push(
      { path: '/reactivation/count', before: null, after: 0 },
      { path: '/reactivation/until', before: null, after: null },
    );
  if (changes.activationPassword) found.push({ path: '/secrets/activationPassword', ...hidden });
  return found;
}

const replaced = ({ before, after }: NonNullable<LicenseChanges['replacedBy']>) => ({
  before: before && nativeId('license', before.uuid),
  after: after && nativeId('license', after.uuid),
});

const invoices = ({ before, after }: NonNullable<LicenseChanges['invoice']>) => ({
  before: before && nativeId('invoice', before.uuid),
  after: after && nativeId('invoice', after.uuid),
});

export /** That it changed is told, the values are not. */
const hidden = { before: null, after: null };
