import Type, { type Static } from 'typebox';
import { OneOf } from './scalars.ts';

/** Stored administrative status of a license. Progress and expiry are derived, never stored. [rest-compat 5] */
export const statuses = [
  'active',
  'review',
  'blocked',
  'revoked',
  'superseded',
  'expired',
  'deleted',
  'purging',
] as const;
export const Status = OneOf(...statuses);
export type Status = Static<typeof Status>;

/** Why a license was revoked. [API-TRN-02] */
export const revocationReasons = ['duplicate', 'fraud', 'void', 'returned', 'banned', 'other'] as const;
export const RevocationReason = OneOf(...revocationReasons);
export type RevocationReason = Static<typeof RevocationReason>;

/** Status with its reason; only `revoked` has one. */
export const LicenseStatus = Type.Object({
  status: Status,
  reason: Type.Union([RevocationReason, Type.Null()]),
});
export type LicenseStatus = Static<typeof LicenseStatus>;

/** SOLO's nine status codes. [FMT-20, AMB-36] */
export const soloStatuses = ['OK', 'DUP', 'FRD', 'EXP', 'CHK', 'UPG', 'VOI', 'RET', 'DEL'] as const;
export type SoloStatus = (typeof soloStatuses)[number];

/** What SOLO prints for a stored status. [UNI-12 … UNI-28] `blocked` follows the account setting `uni.blockedAs`. */
export function soloStatusOf({ status, reason }: LicenseStatus, blockedAs: 'CHK' | 'VOI' = 'CHK'): SoloStatus {
  switch (status) {
    case 'active':
      return 'OK';
    case 'review':
      return 'CHK';
    case 'blocked':
      return blockedAs;
    case 'superseded':
      return 'UPG';
    case 'expired':
      return 'EXP';
    case 'deleted':
      return 'VOI';
    case 'purging':
      return 'DEL';
    case 'revoked':
      return reason === 'duplicate' ? 'DUP' : reason === 'fraud' ? 'FRD' : reason === 'returned' ? 'RET' : 'VOI';
  }
}

/** What a SOLO status code means for the record. [UNI-38 … UNI-43] */
export function statusOfSolo(code: SoloStatus): LicenseStatus {
  switch (code) {
    case 'OK':
      return { status: 'active', reason: null };
    case 'DUP':
      return { status: 'revoked', reason: 'duplicate' };
    case 'FRD':
      return { status: 'revoked', reason: 'fraud' };
    case 'VOI':
      return { status: 'revoked', reason: 'void' };
    case 'RET':
      return { status: 'revoked', reason: 'returned' };
    case 'EXP':
      return { status: 'expired', reason: null };
    case 'CHK':
      return { status: 'review', reason: null };
    case 'UPG':
      return { status: 'superseded', reason: null };
    case 'DEL':
      return { status: 'purging', reason: null };
  }
}
