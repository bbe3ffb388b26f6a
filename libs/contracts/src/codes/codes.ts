/**
 * The one registry of codes. Each row is a cause; every dialect maps from it. [API-ERR-07, native-api 2]
 *
 * `status`: HTTP status of the native API. `activation`: ResultCode of XmlActivationService and its kin. `licensing`: ResultCode of
 * XmlLicenseService, where one holds for all its methods; the method's own table wins. `dna`: HTTP status. `ip`: ResponseStatus.
 */
export const codes = {
  json_invalid: { status: 400, title: 'Body is not JSON', activation: 5024, licensing: -2, dna: 400, ip: 'Error' },
  parameter_missing: {
    status: 400,
    title: 'Required member absent',
    activation: 5005,
    licensing: 50,
    dna: 400,
    ip: 'Error',
  },
  parameter_invalid: {
    status: 400,
    title: 'Wrong type, format, range, length',
    activation: 5005,
    licensing: 50,
    dna: 400,
    ip: 'Error',
  },
  parameter_unknown: { status: 400, title: 'Member or query not defined' },
  filter_unknown: { status: 400, title: 'Filter, operator or sort not offered', ip: 'Error' },
  cursor_invalid: { status: 400, title: 'Altered or foreign cursor' },
  idempotency_key_missing: { status: 400, title: 'Required by the account' },
  unauthenticated: { status: 401, title: 'No or bad credential', licensing: -1, dna: 401, ip: 'WrongAccessCode' },
  credential_invalid: {
    status: 401,
    title: 'License credential wrong (runtime calls)',
    activation: 5008,
    licensing: 100,
    dna: 403,
    ip: 'LicenseCodeNotFound',
  },
  key_expired: { status: 401, title: 'Key past expiry or revoked', licensing: -1, dna: 401, ip: 'WrongAccessCode' },
  scope_missing: { status: 403, title: 'Key lacks a scope', licensing: -1, dna: 401, ip: 'WebApiNotAllowed' },
  address_not_allowed: {
    status: 403,
    title: "Caller address outside the key's or option's list",
    activation: 5021,
    dna: 401,
    ip: 'WrongAccessCode',
  },
  address_locked: { status: 403, title: 'End-user address locked out', activation: 5006, dna: 403, ip: 'Error' },
  account_read_only: { status: 403, title: 'Account is read-only', licensing: -1, dna: 401, ip: 'AccountReadOnly' },
  account_closed: { status: 403, title: 'Account closed', activation: 5033, dna: 401, ip: 'WebApiDisabled' },
  evaluation_expired: {
    status: 403,
    title: "Account's evaluation is over",
    activation: 5031,
    dna: 401,
    ip: 'AccountReadOnly',
  },
  license_files_forbidden: { status: 403, title: 'Account may not issue license files', activation: 5023 },
  plan_forbids: { status: 403, title: 'Feature not in the plan', dna: 401, ip: 'WebApiNotAllowed' },
  not_found: { status: 404, title: 'No such object or route', licensing: 100, dna: 404, ip: 'LicenseCodeNotFound' },
  method_not_allowed: { status: 405, title: 'Verb not offered', dna: 405, ip: 'Error' },
  duplicate: { status: 409, title: 'Unique value taken', licensing: 50, dna: 400, ip: 'Error' },
  transition_not_allowed: {
    status: 409,
    title: 'Status change not in the table',
    licensing: 50,
    dna: 400,
    ip: 'Error',
  },
  license_status_invalid: { status: 409, title: 'Stored status forbids it', activation: 5017, dna: 400, ip: 'Error' },
  license_expired: { status: 409, title: 'Expiry passed', activation: 5019, dna: 400, ip: 'Error' },
  license_frozen: {
    status: 409,
    title: 'Freeze or re-activation lockout runs',
    activation: 5013,
    dna: 400,
    ip: 'Error',
  },
  no_activations_left: { status: 409, title: 'Seats used up', activation: 5013, dna: 400, ip: 'Error' },
  no_deactivations_left: {
    status: 409,
    title: 'Deactivation budget used up or forbidden',
    activation: 5018,
    dna: 400,
    ip: 'Error',
  },
  no_seats_left: { status: 409, title: 'Floating seats used up', activation: 5028 },
  product_mismatch: {
    status: 409,
    title: 'License is for another product',
    activation: 5010,
    licensing: 200,
    dna: 404,
    ip: 'Error',
  },
  option_mismatch: { status: 409, title: 'License is of another option', activation: 5011 },
  option_type_invalid: {
    status: 409,
    title: 'Option cannot be activated this way',
    activation: 5014,
    dna: 400,
    ip: 'Error',
  },
  version_too_low: { status: 409, title: 'Below the minimum version', activation: 5012, dna: 400, ip: 'Error' },
  support_expired: { status: 409, title: 'Version newer than support allows', activation: 5012, dna: 400, ip: 'Error' },
  customer_unregistered: { status: 409, title: 'Registration required', activation: 5009, dna: 400, ip: 'Error' },
  installation_deactivated: {
    status: 409,
    title: 'Installation no longer active',
    activation: 5016,
    dna: 404,
    ip: 'Error',
  },
  installation_banned: { status: 409, title: 'Installation banned', activation: 5016, dna: 404, ip: 'Error' },
  installation_unknown: { status: 404, title: 'No such installation', activation: 5015, dna: 404, ip: 'Error' },
  fingerprint_invalid: { status: 400, title: 'Machine data unusable', activation: 5007, dna: 400, ip: 'Error' },
  trigger_code_unavailable: {
    status: 409,
    title: 'Trigger code settings or second value missing or out of range',
    activation: 5029,
  },
  clock_invalid: { status: 409, title: 'Client clock off beyond tolerance', activation: 5022, dna: 400, ip: 'Error' },
  session_closed: { status: 409, title: 'Session closed, expired or fenced off', activation: 5027 },
  checkout_forbidden: { status: 409, title: "Duration outside the option's bounds", activation: 5005 },
  counter_unset: { status: 409, title: 'Counter has no value', activation: 5035, dna: 400 },
  counter_type_invalid: { status: 409, title: 'Option does not decrement', activation: 5036, dna: 400 },
  balance_insufficient: { status: 409, title: 'Entry would go below zero', activation: 5037, dna: 400 },
  quota_exceeded: { status: 409, title: 'Plan quota used up', ip: 'CannotCreateOrder' },
  serials_exhausted: { status: 409, title: 'No serial left in the list', licensing: 6, ip: 'CannotCreateOrder' },
  option_not_issuable: {
    status: 409,
    title: 'Inactive, bundle, payment plan, group required',
    licensing: 1,
    ip: 'CannotCreateOrder',
  },
  invoice_blocked: {
    status: 409,
    title: 'Order blocked or deleted',
    activation: 5017,
    dna: 400,
    ip: 'CannotCreateOrder',
  },
  renewal_not_applicable: { status: 409, title: 'Wrong product, type, test flag, used', ip: 'Error' },
  not_revertible: { status: 409, title: 'Event cannot be compensated' },
  idempotency_in_progress: { status: 409, title: 'First call still running', retryable: true },
  version_conflict: { status: 412, title: 'If-Match differs', ip: 'Error' },
  body_too_large: { status: 413, title: 'Above the limit', activation: 5024, licensing: -2, dna: 413, ip: 'Error' },
  target_too_long: { status: 414, title: 'Request target above 4 KiB', dna: 414, ip: 'Error' },
  headers_too_large: { status: 431, title: 'Header block above 16 KiB', dna: 431, ip: 'Error' },
  media_type_unsupported: { status: 415, title: 'Not JSON' },
  idempotency_key_reused: { status: 422, title: 'Same key, other request' },
  encryption_invalid: { status: 422, title: 'Sealed request cannot be opened or verified', activation: 5000 },
  plugin_refused: { status: 422, title: 'Activation plugin refused', activation: 5025 },
  plugin_failed: { status: 422, title: 'Activation plugin could not be run', activation: 5026, retryable: true },
  precondition_required: { status: 428, title: 'If-Match required' },
  rate_limited: { status: 429, title: 'Too many requests', dna: 429, ip: 'Error', retryable: true },
  internal: { status: 500, title: 'Unexpected fault', dna: 500, ip: 'Error', retryable: true },
  outcome_unknown: {
    status: 503,
    title: 'Commit result not known; repeat with the same Idempotency-Key',
    dna: 500,
    ip: 'Error',
    retryable: true,
  },
  read_model_behind: { status: 503, title: 'Licet-Min-Cursor not reached', retryable: true },
  unavailable: { status: 503, title: 'Shedding or draining', dna: 500, ip: 'Error', retryable: true },
  key_set_unknown: { status: 422, title: 'No such key set, or it does not serve this product', activation: 5000 },
  encryption_required: { status: 422, title: 'The key set asks for encrypted requests', activation: 5001 },
  signature_required: { status: 422, title: 'The key set asks for signed requests', activation: 5002 },
} as const satisfies Record<string, CodeRow>;

interface CodeRow {
  status: number;
  title: string;
  activation?: number;
  licensing?: number;
  dna?: number;
  ip?: string;
  retryable?: true;
}

export type Code = keyof typeof codes;

/** The row of a code, with every member that a row may have. */
export const codeRow = (code: Code): CodeRow => codes[code];
