import { codeRow, type Refusal } from '@licet/contracts';
import { UnexpectedRefusal } from './unexpected-refusal.ts';

/** ErrorMessage of each code of XmlActivationService: for people, without any stored value. [SA-GEN-07] */
const messages: Record<number, string> = {
  5000: 'The encryption key ID is missing or unknown.',
  5001: 'The request must be encrypted.',
  5002: 'The request must be signed.',
  5003: 'The request could not be decrypted.',
  5004: 'The signature of the request could not be verified.',
  5005: 'A required value is missing, or a value is malformed.',
  5006: 'Too many failed attempts were made from this address. Please try again later.',
  5007: 'The computer could not be identified.',
  5008: 'The License ID, password or serial number is not valid.',
  5009: 'The customer must be registered before this license can be activated.',
  5010: 'The license is not valid for this product.',
  5011: 'The license is not valid for this product option.',
  5012: 'This version of the product may no longer be activated with this license.',
  5013: 'No activations are left on this license.',
  5014: 'Licenses of this type cannot be activated.',
  5015: 'The installation is unknown.',
  5016: 'The installation is no longer active.',
  5017: 'The license is not active.',
  5018: 'This installation may not be deactivated: no deactivations are left or allowed.',
  5019: 'The license has expired.',
  5021: 'Requests from this network address are not permitted.',
  5022: 'The system time of the computer is not valid.',
  5023: 'The account may not issue license files.',
  5024: 'The request is not a valid XML document for this operation.',
  5025: 'The activation was refused.',
  5026: 'The activation could not be verified. Please try again later.',
  5029: 'No activation code can be issued with the present settings.',
  5030: 'The account is limited to test licenses.',
  5031: 'The evaluation period of the account is over.',
  5033: 'The account is closed.',
  5035: 'The license counter has no value.',
  5036: 'The license counter cannot be decremented.',
  5037: 'The license counter is lower than the amount to be subtracted.',
};

/** The sentence that ErrorMessage says of a code. [SA-GEN-07] */
export const activationMessage = (code: number): string => messages[code] ?? 'The request was refused.';

/** Codes that each method may return; no other leaves it. [SA-GEN-15] */
const common = [5000, 5001, 5002, 5003, 5004, 5005, 5022, 5024] as const;
export const codesOf = {
  ActivateInstallation: [
    ...common,
    ...[5006, 5007, 5008, 5009, 5010, 5011, 5012, 5013, 5014, 5016, 5017, 5019, 5021, 5025, 5026, 5029, 5033],
  ],
  CheckInstallationStatus: [...common, 5015, 5016, 5017],
  DeactivateInstallation: [...common, 5015, 5016, 5018],
} as const satisfies Record<string, readonly number[]>;
export type ActivationMethod = keyof typeof codesOf;

/** ResultCode of a refusal by the registry of codes, if the method may return it. */
export function activationCodeOf(method: ActivationMethod, refusal: Refusal): number {
  const code = codeRow(refusal.code).activation;
  const permitted: readonly number[] = codesOf[method];
  if (code === undefined || !permitted.includes(code)) throw new UnexpectedRefusal(method, refusal.code);
  return code;
}
