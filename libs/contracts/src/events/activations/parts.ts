import Type from 'typebox';
import { Sealed } from '../../base/sealed.ts';
import { Count, Nullable, ObjectNumber, Uuid } from '../../model/scalars.ts';

/** What is left after an event. */
export const balances = {
  /** Null for unlimited. */
  activationsLeft: Nullable(Count),
  deactivationsLeft: Count,
  /** Null for unset. */
  counter: Nullable(Count),
};

/** `licenseUuid`: names the license in native ids, so that the event tells all that the public one needs. */
export const installation = { licenseId: ObjectNumber, licenseUuid: Uuid, installationId: Uuid };
export const sampleInstallation = {
  licenseId: 4001,
  licenseUuid: '019a6f6e-3c00-7000-8000-000000000fa1',
  installationId: '019a6f70-0000-7000-8000-1234567890ab',
};

/** What staff said of a change, sealed under the key of the ledger; absent in what programs do. */
export const why = { reason: Type.Optional(Nullable(Sealed)), note: Type.Optional(Nullable(Sealed)) };
