import {
  type Decision,
  type LicenseChanges,
  type LicenseEvent,
  type LicenseStatus,
  type Refused,
  type RequestOf,
  type SeatsChange,
  type UpdateLicense,
  externalIdClaims,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import { type Prepared, type RequestedChanges, badMembers, memberChanges, nothingPrepared } from './license-members.ts';
import { newTerm, termChanges } from './license-term.ts';
import { type License, type LicenseState, keyClaim } from './license.ts';
import { recordChanges } from './record-changes.ts';
import { forbiddenTransition, isSameStatus, masterNeeded } from './status-rules.ts';

export type { RequestedChanges };
type Request = RequestOf<typeof UpdateLicense>;
/** With the status that is really asked for, where one is. */
type Asked = Omit<RequestedChanges, 'status'> & { status?: LicenseStatus };

export interface UpdateLicenseCommand {
  type: 'UpdateLicense';
  request: Request;
  /**
   * Whether the ledger would hold the counter changes; true when there are none. It is the last of the rules, so a decision made with
   * true tells whether the ledger has to be asked at all.
   */
  countersHold: boolean;
  /** Absent where no member needs it. */
  prepared?: Prepared;
}

/** The counters that a change names; they are the ledger's, and whether they hold is asked there. [design 4] */
export function counterChanges(
  changes: RequestedChanges,
): Pick<RequestedChanges, 'activationsLeft' | 'deactivationsLeft' | 'counter'> {
  const { activationsLeft, deactivationsLeft, counter } = changes;
  return {
    ...(matters(activationsLeft) && { activationsLeft }),
    ...(matters(deactivationsLeft) && { deactivationsLeft }),
    ...(matters(counter) && { counter }),
  };
}

/** Changes a license, all or nothing, with one event. Refusals in the order of SL-UAF-39. */
export function updateLicense(
  { request, countersHold, prepared = nothingPrepared }: UpdateLicenseCommand,
  state: LicenseState,
  context: DecisionContext,
): Decision<LicenseEvent> {
  const { changes } = request;
  const lacking = missingScope(context.caller, ...neededScopes(request, context));
  if (lacking) return lacking;
  if (state.kind === 'none' || state.authorId !== request.authorId) return refuse('not_found', { what: 'license' });
  const malformed = badForm(changes, context);
  if (malformed || changes === null) return malformed ?? refuse('parameter_invalid', { what: 'form' });
  const asked = resolved(state, changes);
  if (masterNeeded(state, asked.status, context)) {
    const notMaster = missingScope(context.caller, 'licenses:void');
    if (notMaster) return notMaster;
  }
  const impossible =
    overtaken(state, request, prepared) ??
    nothingToRestore(state, changes, asked) ??
    badResult(state, asked, prepared, context) ??
    badMembers(state, changes, prepared);
  if (impossible) return impossible;
  if (!countersHold) return refuse('parameter_invalid', { what: 'counters' });
  return record(state, effective(state, asked, prepared, context), context);
}

/** `restored` asks for whatever a deleted license was before. [API-TRN-04] */
function resolved({ statusBeforeDeletion }: License, { status, ...others }: RequestedChanges): Asked {
  const asked = status && 'restored' in status ? statusBeforeDeletion : status;
  return { ...others, ...(asked && { status: asked }) };
}

/** [API-TRN-01] */
const nothingToRestore = ({ status }: License, changes: RequestedChanges, asked: Asked): Refused | undefined =>
  changes.status && !asked.status
    ? refuse('transition_not_allowed', { from: status.status, to: 'restored' })
    : undefined;

/** Others changed the license since the caller saw it, or since it was looked at for this command: then that is done anew. [API-ETAG-03] */
function overtaken({ version }: License, { expectedVersion }: Request, { basedOn }: Prepared): Refused | undefined {
  if (expectedVersion !== undefined && expectedVersion !== version) return refuse('version_conflict', { version });
  return basedOn !== null && basedOn !== version ? refuse('version_conflict', { version, again: true }) : undefined;
}

/** Edit Licenses for SOLO; elsewhere `licenses:status` alone suffices for a status. Another customer needs more. [PERM-02, PERM-15, API-TRN-01] */
function neededScopes({ changes }: Request, { caller }: DecisionContext) {
  const { status, customerId } = changes ?? {};
  const others = Object.keys(changes ?? {}).filter((name) => !ofTransitions.has(name));
  const onlyStatus = caller.via !== 'solo' && status !== undefined && others.length === 0;
  return [
    ...(onlyStatus ? [] : ['licenses:write' as const]),
    ...(status ? ['licenses:status' as const] : []),
    ...(customerId === undefined ? [] : ['licenses:move' as const]),
  ];
}

const ofTransitions: ReadonlySet<string> = new Set(['status', 'statusNote', 'replacedBy']);

/** Nothing asked, a form that could not be read, or Delete by way of SOLO. [SL-UAF-06, SL-UAF-37, SL-UAF-38] */
function badForm(changes: RequestedChanges | null, { caller }: DecisionContext): Refused | undefined {
  const unsettable =
    caller.via === 'solo' && changes?.status && 'status' in changes.status && changes.status.status === 'purging';
  const nothing = changes === null || Object.keys(changes).length === 0;
  const keyless = changes?.serialNumberText === ''; // a license always has a key [UNI-04]
  return nothing || unsettable || keyless ? refuse('parameter_invalid', { what: 'form' }) : undefined;
}

/** Results that cannot be. Those of counters are the ledger's to judge, but for what never can be incremented. [SL-UAF-17, 20, 22] */
function badResult(
  license: License,
  changes: Asked,
  { option }: Prepared,
  context: DecisionContext,
): Refused | undefined {
  const no = (what: string) => refuse('parameter_invalid', { what });
  if (changes.status) {
    const forbidden = forbiddenTransition(license, changes.status, context);
    if (forbidden) return forbidden;
  }
  if (isIncrement(changes.activationsLeft) && license.unlimited) return no('activationsLeft'); // [UNI-64]
  if (isIncrement(changes.counter) && !license.counterSet) return no('counter');
  if (newTerm(license, changes, option) === 'impossible') return no('expiresAt');
  return undefined;
}

const isIncrement = (change: SeatsChange | undefined): boolean => change !== undefined && 'add' in change;
/** An increment by zero asks for what already holds. */
const matters = <C extends SeatsChange>(change: C | undefined): change is C =>
  change !== undefined && !('add' in change && change.add === 0);

/** What is left of the request when all is taken away that already holds. [SL-UAF-29, UNI-58] */
function effective(license: License, changes: Asked, prepared: Prepared, context: DecisionContext): LicenseChanges {
  const { status, licenseUpdate, serialNumberText } = changes;
  const term = newTerm(license, changes, prepared.option);
  const { statusNote } = prepared.sealed;
  return {
    ...(status &&
      !isSameStatus(license.status, status, context) && {
        status: { before: license.status, after: status },
        ...(statusNote && { statusNote }),
      }),
    ...memberChanges(license, changes, prepared, context.now.toISOString()),
    ...(term !== 'impossible' && termChanges(license, term)),
    ...counterChanges(changes),
    ...(licenseUpdate !== undefined && licenseUpdate !== license.licenseUpdate && { licenseUpdate }),
    ...(serialNumberText !== undefined &&
      serialNumberText !== license.serialNumberText && {
        serialNumberText: { before: license.serialNumberText, after: serialNumberText, keyBefore: license.key },
      }),
  };
}

const record = (license: License, changes: LicenseChanges, context: DecisionContext): Decision<LicenseEvent> => {
  const [key, name] = [renamed(license, changes), externalIdClaims('license', license.authorId, changes.externalId)];
  return {
    ...recordChanges(license, changes, context),
    ...{ claims: [...key.claims, ...name.claims], releases: [...key.releases, ...name.releases] },
  };
};

/** The new key is claimed and the old one released in the append that changes it. [UNI-04, SL-UAF-26, SL-UAF-41] */
function renamed({ productId, key }: License, { serialNumberText }: LicenseChanges) {
  if (!serialNumberText) return { claims: [], releases: [] };
  const [before, after] = [keyClaim(productId, key), keyClaim(productId, serialNumberText.after)];
  return before.key === after.key ? { claims: [], releases: [] } : { claims: [after], releases: [before] };
}
