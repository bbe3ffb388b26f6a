import Type from 'typebox';
import { defineEvent } from '../../base/define-event.ts';
import { Sealed } from '../../base/sealed.ts';
import { Instant, Nullable, ObjectNumber, Text } from '../../model/scalars.ts';

const ofUser = { authorId: ObjectNumber, login: Text(255) };
const user = { authorId: 1, login: 'ann' };
const at = '2026-03-01T09:00:00.000Z';
/** Number of the period of 30 seconds that a code is of, since 1970. */
const Step = Type.Integer({ minimum: 0 });
/** Keyed hash of a recovery code. */
const RecoveryHash = Text(64);

export const SecondFactorBegun = defineEvent({
  type: 'SecondFactorBegun',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description:
    'A person has the secret of a second factor, sealed under the key of the author. It counts once it is confirmed; one that was begun before is gone. [API-USR-04]',
  schema: Type.Object({ ...ofUser, secret: Sealed, at: Instant }),
  sample: { ...user, secret: 's1|customers/author-1|AAAA', at },
});

export const SecondFactorConfirmed = defineEvent({
  type: 'SecondFactorConfirmed',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description:
    'A person has told a code of the second factor, and signs in with one from now on. `step`: of that code, which is used. `recovery`: one for each code that stands in for it once. [API-USR-04]',
  schema: Type.Object({ ...ofUser, step: Step, recovery: Type.Array(RecoveryHash, { maxItems: 20 }), at: Instant }),
  sample: { ...user, step: 59_078_040, recovery: ['a keyed hash'], at },
});

export const SecondFactorUsed = defineEvent({
  type: 'SecondFactorUsed',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description:
    'A code of the second factor was taken, and neither it nor an older one is taken again: the code of a `step`, or one for `recovery`. [API-USR-04]',
  schema: Type.Object({ ...ofUser, step: Nullable(Step), recovery: Nullable(RecoveryHash), at: Instant }),
  sample: { ...user, step: 59_078_041, recovery: null, at },
});

export const SecondFactorEnded = defineEvent({
  type: 'SecondFactorEnded',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description: 'A person signs in without a second factor again. [API-USR-04]',
  schema: Type.Object({ ...ofUser, at: Instant }),
  sample: { ...user, at },
});
