import type { EventOf } from '../../base/define-event.ts';
import type { OptionCreated, OptionUpdated, ProductCreated, ProductUpdated } from './catalog.ts';
import type { LicenseExpirationChanged, LicenseStatusChanged, LicenseUpdated } from './changed.ts';
import type { LicenseChanges } from './changes.ts';
import type { LicensePurged } from './endings.ts';
import type { LicenseAdded } from './issued.ts';

export * from './catalog.ts';
export * from './issued.ts';
export * from './changes.ts';
export * from './changed.ts';
export * from './endings.ts';
export * from './audit.ts';

export type ProductEvent = EventOf<typeof ProductCreated> | EventOf<typeof ProductUpdated>;
export type OptionEvent = EventOf<typeof OptionCreated> | EventOf<typeof OptionUpdated>;
export type LicenseEvent =
  | EventOf<typeof LicenseAdded>
  | EventOf<typeof LicenseStatusChanged>
  | EventOf<typeof LicenseExpirationChanged>
  | EventOf<typeof LicenseUpdated>
  | EventOf<typeof LicensePurged>;
/** What changed a license, and left one. */
export type LicenseChanged = Extract<LicenseEvent, { data: { changes: LicenseChanges } }>;
