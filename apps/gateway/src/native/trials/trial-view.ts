import { OneOf, licenseStates, nativeId } from '@licet/contracts';
import Type from 'typebox';
import type { LicenseReading } from '../../shared/license-reading.ts';
import { Answer, AnyText, IdOf, NullableInstant, type Shown, SoloNumber } from '../http/view-schema.ts';

/** The trial of a machine: what its program needs to activate it, and no more, since nobody has proved who he is. [API-OPT-15] */
export const TrialView = Answer(
  'Trial',
  {
    object: Type.Literal('trial'),
    licenseId: IdOf('license'),
    productId: IdOf('product'),
    optionId: IdOf('option'),
    key: AnyText,
    state: OneOf(...licenseStates),
    usable: Type.Boolean(),
    startedAt: AnyText,
    expiresAt: NullableInstant,
    expired: Type.Boolean(),
    solo: Type.Object({ licenseId: SoloNumber, productId: SoloNumber }),
  },
  {
    object: 'trial',
    licenseId: 'lic_01k9qpwf00e0080000000003x1',
    productId: 'prd_01k9qpwf00e0080000000000z9',
    optionId: 'opt_01k9qpwf00e0080000000001yh',
    key: '3K7M-Q2ZT-R9WH-X4DC',
    state: 'available',
    usable: true,
    startedAt: '2026-03-01T09:12:45.120Z',
    expiresAt: '2026-03-31T09:12:45.120Z',
    expired: false,
    solo: { licenseId: 4001, productId: 1001 },
  },
);

export const trialView = ({ license, status }: LicenseReading): Shown<typeof TrialView> => ({
  object: 'trial',
  licenseId: nativeId('license', license.uuid),
  productId: nativeId('product', license.product.uuid),
  optionId: nativeId('option', license.option.uuid),
  key: license.key,
  state: status.state,
  usable: status.usable,
  startedAt: license.enteredAt,
  expiresAt: license.expiresAt,
  expired: status.expired,
  solo: { licenseId: license.licenseId, productId: license.productId },
});
