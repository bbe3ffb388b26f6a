import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import type { EventOf } from '../../base/define-event.ts';
import type { LanePosition } from '../../base/position.ts';
import type { LicenseAdded, LicenseChanges } from '../../events/licenses/index.ts';
import type { LicenseFacts } from '../../model/facts.ts';
import { Nullable, ObjectNumber, Text } from '../../model/scalars.ts';
import { query } from './kinds.ts';

/** How a caller names a license. */
export const LicenseReference = Type.Union([
  Type.Object({ licenseId: ObjectNumber }),
  /** SOLO's SerialNumber with ProductID. [SN-05] */
  Type.Object({ serialNumber: Text(255), productId: ObjectNumber }),
  /** DNA's and IntelliProtector's code within a product, letter case ignored. [UNI-04, DNA-HTTP-05] */
  Type.Object({ key: Text(255), productId: ObjectNumber }),
]);

export const GetLicense = defineCall<{
  license: LicenseFacts;
  /** How the password sent along fits: none was sent, right, or wrong. */
  password: 'none' | 'right' | 'wrong';
}>()({
  name: 'GetLicense',
  ...query,
  description:
    'A license by id or serial number; a password is compared with those of license and customer. `authorId` null where the license alone names the account. Refused: not_found (facts.otherProduct when the serial exists under another product). [SL-INFO, PWD-03]',
  schema: Type.Object({
    authorId: Nullable(ObjectNumber),
    reference: LicenseReference,
    password: Type.Optional(Text(255)),
  }),
  key: ({ reference }) => ('licenseId' in reference ? String(reference.licenseId) : undefined),
  sample: { authorId: null, reference: { licenseId: 4001 }, password: 'K7MQ2ZTR' },
});

/**
 * The owner's word on licenses that `activations` has no ledger of: how the license was added, what changed since, in order, and where;
 * absent for unknown ones.
 */
export const AskForLicenses = defineCall<
  {
    licenseId: number;
    added: EventOf<typeof LicenseAdded>['data'];
    at: LanePosition;
    later: { changes: LicenseChanges; at: LanePosition }[];
  }[]
>()({
  name: 'AskForLicenses',
  ...query,
  description:
    'Which of these licenses exist. Asked by `activations` for licenses without a ledger; batched. [design 4]',
  schema: Type.Object({ licenseIds: Type.Array(ObjectNumber, { maxItems: 500 }) }),
  sample: { licenseIds: [4001, 4002] },
});

export const FindLicenses = defineCall<{ licenseIds: number[] }>()({
  name: 'FindLicenses',
  ...query,
  description:
    'Licenses of the author that hold a key, one per product, two at most: whoever finds two has to name the product. [API-LIC-12]',
  schema: Type.Object({ authorId: ObjectNumber, key: Text(255) }),
  sample: { authorId: 1, key: 'K7MQ-2ZTR-9WHX-4DCA' },
});

export const FindLicense = defineCall<{ licenseId: number }>()({
  name: 'FindLicense',
  ...query,
  description: 'The license that holds a serial number or key within a product. Refused: not_found. [SN-05, UNI-04]',
  schema: Type.Object({ productId: ObjectNumber, key: Text(255) }),
  sample: { productId: 1001, key: 'K7MQ-2ZTR-9WHX-4DCA' },
});
