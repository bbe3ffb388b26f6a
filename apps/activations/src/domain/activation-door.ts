import { defaultAccountSettings, permits, type Refusal } from '@licet/contracts';
import type { Activate, LedgerContext } from './commands.ts';
import { commonChecks, keySetOf } from './door.ts';
import { firstRefusal, named, notKnown, prepareAgain, type Rule, type Rung, sure, when } from './ladder.ts';
import type { Ledger, OpenLedger } from './ledger.ts';
import { settingsOf } from './license-rules.ts';

/** A call of which no credentials have been looked at. */
interface AtTheGate extends Pick<Activate, 'request' | 'from' | 'addressLocked'> {
  ledger: Ledger;
  context: LedgerContext;
}

export interface Arrival extends AtTheGate {
  command: Activate;
}

/** 5005: neither way of authentication is complete. [SA-ACT-07] */
const credentialsComplete: Rule<AtTheGate> = ({ request: { parameters } }) => {
  const { licenseId, password, serialNumber, productIds } = sure(parameters);
  const byId = licenseId !== null && password !== null;
  return when(!byId && (serialNumber === null || productIds.length === 0), 'parameter_missing');
};

/** 5033. [SA-ACT-80] */
const accountOpen: Rule<AtTheGate> = (arrival) => {
  const authorId = authorOf(arrival);
  if (authorId === undefined) return undefined; // a license that is not known is nobody's
  const account = arrival.context.facts.account(authorId);
  return account ? when(account.status === 'closed', 'account_closed') : notKnown(`account ${authorId}`);
};

/** Whoever the key set is of; in the older service whoever the license is of. [SA-GEN-19, LG-04] */
const authorOf = (arrival: AtTheGate): number | undefined =>
  arrival.request.protection === null
    ? arrival.ledger.kind === 'open'
      ? arrival.ledger.terms.authorId
      : undefined
    : sure(keySetOf(arrival)).authorId;

/** 5021: of a license that the caller names the option must permit the address too, before it is known whether he may name it. [SA-ACT-74, AMB-14] */
const addressPermitted: Rule<AtTheGate> = (arrival) => {
  const { ledger, context, from } = arrival;
  const authorId = authorOf(arrival);
  if (authorId === undefined) return undefined;
  const rules = { ...defaultAccountSettings, ...context.facts.account(authorId) };
  if (!permits(rules, from)) return addressNotAllowed;
  if (ledger.kind === 'unknown' || ledger.terms.authorId !== authorId) return undefined;
  const option = settingsOf(ledger.terms, context.facts);
  return when(option !== undefined && !permits(option.activation, from), 'address_not_allowed');
};
const addressNotAllowed: Refusal = { code: 'address_not_allowed' };

/** 5006. [SA-ACT-58] */
const addressFree: Rule<AtTheGate> = ({ addressLocked }) => when(addressLocked, 'address_locked');

/** 5008, alike for whatever was wrong; a license of another author does not exist. [SA-ACT-61, SA-ACT-09, SA-GEN-19] */
const credentialsRight: Rule<Arrival> = (arrival) => {
  const { ledger, request } = arrival;
  const { licenseId, serialNumber, password } = sure(request.parameters);
  if (ledger.kind === 'unknown' || ledger.terms.authorId !== authorOf(arrival)) return wrongCredentials;
  if (licenseId !== null && licenseId !== ledger.licenseId) return wrongCredentials;
  if (serialNumber !== null && serialNumber.toLowerCase() !== ledger.terms.key.toLowerCase()) return wrongCredentials;
  return password === null ? undefined : passwordRight(arrival.command, ledger);
};
const wrongCredentials: Refusal = { code: 'credential_invalid' };

/** The license's own password or the customer's; the proof must be about the terms as they are. [PWD-07, PWD-22] */
function passwordRight({ password }: Activate, { terms }: OpenLedger): Refusal | undefined {
  if (password?.verifier !== terms.activationPasswordVerifier) return prepareAgain;
  if (password.own) return undefined;
  if (terms.customerId === null) return wrongCredentials;
  if (password.customer?.customerId !== terms.customerId) return prepareAgain;
  return password.customer.matches ? undefined : wrongCredentials;
}

/** Everything before credentials are looked at. */
const atTheDoor: readonly Rung<AtTheGate>[] = [
  ...commonChecks,
  named('input', credentialsComplete),
  named('account', accountOpen),
  named('addressRule', addressPermitted),
  named('addressLock', addressFree),
];

/** Everything before the license is known to the caller. */
export const beforeTheLicense: readonly Rung<Arrival>[] = [...atTheDoor, named('credential', credentialsRight)];

/** Why an activation does not get as far as its credentials. */
export const refusalAtTheDoor = (arrival: AtTheGate): Refusal | undefined => firstRefusal(atTheDoor, arrival)?.refusal;
