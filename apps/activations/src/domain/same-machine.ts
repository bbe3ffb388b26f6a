import { isSameMachine, issuesTriggerCodes, type OptionSettings } from '@licet/contracts';
import type { ActivationRecord, ActivationRequest } from './commands.ts';
import { sure } from './ladder.ts';
import type { Installation, OpenLedger } from './ledger.ts';
import { type Machines, sharedIdentifiers } from './machines.ts';
import { lookUp } from './persistent-map.ts';

type Parameters = NonNullable<ActivationRequest['parameters']>;

/** Without ActivationData only UserCode2 tells machines apart, and only where trigger codes make it a computer id. [SA-ACT-82] */
export const isRecognizable = ({ activationData }: Parameters, option: OptionSettings) =>
  activationData !== null || issuesTriggerCodes(option);

/** The active installation of this machine, where it can be recognized; the oldest of several. Such a machine is bound. [SA-ACT-82] */
export function boundMachine(
  ledger: OpenLedger,
  option: OptionSettings,
  record: ActivationRecord,
  parameters: Parameters,
): Installation | undefined {
  if (!isRecognizable(parameters, option)) return undefined;
  let oldest: Installation | undefined;
  for (const candidate of ofMachine(ledger, ledger.machines, option, record))
    if (!oldest || candidate.activatedAt < oldest.activatedAt) oldest = candidate;
  return oldest;
}

/** Which of these installations are of the machine, as the option compares machines. [SA-ACT-82] */
export const ofMachine = (
  { installations }: OpenLedger,
  machines: Machines,
  { activation }: OptionSettings,
  { machine }: ActivationRecord,
): Installation[] =>
  [...sharedIdentifiers(machines, machine)].flatMap(([installationId, shared]) => {
    const candidate = sure(lookUp(installations, installationId));
    return isSameMachine(activation.fingerprintMatch, shared, candidate.machine.length) ? [candidate] : [];
  });
