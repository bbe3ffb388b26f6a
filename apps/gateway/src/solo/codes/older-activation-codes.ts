import type { Code, Refusal } from '@licet/contracts';
import { UnexpectedRefusal } from './unexpected-refusal.ts';

/** ErrorCode of each refusal of an activation in the older service; 500 is what it has no code of its own for. [LG-05] */
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
  license_status_invalid: 500,
  invoice_blocked: 500,
  version_too_low: 500, // programs of the older service tell no version, which an account may refuse [AMB-39]
  plugin_refused: 500,
  plugin_failed: 500,
};

export function olderActivationCodeOf({ code }: Refusal): number {
  const found = codes[code];
  if (found === undefined) throw new UnexpectedRefusal('ActivateLicense', code);
  return found;
}
