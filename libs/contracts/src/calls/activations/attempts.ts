import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import type { Check } from '../../model/check.ts';
import { Count, Nullable, ObjectNumber, OneOf } from '../../model/scalars.ts';
import { query } from './kinds.ts';

export const ListAttempts = defineCall<
  /** `version`: place in the list; `after` of the next page is that of the last. */
  {
    code: string;
    at: string;
    attempt: string;
    repeats: number;
    address: string | null;
    /** Of old records none. [API-DRY-09] */
    checks: readonly Check[];
    version: number;
  }[]
>()({
  name: 'ListAttempts',
  ...query,
  description: 'Refused attempts on a license, newest first. [SA-GEN-18]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    limit: Type.Integer({ minimum: 1, maximum: 200 }),
    kind: OneOf('refused'),
    after: Nullable(Count),
  }),
  key: ({ licenseId }) => String(licenseId),
  sample: { licenseId: 4001, limit: 50, kind: 'refused', after: null },
});

export const GuardPassword = defineCall<{ shut: boolean }>()({
  name: 'GuardPassword',
  ...query,
  description:
    "Whether the caller's address has tried too many wrong passwords of a license, refused activations included; `wrong` counts one more; how many are too many, the account of `authorId` says. In the memory of the process. [AUTH-16, SA-ACT-58]",
  schema: Type.Object({ licenseId: ObjectNumber, authorId: Type.Optional(ObjectNumber), wrong: Type.Boolean() }),
  key: ({ licenseId }) => String(licenseId),
  sample: { licenseId: 4001, authorId: 1, wrong: false },
});
