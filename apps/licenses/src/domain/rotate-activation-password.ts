import {
  type Decision,
  type LicenseChanges,
  type LicenseEvent,
  type Refusal,
  type RequestOf,
  type RotateActivationPassword,
  mostInstallations,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import type { LicenseState } from './license.ts';
import { recordChanges } from './record-changes.ts';
import { masterNeeded } from './status-rules.ts';

export interface RotateActivationPasswordCommand {
  type: 'RotateActivationPassword';
  request: RequestOf<typeof RotateActivationPassword>;
  activationPassword: NonNullable<LicenseChanges['activationPassword']>;
  /** What its ledger says to ending the active installations; null where nobody asks for it. */
  ending: { active: number; holds: boolean } | null;
}

/** Gives the license another activation password, and has what was activated end where that is asked. [API-LIC-20, API-LIC-21] */
export function rotateActivationPassword(
  { request, activationPassword, ending }: RotateActivationPasswordCommand,
  state: LicenseState,
  context: DecisionContext,
): Decision<LicenseEvent> {
  const { authorId, expectedVersion, endInstallations } = request;
  const forEnding = endInstallations ? (['installations:write'] as const) : [];
  const lacking = missingScope(context.caller, 'licenses:secrets', ...forEnding);
  if (lacking) return lacking;
  if (state.kind === 'none' || state.authorId !== authorId) return refuse('not_found', { what: 'license' });
  const notMaster = masterNeeded(state, undefined, context) && missingScope(context.caller, 'licenses:void');
  if (notMaster) return notMaster;
  const { version } = state;
  if (expectedVersion !== undefined && expectedVersion !== version) return refuse('version_conflict', { version });
  const unending = endInstallations && notEndable(ending);
  if (unending) return refuse(unending.code, unending.facts);
  return recordChanges(state, { activationPassword, ...(endInstallations && { endInstallations }) }, context);
}

function notEndable(ending: RotateActivationPasswordCommand['ending']): Refusal | undefined {
  if (!ending) throw new Error('The ledger was not asked.');
  if (ending.active > mostInstallations)
    return { code: 'parameter_invalid', facts: { pointers: ['/deactivateInstallations'] } };
  return ending.holds ? undefined : { code: 'no_deactivations_left' };
}
