import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { CustomData } from '../../model/custom-data.ts';
import { Nullable, ObjectNumber, Text } from '../../model/scalars.ts';
import { noUserFields, UserFields } from '../../model/user-fields.ts';
import { command, query, Read } from './kinds.ts';

export const ReplaceUserFields = defineCall<{ version: number }>()({
  name: 'ReplaceUserFields',
  ...command,
  description:
    'Replaces all User Defined Fields of a license; those without value are cleared. An author logged on with licenses:write may do so always, others with the password of license or customer where the option has them writable. Order of refusals as SL-UDF-27: not_found, scope_missing, unauthenticated, credential_invalid, account_closed, account_read_only, parameter_invalid. [SL-UDF]',
  schema: Type.Object({
    /** Null where no author has logged on. */
    authorId: Nullable(ObjectNumber),
    licenseId: Read(ObjectNumber),
    password: Type.Optional(Text(255)),
    /** Null: one of the fields was not of its form; judged last. [SL-UDF-11, SL-UDF-16] */
    userFields: Read(UserFields),
  }),
  key: ({ licenseId }) => (licenseId === null ? undefined : String(licenseId)),
  sample: {
    authorId: null,
    licenseId: 4001,
    password: 'K7MQ2ZTR',
    userFields: {
      ...noUserFields,
      integer: [7, null, null, null, null],
      date: [...Array<null>(4).fill(null), '2026-03-01T09:00:00'],
    },
  },
});

export const ReplaceCustomData = defineCall<{ version: number }>()({
  name: 'ReplaceCustomData',
  ...command,
  description:
    'Replaces the custom data of a license; an empty value clears it. Order of refusals as SL-UCD-18: scope_missing (licenses:write), not_found, scope_missing (licenses:void), parameter_invalid (malformed for its format). [SL-UCD, API-LIC-19]',
  schema: Type.Object({
    authorId: ObjectNumber,
    licenseId: Read(ObjectNumber),
    customData: Read(CustomData),
  }),
  key: ({ licenseId }) => (licenseId === null ? undefined : String(licenseId)),
  sample: { authorId: 1, licenseId: 4001, customData: { format: 'xml', value: '<seats site="Bonn">3</seats>' } },
});

export const GetCustomData = defineCall<CustomData>()({
  name: 'GetCustomData',
  ...query,
  description:
    'The custom data of a license of the author, empty for none. Apart from GetLicense, because it may be long and few read it. Refused: not_found. [SL-GCD]',
  schema: Type.Object({ authorId: ObjectNumber, licenseId: Read(ObjectNumber) }),
  key: ({ licenseId }) => (licenseId === null ? undefined : String(licenseId)),
  sample: { authorId: 1, licenseId: 4001 },
});
