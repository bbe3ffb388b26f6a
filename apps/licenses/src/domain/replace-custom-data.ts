import {
  type Decision,
  type LicenseEvent,
  type ReplaceCustomData,
  type RequestOf,
  type Sealed,
  accept,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import type { LicenseState } from './license.ts';
import { recordChanges } from './record-changes.ts';
import { masterNeeded } from './status-rules.ts';

export interface ReplaceCustomDataCommand {
  type: 'ReplaceCustomData';
  request: RequestOf<typeof ReplaceCustomData>;
  /** The custom data, sealed; null when it is empty. */
  sealed: Sealed | null;
  /** Version of the license's event that is known to hold the same, where there is one. */
  same?: number | undefined;
}

/** Replaces custom data with one event; none where it is already as asked. Refusals in the order of SL-UCD-18. */
export function replaceCustomData(
  { request, sealed, same }: ReplaceCustomDataCommand,
  state: LicenseState,
  context: DecisionContext,
): Decision<LicenseEvent> {
  const lacking = missingScope(context.caller, 'licenses:write');
  if (lacking) return lacking;
  if (state.kind === 'none' || state.authorId !== request.authorId) return refuse('not_found', { what: 'license' });
  const notMaster = masterNeeded(state, undefined, context) && missingScope(context.caller, 'licenses:void');
  if (notMaster) return notMaster;
  if (request.customData === null) return refuse('parameter_invalid', { what: 'customData' });
  const holds = sealed === null ? state.customDataVersion === null : state.customDataVersion === same;
  return holds ? accept() : recordChanges(state, { customData: sealed }, context);
}
