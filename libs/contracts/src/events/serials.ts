import Type from 'typebox';
import { defineEvent, type EventOf } from '../base/define-event.ts';
import { mostSerialsOfCall, SerialText } from '../model/serial.ts';
import { Instant, Nullable, ObjectNumber, Uuid } from '../model/scalars.ts';
import { Verifier } from './customers/index.ts';

const list = { productId: ObjectNumber, authorId: ObjectNumber };
const sample = { productId: 1001, authorId: 1 };
const uuid = '019a6f6e-3c00-7000-8000-0000000003ec';

export const SerialsLoaded = defineEvent({
  type: 'SerialsLoaded',
  version: 1,
  owner: 'licenses',
  stream: 'serials',
  description:
    'Serial numbers stand at the end of a list, from which licenses of the product get theirs in order. That one is handed out the license tells, by the claim of its first event. [SN-02, API-PRD-09]',
  schema: Type.Object({
    ...list,
    serials: Type.Array(Type.Object({ uuid: Uuid, serial: SerialText, passwordVerifier: Nullable(Verifier) }), {
      maxItems: mostSerialsOfCall,
    }),
    at: Instant,
  }),
  sample: {
    ...sample,
    serials: [
      { uuid, serial: 'EX-1001-A', passwordVerifier: null },
      { uuid: '019a6f6e-3c00-7000-8000-0000000003ed', serial: 'EX-1001-B', passwordVerifier: 'hmac|…' },
    ],
    at: '2026-03-01T09:00:00.000Z',
  },
});

export const SerialDeleted = defineEvent({
  type: 'SerialDeleted',
  version: 1,
  owner: 'licenses',
  stream: 'serials',
  description: 'A serial number that nobody got is not on the list any more. [API-PRD-09]',
  schema: Type.Object({ ...list, uuid: Uuid, at: Instant }),
  sample: { ...sample, uuid, at: '2026-03-02T09:00:00.000Z' },
});

export type SerialsEvent = EventOf<typeof SerialsLoaded> | EventOf<typeof SerialDeleted>;
