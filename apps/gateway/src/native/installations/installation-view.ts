import {
  type InstallationDetails,
  Instant,
  Nullable,
  OneOf,
  endReasons,
  installationStatuses,
  nativeId,
  nestedId,
} from '@licet/contracts';
import Type from 'typebox';
import { Answer, AnyText, IdOf, NestedIdOf, NullableInstant, type Shown } from '../http/view-schema.ts';

export const InstallationStatus = OneOf(...installationStatuses);

/** A machine of a license. [native-api 6] */
export const InstallationView = Answer(
  'Installation',
  {
    id: NestedIdOf('installation'),
    object: Type.Literal('installation'),
    createdAt: Instant,
    updatedAt: Instant,
    version: Type.Integer({ minimum: 1 }),
    licenseId: IdOf('license'),
    status: InstallationStatus,
    machine: Type.Object({ name: AnyText, fingerprintHash: Nullable(AnyText) }),
    appVersion: Nullable(AnyText),
    activatedAt: Instant,
    lastCheckAt: NullableInstant,
    endedAt: NullableInstant,
    endReason: Nullable(OneOf(...endReasons)),
  },
  {
    id: 'ins_01k9qpwf00e0080000000003x1_01k9qpwf00e008000000000md6',
    object: 'installation',
    createdAt: '2026-03-01T09:20:00.000Z',
    updatedAt: '2026-03-01T09:20:00.000Z',
    version: 1,
    licenseId: 'lic_01k9qpwf00e0080000000003x1',
    status: 'active',
    machine: { name: 'WS-14', fingerprintHash: 'q1ZqTj6eCxS9XQ8Lw1yJmZ0m2mVb8vO0b7pYc3oXy2A' },
    appVersion: '4.2.0.0',
    activatedAt: '2026-03-01T09:20:00.000Z',
    lastCheckAt: null,
    endedAt: null,
    endReason: null,
  },
);

export const installationView = (it: InstallationDetails): Shown<typeof InstallationView> => ({
  id: nestedId('installation', it.licenseUuid, it.installationId),
  object: 'installation',
  createdAt: it.activatedAt,
  updatedAt: it.updatedAt,
  version: it.revision,
  licenseId: nativeId('license', it.licenseUuid),
  status: it.status,
  machine: { name: it.name, fingerprintHash: it.fingerprintHash },
  appVersion: it.version,
  activatedAt: it.activatedAt,
  lastCheckAt: it.lastCheckAt,
  endedAt: it.endedAt,
  endReason: it.endReason,
});
