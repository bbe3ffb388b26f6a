import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { Nullable, ObjectNumber, Text, Uuid } from '../../model/scalars.ts';
import { mostIdentifiers } from '../../model/trial.ts';
import { command } from './kinds.ts';

/** The trial of a machine. */
export interface StartedTrial {
  licenseId: number;
  authorId: number;
  /** Whether this command has started it. */
  started: boolean;
}

export const StartTrial = defineCall<StartedTrial>()({
  name: 'StartTrial',
  ...command,
  description:
    'Issues the one trial license of an option for a machine, or answers the one that it has, over or not. Refused: unauthenticated (nobody asks, and the option has no trial for everybody), scope_missing, not_found (option), option_not_issuable (facts.reason noTrial, or as AddLicense), serials_exhausted, rate_limited (facts.retryAfter; nobody asks, and too many were started within an hour), account_closed, account_read_only. [API-OPT-15]',
  schema: Type.Object({
    /** Null: whoever it is, for trials that everybody may start. */
    authorId: Nullable(ObjectNumber),
    optionId: ObjectNumber,
    /** Of the option; null where it was named by its number. */
    uuid: Nullable(Uuid),
    /** What the machine tells of itself: recognized as `fingerprintMatch` of the option says, kept as keyed hashes only. */
    machine: Type.Array(Text(300), { minItems: 1, maxItems: mostIdentifiers }),
    /** Test licenses have trials of their own. [API-KEY-06] */
    isTest: Type.Boolean(),
  }),
  /** One pod counts how many trials of an option are started. */
  key: ({ optionId }) => String(optionId),
  sample: { authorId: null, optionId: 2001, uuid: null, machine: ['cpu sha256:…', 'disk sha256:…'], isTest: false },
});
