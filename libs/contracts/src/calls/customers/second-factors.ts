import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { ObjectNumber, Text, Uuid } from '../../model/scalars.ts';
import type { UserFacts } from '../../model/user.ts';
import { command } from './kinds.ts';

/** A person proves the password anew: a token alone changes nothing of how its bearer signs in. */
const ofPerson = { authorId: ObjectNumber, login: Text(255), password: Text(255) };
const person = { authorId: 1, login: 'anna', password: 'a chosen text' };
const Code = Text(64);

export const BeginSecondFactor = defineCall<{ secret: string; url: string }>()({
  name: 'BeginSecondFactor',
  ...command,
  description:
    'Gives a person the secret of a second factor, told this once: in base 32, and as an otpauth URL for the program that makes the codes. Refused: unauthenticated; duplicate where there is one already; rate_limited (facts.retryAfter) where it was begun too often. [API-USR-04]',
  schema: Type.Object(ofPerson),
  key: ({ authorId }) => String(authorId),
  sample: person,
});

export const ConfirmSecondFactor = defineCall<{ recoveryCodes: string[] }>()({
  name: 'ConfirmSecondFactor',
  ...command,
  description:
    'Switches on the second factor that was begun, once a code of it is told. Answers codes that stand in for it once each, told this once. Refused: unauthenticated, also for a wrong code; rate_limited (facts.retryAfter) after too many; not_found where none was begun. [API-USR-04]',
  schema: Type.Object({ ...ofPerson, code: Code }),
  key: ({ authorId }) => String(authorId),
  sample: { ...person, code: '123456' },
});

export const EndSecondFactor = defineCall<null>()({
  name: 'EndSecondFactor',
  ...command,
  description:
    'Switches off the second factor of whoever tells a code of it. Refused: unauthenticated, also for a wrong code; rate_limited (facts.retryAfter) after too many; not_found where there is none. [API-USR-04]',
  schema: Type.Object({ ...ofPerson, code: Code }),
  key: ({ authorId }) => String(authorId),
  sample: { ...person, code: '123456' },
});

export const RemoveSecondFactor = defineCall<UserFacts>()({
  name: 'RemoveSecondFactor',
  ...command,
  description:
    'Switches off the second factor of somebody who has lost it; nothing happens where there is none. Refused: scope_missing, also for a user who may do more than the caller; not_found. [API-USR-04, API-KEY-05]',
  schema: Type.Object({ authorId: ObjectNumber, uuid: Uuid }),
  key: ({ authorId }) => String(authorId),
  sample: { authorId: 1, uuid: '019a6f6e-3c00-7000-8000-000000000001' },
});
