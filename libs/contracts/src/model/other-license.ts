import Type, { type Static } from 'typebox';
import { ObjectNumber, Uuid } from './scalars.ts';

/** Another license by number and by the UUID that its native id is made of. */
export const OtherLicense = Type.Object({ licenseId: ObjectNumber, uuid: Uuid });
export type OtherLicense = Static<typeof OtherLicense>;
