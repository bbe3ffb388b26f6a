import Type from 'typebox';
import { defineEvent, type EventOf } from '../../base/define-event.ts';
import { Sealed } from '../../base/sealed.ts';
import { Check } from '../../model/check.ts';
import { Count, Instant, Nullable, ObjectNumber, Text, Uuid } from '../../model/scalars.ts';

export const ActivationRefused = defineEvent({
  type: 'ActivationRefused',
  version: 1,
  owner: 'activations',
  stream: 'attempts',
  description:
    'An attempt that names a license was refused. `repeats` counts those left unrecorded before it. [SA-GEN-18, RC-OBS-03]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    /** Null when the license was never seen by this service. */
    uuid: Nullable(Uuid),
    attempt: Type.Union([Type.Literal('activation'), Type.Literal('deactivation'), Type.Literal('check')]),
    code: Text(64),
    repeats: Count,
    version: Nullable(Text(23)),
    /** UserCode2 of an activation; absent in records of before it was kept. [IN-01] */
    computerId: Type.Optional(Nullable(Type.Integer())),
    name: Nullable(Sealed),
    address: Nullable(Sealed),
    /** What the rules said; absent in records of before it was kept. [API-DRY-09] */
    checks: Type.Optional(Type.Array(Check)),
    at: Instant,
  }),
  sample: {
    licenseId: 4001,
    uuid: '019a6f6e-3c00-7000-8000-000000000fa1',
    attempt: 'activation',
    code: 'no_activations_left',
    repeats: 0,
    version: null,
    computerId: 1000,
    name: null,
    address: null,
    checks: [
      { rule: 'credential', passed: true },
      { rule: 'seats', passed: false, code: 'no_activations_left', facts: { limit: 5, used: 5, rotation: false } },
    ],
    at: '2026-03-03T09:14:00.000Z',
  },
});
export type AttemptsEvent = EventOf<typeof ActivationRefused>;
