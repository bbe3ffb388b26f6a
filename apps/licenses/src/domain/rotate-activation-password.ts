import {
  type Decision,
  type LicenseChanges,
  type LicenseEvent,
  type RequestOf,
  type RotateActivationPassword,
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
}

/** Gives the license another activation password. [API-LIC-20, API-LIC-21] */
export function rotateActivationPassword(
  { request, activationPassword }: RotateActivationPasswordCommand,
  state: LicenseState,
  context: DecisionContext,
): Decision<LicenseEvent> {
  const { authorId, expectedVersion } = request;
  const lacking = missingScope(context.caller, 'licenses:secrets');
  if (lacking) return lacking;
  if (state.kind === 'none' || state.authorId !== authorId) return refuse('not_found', { what: 'license' });
  const notMaster = masterNeeded(state, undefined, context) && missingScope(context.caller, 'licenses:void');
  if (notMaster) return notMaster;
  const { version } = state;
  if (expectedVersion !== undefined && expectedVersion !== version) return refuse('version_conflict', { version });
  return recordChanges(state, { activationPassword }, context);
}
