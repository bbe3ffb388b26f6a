import type { LedgerFacts, LicenseFacts } from './facts.ts';
import { isFrozen } from './freeze.ts';
import type { OptionSettings } from './option.ts';
import type { ProductSettings } from './product.ts';
import { noReactivations, reactivationState } from './reactivation.ts';
import { type SoloStatus, soloStatusOf } from './status.ts';

/** How far a license has come; never falls back while facts stay. [rest-compat 5] */
export type Progress = 'available' | 'reserved' | 'activated';

/** What a license is good for right now, in the words of the native API. [API-TRN-08] */
export const licenseStates = ['available', 'reserved', 'activated', 'expired', 'throttled', 'denied'] as const;
export type LicenseState = (typeof licenseStates)[number];

export type IpStatus = 'Active' | 'Blocked' | 'Redemption' | 'ToDestroy';

/** Everything that the status of a license follows from. Whoever holds more may pass it as it is. */
export interface StatusFacts {
  license: Pick<
    LicenseFacts,
    'status' | 'statusSince' | 'expiresAt' | 'isTest' | 'isTrial' | 'customerId' | 'freezeEnd'
  >;
  /** Null where no ledger has been opened yet: nothing is used. */
  ledger: Pick<LedgerFacts, 'seatsInUse' | 'firstActivatedAt' | 'newestMachineAt' | 'reactivations'> | null;
  /** What holds for the license: the settings of its option under its own. */
  option: Pick<OptionSettings, 'expiry' | 'freeze' | 'reactivation' | 'upgradeBehavior'>;
  product: Pick<ProductSettings, 'status'>;
  now: Date;
  overlays?: Partial<Overlays>;
}

/** What can stand before a license without being stored on it. */
export interface Overlays {
  /** The last end-user address recorded for the license is locked. [DNA-STATUS-18] */
  addressLocked: boolean;
  /** Its order is blocked. [UNI-33] */
  orderBlocked: boolean;
}

/** One license in every vocabulary. [rest-compat 5.2] */
export interface UnifiedStatus {
  progress: Progress;
  state: LicenseState;
  /** True while new or bound machines may run; also for healthy trials, where DNA prints no VALID. [UNI-73, API-TRN-09] */
  usable: boolean;
  /** The stored date has passed and the option's rule lets dates end something. [UNI-68, UNI-75] */
  expired: boolean;
  /** `EXISTS ACTIVATION ACTIVATED VALID` and 20 others. [DNA-STATUS-20] */
  dna: string;
  solo: SoloStatus;
  ip: { status: IpStatus; isFrozen: boolean; computers: number; delete: string | null };
}

/**
 * What each dialect prints for a license: the one function that all readers share. Overlays not named do not hold. [UNI-37]
 */
export function unifiedStatus(facts: StatusFacts): UnifiedStatus {
  const { license, ledger, overlays = {} } = facts;
  const seatsInUse = ledger?.seatsInUse ?? 0;
  const view = viewOf(facts);
  const state = stateOf(view);
  return {
    progress: view.progress,
    state,
    usable: state === view.progress || (state === 'throttled' && seatsInUse > 0),
    expired: view.expired,
    dna: dnaString(license, overlays.addressLocked ? 'IPLOCKOUT' : dnaWords[state]),
    solo: soloStatusOf(license.status),
    ip: {
      status: ipStatusOf(facts),
      isFrozen: view.frozen || view.lockedOut || view.upgrade === 'existingOnly',
      computers: seatsInUse,
      delete: isDeleted(license) ? license.statusSince : null,
    },
  };
}

interface View {
  progress: Progress;
  banned: boolean;
  expired: boolean;
  expiredByHand: boolean;
  /** A re-activation lockout runs. [DNA-REACT-02] */
  lockedOut: boolean;
  frozen: boolean;
  /** Upgrade Behavior, where the license is superseded. */
  upgrade: OptionSettings['upgradeBehavior'] | null;
}

function viewOf({ license, ledger, option, product, now, overlays = {} }: StatusFacts): View {
  const { status } = license.status;
  return {
    progress: progressOf(license, ledger),
    banned: deniedStatuses.has(status) || product.status === 'banned' || overlays.orderBlocked === true,
    expired: option.expiry.rule !== 'never' && license.expiresAt !== null && hasPassed(license.expiresAt, now),
    expiredByHand: status === 'expired',
    lockedOut:
      reactivationState(option.reactivation, license, ledger?.reactivations ?? noReactivations, now).until !== null,
    frozen: isFrozen(option.freeze, license.freezeEnd, ledger?.newestMachineAt ?? null, now),
    upgrade: status === 'superseded' ? option.upgradeBehavior : null,
  };
}

const deniedStatuses: ReadonlySet<string> = new Set(['review', 'blocked', 'revoked', 'deleted', 'purging']);

function progressOf({ customerId }: StatusFacts['license'], ledger: StatusFacts['ledger']): Progress {
  if (ledger && ledger.firstActivatedAt !== null) return 'activated';
  return customerId === null ? 'available' : 'reserved';
}

/** Of several states that hold the first in this order is printed. [DNA-STATUS-19] */
function stateOf({ progress, banned, expired, expiredByHand, lockedOut, frozen, upgrade }: View): LicenseState {
  const activated = progress === 'activated';
  if (banned || upgrade === 'deactivate' || (upgrade === 'existingOnly' && !activated)) return 'denied';
  if (expired || expiredByHand) return 'expired';
  if (lockedOut || (activated && (frozen || upgrade === 'existingOnly'))) return 'throttled';
  return progress;
}

const hasPassed = (instant: string, now: Date): boolean => Date.parse(instant) <= now.getTime();

const dnaWords: Record<LicenseState, string> = {
  available: 'AVAILABLE',
  reserved: 'RESERVED',
  activated: 'ACTIVATED',
  expired: 'EXPIRED',
  throttled: 'REACTLOCKOUT',
  denied: 'BANNED',
};
const healthyWords: ReadonlySet<string> = new Set(['AVAILABLE', 'RESERVED', 'ACTIVATED']);

/** VALID is said of healthy ordinary licenses only; trials and tests never have it. [DNA-STATUS-03, DNA-STATUS-20] */
function dnaString({ isTest, isTrial }: StatusFacts['license'], word: string): string {
  const type = isTest ? 'TEST' : isTrial ? 'EVALUATION' : 'ACTIVATION';
  return `EXISTS ${type} ${word}${type === 'ACTIVATION' && healthyWords.has(word) ? ' VALID' : ''}`;
}

/** Administrative only: expiry, freeze, seats, product and order never change it. [IP-STATUS-01, UNI-33, UNI-34] */
function ipStatusOf({ license, option }: StatusFacts): IpStatus {
  const { status } = license.status;
  switch (status) {
    case 'active':
      return 'Active';
    case 'superseded':
      return option.upgradeBehavior === 'deactivate' ? 'Blocked' : 'Active';
    case 'deleted':
      return 'Redemption';
    case 'purging':
      return 'ToDestroy';
    case 'review':
    case 'blocked':
    case 'revoked':
    case 'expired':
      return 'Blocked';
  }
}

const isDeleted = ({ status: { status } }: StatusFacts['license']): boolean =>
  status === 'deleted' || status === 'purging';
