import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { Source } from '../../events/activations/index.ts';
import { EndInstallations } from '../../events/licenses/index.ts';
import type { LedgerFacts } from '../../model/facts.ts';
import { CounterChange, ObjectNumber, SeatsChange } from '../../model/scalars.ts';
import { query } from './kinds.ts';

export const GetLedger = defineCall<LedgerFacts>()({
  name: 'GetLedger',
  ...query,
  description: 'What is used of a license. Refused: not_found.',
  schema: Type.Object({ licenseId: ObjectNumber }),
  key: ({ licenseId }) => String(licenseId),
  sample: { licenseId: 4001 },
});

export const WouldHold = defineCall<{
  holds: boolean;
  activationsLeft: number | null;
  deactivationsLeft: number;
  counter: number | null;
  /** How many would be given back at once. */
  activeInstallations: number;
  /** Activations without an InstallationID with them. [API-LIC-23] */
  seatsInUse: number;
  /** When a machine was bound last that was not bound before. [API-LIC-23] */
  newestMachineAt: string | null;
}>()({
  name: 'WouldHold',
  ...query,
  description:
    'Whether these counter changes would leave every counter within 0 … 2147483647, and there are deactivations for all installations that would end, once the ledger has applied `after`. Unset counter with an increment does not hold. [design 4, SL-UAF-17, SL-UAF-22, API-LIC-20]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    activationsLeft: Type.Optional(SeatsChange),
    deactivationsLeft: Type.Optional(CounterChange),
    counter: Type.Optional(CounterChange),
    endInstallations: Type.Optional(EndInstallations),
    after: Source,
  }),
  key: ({ licenseId }) => String(licenseId),
  sample: { licenseId: 4001, activationsLeft: { add: -1 }, after: { lane: 14, epoch: 1, position: 42 } },
});
