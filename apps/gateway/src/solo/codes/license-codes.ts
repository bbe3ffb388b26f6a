import type { Code, Refusal } from '@licet/contracts';
import { UnexpectedRefusal } from './unexpected-refusal.ts';

/** ResultCode of each refusal that a method of XmlLicenseService knows; `code.fact` is more precise than `code`. */
export type LicenseCodes = Partial<Record<Code | `${Code}.${string}`, number>>;

/** No logon, no permission, or an account that may not: the method's −1. [AUTH-04, AUTH-15, PERM-06] */
const refusedLogon = {
  unauthenticated: -1,
  key_expired: -1,
  scope_missing: -1,
  account_read_only: -1,
  account_closed: -1,
  address_not_allowed: -1,
} as const satisfies LicenseCodes;

/** [SL-ADD-36 … SL-ADD-54] */
export const addCodes: LicenseCodes = {
  ...refusedLogon,
  'option_not_issuable.unknown': 1,
  'option_not_issuable.inactive': 1,
  'option_not_issuable.bundle': 2,
  'option_not_issuable.paymentPlan': 3,
  'option_not_issuable.groupRequired': 7,
  'not_found.customer': 4,
  'not_found.distributor': 5,
  'parameter_invalid.expiration': 8,
  'parameter_invalid.fields': -2,
  serials_exhausted: 6,
};

/** [SL-UAF-32 … SL-UAF-39] */
export const updateFieldsCodes: LicenseCodes = {
  ...refusedLogon,
  not_found: -1,
  parameter_missing: 50,
  parameter_invalid: 50,
  duplicate: 50,
  transition_not_allowed: 50,
};

/** There is no −1: whoever may not is told what whoever is unknown is told. [SL-UDF-22 … SL-UDF-28, PERM-07] */
export const userFieldsCodes: LicenseCodes = {
  not_found: 100,
  scope_missing: 100,
  unauthenticated: 100,
  credential_invalid: 100,
  account_closed: 100,
  account_read_only: 100,
  parameter_invalid: -2,
};

/** Of reading and of replacing. [SL-GCD-09 … SL-GCD-12, SL-UCD-12 … SL-UCD-20] */
export const customDataCodes: LicenseCodes = {
  ...refusedLogon,
  not_found: -1,
  parameter_invalid: 1,
};

/** [SL-INFO-37 … SL-INFO-46] */
export const infoCheckCodes: LicenseCodes = {
  not_found: 100,
  'not_found.otherProduct': 200,
  credential_invalid: 100,
  account_closed: 100,
  product_mismatch: 200,
};

/** [SL-UPD-46 … SL-UPD-55] */
export const updateCheckCodes: LicenseCodes = {
  'not_found.license': 100,
  credential_invalid: 100, // where the account has set it so [AMB-28]
  'not_found.product': 200,
  product_mismatch: 200,
  license_expired: 300,
  'parameter_invalid.version': 400,
};

/** A registration is written by whoever has the password of a license; the methods have no −1. [SL-REG-34, SL-REG-35, AUTH-15] */
export const registerCodes: LicenseCodes = {
  not_found: 100,
  account_closed: 100,
  account_read_only: 100,
  'duplicate.registration': 300,
};

/** ResultCode of a refusal by the method's own table. The registry gives only what all methods share, so it is not asked. */
export function licenseCodeOf(operation: string, table: LicenseCodes, refusal: Refusal): number {
  const { code, facts = {} } = refusal;
  const named = [facts.otherProduct ? 'otherProduct' : undefined, facts.reason, facts.what];
  const precise = named.map((fact) => (typeof fact === 'string' ? table[`${code}.${fact}`] : undefined));
  const result = precise.find((it) => it !== undefined) ?? table[code];
  if (result === undefined) throw new UnexpectedRefusal(operation, code);
  return result;
}
