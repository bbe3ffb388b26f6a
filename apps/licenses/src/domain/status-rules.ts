import {
  type LicenseStatus,
  type Refused,
  type SoloStatus,
  defaultCallerRules,
  refuse,
  soloStatusOf,
} from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import type { License } from './license.ts';

const closedToOthers: readonly SoloStatus[] = ['VOI', 'RET', 'DEL'];

/**
 * Whether Master User is needed: for any change of a license that is void, returned or to be deleted, and for setting one of these. SOLO
 * callers are judged by the status that they see printed, and as their account has set it: they may change all but the status of such a
 * license (AMB A4, `status`), or set one of these with Edit Licenses (AMB A21, `edit`). Others are judged by the stored status.
 * [SL-UAF-08 … SL-UAF-10, UNI-77, API-LIC-21]
 */
export function masterNeeded(
  { status }: License,
  asked: LicenseStatus | undefined,
  { caller }: DecisionContext,
): boolean {
  const bySolo = caller.via === 'solo';
  const closed = bySolo ? isPrintedClosed : isStoredClosed;
  const { closedLicenseEdits, voidBy } = (bySolo ? caller.rules : undefined) ?? defaultCallerRules;
  if (closed(status) && (closedLicenseEdits === 'all' || asked !== undefined)) return true;
  return asked !== undefined && closed(asked) && voidBy === 'master';
}

const isPrintedClosed = (status: LicenseStatus): boolean => closedToOthers.includes(soloStatusOf(status));
const isStoredClosed = ({ status, reason }: LicenseStatus): boolean =>
  status === 'purging' || reason === 'void' || reason === 'returned';

/** A SOLO status that is printed already changes nothing, so that no stored status or reason gets lost. [UNI-58, UNI-59] */
export const isSameStatus = (present: LicenseStatus, asked: LicenseStatus, { caller }: DecisionContext): boolean =>
  caller.via === 'solo' ? soloStatusOf(present) === soloStatusOf(asked) : equal(present, asked);

/**
 * The native table: `deleted` goes back to what was before it or on to `purging`, and `purging` not to `deleted`; only `revoked` has a
 * reason. SOLO sets any of its statuses from any other. [API-TRN-01, API-TRN-02, API-TRN-04, SL-UAF-42]
 */
export function forbiddenTransition(
  { status, statusBeforeDeletion }: License,
  asked: LicenseStatus,
  { caller }: DecisionContext,
): Refused | undefined {
  if ((asked.status === 'revoked') !== (asked.reason !== null)) return refuse('parameter_invalid', { what: 'reason' });
  if (caller.via === 'solo' || equal(status, asked)) return undefined;
  const restores = statusBeforeDeletion !== null && equal(statusBeforeDeletion, asked);
  const stuck = status.status === 'deleted' && asked.status !== 'purging' && !restores;
  const backwards = status.status === 'purging' && asked.status === 'deleted';
  return stuck || backwards ? refuse('transition_not_allowed', { from: status.status, to: asked.status }) : undefined;
}

/** By people, and for good as far as renewals and upgrades are concerned; what has merely expired is what they are for. [ST-23, ST-EXP-REN, IP-RENEW-14] */
export const isEnded = ({ status: { status } }: License): boolean =>
  status === 'expired' || status === 'deleted' || status === 'purging';

const equal = (a: LicenseStatus, b: LicenseStatus): boolean => a.status === b.status && a.reason === b.reason;
