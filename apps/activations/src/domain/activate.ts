import {
  accept,
  type Code,
  compareVersions,
  type Decision,
  defaultAccountSettings,
  endsByDate,
  type LedgerEvent,
  type OptionSettings,
  permits,
  type Refusal,
} from '@licet/contracts';
import type { Activate, ActivationRecord, ActivationRequest, KeySet, LedgerContext } from './commands.ts';
import { clockRight, commonChecks, keySetOf, productServed } from './door.ts';
import { firstRefusal, notKnown, prepareAgain, type Rule, sure, when } from './ladder.ts';
import { type Installation, type Ledger, installationOfToken, type OpenLedger, timeOf } from './ledger.ts';
import { endOfLicense, factsKnown, freezeRuns, licenseUsable, settingsOf } from './license-rules.ts';
import { pluginAllows } from './plugin.ts';
import { isActivatable, isRecognizable, issuesTriggerCodes, ofMachine, sameMachine } from './same-machine.ts';

type Parameters = NonNullable<ActivationRequest['parameters']>;

/** A call of which no credentials have been looked at. */
interface AtTheGate extends Pick<Activate, 'request' | 'from' | 'addressLocked'> {
  ledger: Ledger;
  context: LedgerContext;
}

interface Arrival extends AtTheGate {
  command: Activate;
}

/** An arrival whose credentials fit a license. */
interface Admitted {
  parameters: Parameters;
  /** Undefined in the older service. [LG-04] */
  keySet: KeySet | undefined;
  ledger: OpenLedger;
  command: Activate;
  record: ActivationRecord;
  context: LedgerContext;
}

/** An admitted arrival whose option and product are known here. */
interface Judged extends Admitted {
  option: OptionSettings;
  /** The activation that this machine holds already, where the option lets it have the same again. */
  same: Installation | undefined;
}

/** Grants one activation, or the same again. Refusals in the order of SA-GEN-20. */
export function decideActivation(command: Activate, ledger: Ledger, context: LedgerContext): Decision<LedgerEvent> {
  const { request, from, addressLocked } = command;
  const arrival = { command, request, from, addressLocked, ledger, context };
  const turnedAway = firstRefusal(beforeTheLicense, arrival);
  if (turnedAway) return turnedAway;
  const admitted = admit(arrival);
  const misled = firstRefusal(onTheLicense, admitted);
  if (misled) return misled;
  const judged = judge(admitted);
  return firstRefusal(onItsUse, judged) ?? accept(judged.same ? again(judged, judged.same) : first(judged));
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
const atTheDoor: readonly Rule<AtTheGate>[] = [
  ...commonChecks,
  credentialsComplete,
  accountOpen,
  addressPermitted,
  addressFree,
];

/** Everything before the license is known to the caller. */
const beforeTheLicense: readonly Rule<Arrival>[] = [...atTheDoor, credentialsRight];

/** Why an activation does not get as far as its credentials. */
export const refusalAtTheDoor = (arrival: AtTheGate): Refusal | undefined => firstRefusal(atTheDoor, arrival)?.refusal;

function admit({ command, request, ledger, context }: Arrival): Admitted {
  if (ledger.kind === 'unknown') throw new Error('Admitted without a ledger');
  const keySet = keySetOf({ request, context });
  return { parameters: sure(request.parameters), keySet, ledger, command, record: sure(command.record), context };
}

function judge(admitted: Admitted): Judged {
  const { ledger, record, parameters, context } = admitted;
  const option = sure(settingsOf(ledger.terms, context.facts));
  return { ...admitted, option, same: sameMachine(ledger, option, record, parameters) };
}

/** 5012. Whether no version is too low a one, the account says. [SA-ACT-65 … SA-ACT-67, AMB-39] */
const versionHighEnough: Rule<Judged> = ({ parameters: { version }, option: { activation }, ledger, context }) => {
  const { minimumVersion, minimumVersionUrl } = activation;
  const untold = context.facts.account(ledger.terms.authorId)?.versionlessActivation === 'refuse';
  const tooLow = minimumVersion !== null && (version === null ? untold : compareVersions(version, minimumVersion) < 0);
  return when(tooLow, 'version_too_low', { minimumVersion, minimumVersionUrl });
};

const customerRegistered: Rule<Judged> = ({ parameters, option, ledger, command }) => {
  if (!parameters.requireRegistration && !option.activation.requireRegistration) return undefined;
  const { customerId } = ledger.terms;
  if (customerId === null) return { code: 'customer_unregistered' };
  if (command.customer?.customerId !== customerId) return prepareAgain;
  return when(!command.customer.registered, 'customer_unregistered');
};

const notExpired: Rule<Judged> = ({ ledger, option, context: { now } }) => {
  const end = endOfLicense(ledger);
  return when(endsByDate(option) && end !== null && end <= now, 'license_expired');
};

/** The installation that is named, or the machine, whether or not the option lets it have the same again. [SA-ACT-70, IN-06, API-INS-17] */
const banned: Rule<Judged> = ({ ledger, record, option, parameters }) => {
  const named = record.relatedInstallationId && installationOfToken(ledger, record.relatedInstallationId.hash);
  if (named?.status === 'banned') return { code: 'installation_banned' };
  if (!isRecognizable(parameters, option)) return undefined;
  const [found] = ofMachine(ledger, ledger.bannedMachines, option, record);
  return when(found !== undefined, 'installation_banned');
};

/** A machine that has its activation already gets it again, and begins nothing anew. [IP-FREEZE-01 … IP-FREEZE-03, SA-ACT-68] */
const notFrozen: Rule<Judged> = (judged) => {
  const { same, ledger, option, context } = judged;
  if (same || !freezeRuns(ledger, option, context.now)) return undefined;
  return { code: 'license_frozen', facts: soldFacts(judged) };
};

const seatLeft: Rule<Judged> = (judged) =>
  when(!judged.same && judged.ledger.activationsLeft === 0, 'no_activations_left', soldFacts(judged));

/** What 5013 tells of the license. [SA-ACT-42] */
function soldFacts({ ledger: { terms, licenseId }, context }: Judged) {
  return { product: productText(terms, context), licenseId, quantity: terms.quantity, isTest: terms.isTest };
}

const rule =
  <S extends Admitted>(code: Code, applies: (situation: S) => boolean): Rule<S> =>
  (situation) =>
    when(applies(situation), code);

/** Behind the credentials, in the order of SA-GEN-20; number by number. */
const onTheLicense: readonly Rule<Admitted>[] = [
  /* 5000 */ ({ keySet, ledger }) => productServed(keySet, ledger.terms.productId),
  /* 5008 */ ({ parameters }) =>
    when(parameters.activationData?.malformed === true, 'credential_invalid', { cause: 'activationData' }),
  /* 5010 */ rule(
    'product_mismatch',
    ({ parameters: { productIds }, ledger }) => productIds.length > 0 && !productIds.includes(ledger.terms.productId),
  ),
  /* 5011 */ rule(
    'option_mismatch',
    ({ parameters: { optionId }, ledger }) => optionId !== null && optionId !== ledger.terms.optionId,
  ),
  ({ ledger, context }) => factsKnown(ledger.terms, context.facts),
];

/** What the license, its option and its machines allow, in the order of SA-GEN-20. */
const onItsUse: readonly Rule<Judged>[] = [
  /* 5017 */ ({ ledger, context }) => licenseUsable(ledger.terms, context.facts, 'new'),
  /* 5012 */ versionHighEnough,
  /* 5009 */ customerRegistered,
  /* 5019 */ notExpired,
  /* 5014 */ rule('option_type_invalid', ({ option }) => !isActivatable(option)),
  /* 5007 */ rule(
    'fingerprint_invalid',
    ({ option, parameters }) => issuesTriggerCodes(option) && parameters.userCode2 <= 0,
  ),
  /* 5029 */ rule('trigger_code_unavailable', ({ option }) => issuesTriggerCodes(option)),
  /* 5016 */ banned,
  /* 5022 */ ({ parameters, ledger, context }) => clockRight(parameters.clientTime, ledger.terms.authorId, context),
  /* 5013 */ notFrozen,
  /* 5013 */ seatLeft,
  /* 5025, 5026 */ pluginAllows,
];

/** Product name and option name together. [SA-ACT-28] */
export function productText(terms: OpenLedger['terms'], { facts }: LedgerContext): string {
  const option = facts.option(terms.optionId)?.name ?? '';
  return [facts.product(terms.productId)?.name ?? '', option].filter((name) => name !== '').join(' ');
}

function first({ ledger, option, record, parameters, context }: Judged): LedgerEvent {
  const { installationId, name, activationData, machine, relatedInstallationId, address } = record;
  const { userCode1, userCode2, version } = parameters;
  return {
    type: 'InstallationActivated',
    data: {
      licenseId: ledger.licenseId,
      licenseUuid: ledger.terms.uuid,
      installationId,
      token: option.activation.issueInstallationId ? record.token : null,
      activationsLeft: ledger.activationsLeft === null ? null : ledger.activationsLeft - 1,
      userCode1,
      userCode2,
      version,
      name,
      activationData,
      machine: isRecognizable(parameters, option) ? [...machine] : [],
      relatedInstallationId: relatedInstallationId?.sealed ?? null,
      address,
      at: timeOf(ledger, context.now),
    },
  };
}

function again({ ledger, record, parameters, context }: Admitted, { installationId }: Installation): LedgerEvent {
  const { name, activationData, machine, address } = record;
  const sent = { version: parameters.version, name, activationData, machine: [...machine], address };
  const at = timeOf(ledger, context.now);
  const id = { licenseId: ledger.licenseId, licenseUuid: ledger.terms.uuid, installationId };
  return { type: 'InstallationReactivated', data: { ...id, ...sent, at } };
}
