import Type, { type Static } from 'typebox';
import { defineCall } from '../base/define-call.ts';
import { ObjectNumber, Text, Uuid } from '../model/scalars.ts';

const command = { service: 'customers', kind: 'command' } as const;

/** What was answered to a call with an `Idempotency-Key`, as whoever repeats it gets it. `headers`: those that belong to the result. [API-IDEM-02] */
export const KeptAnswer = Type.Object({
  status: Type.Integer({ minimum: 200, maximum: 499 }),
  headers: Type.Record(Type.String(), Type.String()),
  body: Type.String(),
});
export type KeptAnswer = Static<typeof KeptAnswer>;

export type KeyedCall =
  /**
   * To be run by whoever asked. `callId`: what the command ids of all its steps come from. `secret`: what everything random in its answer comes
   * from; base64url. Both are the same however often it is run. `resumed`: an earlier run did not come to its end, what it did is recorded.
   */
  | { kind: 'begun'; callId: string; secret: string; resumed: boolean }
  /** Somebody else runs it. */
  | { kind: 'running' }
  /** The key stands for another request. */
  | { kind: 'reused' }
  | { kind: 'answered'; answer: KeptAnswer };

const callId = '019a6f6e-3c00-7000-8000-000000000001';

export const BeginKeyedCall = defineCall<KeyedCall>()({
  name: 'BeginKeyedCall',
  ...command,
  description:
    'What is to be done about a call with an Idempotency-Key: run it, wait, refuse it, or repeat its answer. `caller` is the credential, `request` tells method, target and body apart. [API-IDEM-01 … API-IDEM-05]',
  schema: Type.Object({
    authorId: ObjectNumber,
    caller: Text(300),
    key: Text(255),
    request: Text(128),
    /** For how long nobody else runs it. Milliseconds. */
    patienceMs: Type.Integer({ minimum: 1, maximum: 60_000 }),
    /** Whether the caller may be told an answer that tells of people; else it is made again. [API-CUS-06] */
    seesPersons: Type.Optional(Type.Boolean()),
  }),
  sample: { authorId: 1, caller: 'key 0123456789ab', key: 'order 17', request: 'a hash', patienceMs: 10_000 },
  key: ({ authorId }) => String(authorId),
});

export const KeepAnswer = defineCall<KeptAnswer>()({
  name: 'KeepAnswer',
  ...command,
  description:
    'Keeps the answer of a call with an Idempotency-Key, sealed, for a day, or until a customer of the account is erased, or a license purged, where it may tell of people (`personal`). Replies with the one that holds: the first. Refused: not_found for a call that is not known any more. [API-IDEM-05, API-IDEM-06]',
  schema: Type.Object({
    authorId: ObjectNumber,
    callId: Uuid,
    answer: KeptAnswer,
    personal: Type.Optional(Type.Boolean()),
  }),
  sample: { authorId: 1, callId, answer: { status: 201, headers: { etag: '"1"' }, body: '{}' } },
  key: ({ authorId }) => String(authorId),
});

export const LeaveKeyedCall = defineCall<object>()({
  name: 'LeaveKeyedCall',
  ...command,
  description:
    'Ends a run of a call without an answer to keep. `undone`: nothing was begun, so the key is free again; otherwise whoever repeats the call goes on with it. [API-IDEM-06, API-RATE-05]',
  schema: Type.Object({ authorId: ObjectNumber, callId: Uuid, undone: Type.Boolean() }),
  sample: { authorId: 1, callId, undone: true },
  key: ({ authorId }) => String(authorId),
});

export const ForgetPersonalAnswers = defineCall<object>()({
  name: 'ForgetPersonalAnswers',
  ...command,
  description:
    'Forgets the kept answers of an account that may tell of people, since one of them was of somebody who is to be known no more: whoever repeats the call gets it made again from the record. [API-IDEM-05, JOB-01]',
  schema: Type.Object({ authorId: ObjectNumber }),
  sample: { authorId: 1 },
  key: ({ authorId }) => String(authorId),
});
