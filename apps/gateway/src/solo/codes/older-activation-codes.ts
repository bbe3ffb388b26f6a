import type { Code, Refusal } from '@licet/contracts';
import { activationCodeOf } from './activation-codes.ts';

/** ErrorCodes of the refusals that the older service has one for. [LG-05] */
const codes: Partial<Record<Code, number>> = {
  address_not_allowed: 40,
  address_locked: 40,
  parameter_invalid: 50,
  parameter_missing: 50,
  fingerprint_invalid: 75,
  credential_invalid: 100,
  account_closed: 100, // as if the license did not exist [AUTH-15]
  customer_unregistered: 150,
  product_mismatch: 200,
  license_frozen: 300, // as 5013 elsewhere [SA-GEN-25]
  no_activations_left: 300,
  option_type_invalid: 400,
  trigger_code_unavailable: 400,
  license_expired: 450,
};

/** Of every other one that an activation may be answered with. [LG-05] */
const unknownReason = 500;

/** ErrorCode of a refusal of an activation. Throws `UnexpectedRefusal` for what ActivateInstallation may not answer either. */
export function olderActivationCodeOf(refusal: Refusal): number {
  activationCodeOf('ActivateInstallation', refusal);
  return codes[refusal.code] ?? unknownReason;
}
