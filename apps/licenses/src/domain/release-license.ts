import {
  type Decision,
  type LicenseEvent,
  type ReleaseLicense,
  type RequestOf,
  mostInstallations,
  refuse,
  setAfter,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import type { LicenseState } from './license.ts';
import { recordChanges } from './record-changes.ts';
import { masterNeeded } from './status-rules.ts';

export interface ReleaseLicenseCommand {
  type: 'ReleaseLicense';
  request: RequestOf<typeof ReleaseLicense>;
  /** How many machines have it, as its ledger says. */
  installations: number;
  /** When a machine was bound last that was not bound before, as its ledger says. */
  newestMachineAt: string | null;
}

/** Every machine loses the license, and a freeze that runs ends with that. [API-LIC-23, API-LIC-21] */
export function releaseLicense(
  { request, installations, newestMachineAt }: ReleaseLicenseCommand,
  state: LicenseState,
  context: DecisionContext,
): Decision<LicenseEvent> {
  const { authorId, expectedVersion } = request;
  const lacking = missingScope(context.caller, 'licenses:write');
  if (lacking) return lacking;
  if (state.kind === 'none' || state.authorId !== authorId) return refuse('not_found', { what: 'license' });
  const notMaster = masterNeeded(state, undefined, context) && missingScope(context.caller, 'licenses:void');
  if (notMaster) return notMaster;
  const { version } = state;
  if (expectedVersion !== undefined && expectedVersion !== version) return refuse('version_conflict', { version });
  if (installations > mostInstallations) return refuse('parameter_invalid', { pointers: [''] });
  const setAt = setAfter(context.now.toISOString(), newestMachineAt, state.freezeEnd);
  const freezeEnd = { until: null, setAt };
  return recordChanges(state, { freezeEnd, release: { installations } }, context);
}
