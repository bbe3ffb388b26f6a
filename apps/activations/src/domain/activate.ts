import {
  accept,
  type Code,
  compareVersions,
  type Decision,
  isActivatable,
  issuesTriggerCodes,
  oneMoreReactivation,
  type LedgerEvent,
  mostTriggerCodes,
  type OptionSettings,
  reachesVersion,
  secondValueOf,
} from '@licet/contracts';
import { type Arrival, beforeTheLicense } from './activation-door.ts';
import type { Activate, ActivationRecord, ActivationRequest, KeySet, LedgerContext } from './commands.ts';
import { clockFacts, clockRight, keySetOf, productServed } from './door.ts';
import { ladder, named, prepareAgain, type Rule, type Rung, sure, when } from './ladder.ts';
import { type Installation, type Ledger, installationOfToken, type OpenLedger, timeOf } from './ledger.ts';
import {
  endOfFreeze,
  factsKnown,
  lockoutOf,
  licenseRungs,
  printedExpiry,
  seatCount,
  settingsOf,
} from './license-rules.ts';
import { pluginAllows } from './plugin.ts';
import { boundMachine, isRecognizable, ofMachine } from './same-machine.ts';
import { secondValue } from './second-value.ts';

type Parameters = NonNullable<ActivationRequest['parameters']>;

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
  /** The activation that this machine holds already. */
  bound: Installation | undefined;
}

/** Grants one activation, or the same again. Refusals in the order of SA-GEN-20. */
export function decideActivation(command: Activate, ledger: Ledger, context: LedgerContext): Decision<LedgerEvent> {
  const { request, from, addressLocked } = command;
  const arrival = { command, request, from, addressLocked, ledger, context };
  const { firstRefusal, denied } = ladder();
  const turnedAway = firstRefusal(beforeTheLicense, arrival);
  if (turnedAway) return turnedAway;
  const admitted = admit(arrival);
  const misled = firstRefusal(onTheLicense, admitted);
  if (misled) return misled;
  const judged = judge(admitted);
  const unusable = firstRefusal(onItsUse, judged);
  if (unusable) return unusable;
  if (judged.bound && judged.option.activation.sameMachineFree) return accept(again(judged, judged.bound)); // [SA-ACT-27, API-DRY-06]
  denied('knownMachine');
  return firstRefusal(onItsSeats, judged) ?? accept(first(judged));
}

function admit({ command, request, ledger, context }: Arrival): Admitted {
  if (ledger.kind === 'unknown') throw new Error('Admitted without a ledger');
  const keySet = keySetOf({ request, context });
  return { parameters: sure(request.parameters), keySet, ledger, command, record: sure(command.record), context };
}

function judge(admitted: Admitted): Judged {
  const { ledger, record, parameters, context } = admitted;
  const option = sure(settingsOf(ledger.terms, context.facts));
  return { ...admitted, option, bound: boundMachine(ledger, option, record, parameters) };
}

/** 5012. Whether no version is too low a one, the account says. [SA-ACT-65 … SA-ACT-67, AMB-39] */
const versionHighEnough: Rule<Judged> = ({ parameters: { version }, option: { activation }, ledger, context }) => {
  const { minimumVersion, minimumVersionUrl } = activation;
  const untold = context.facts.account(ledger.terms.authorId)?.versionlessActivation === 'refuse';
  const tooLow = minimumVersion !== null && (version === null ? untold : compareVersions(version, minimumVersion) < 0);
  return when(tooLow, 'version_too_low', { minimumVersion, minimumVersionUrl });
};

/** 5012 without the lowest version. Support that ends at an instant stops no program. [IP-SUPP-01, IP-SUPP-02, SA-GEN-25] */
const versionSupported: Rule<Judged> = ({ parameters: { version }, option: { support } }) =>
  when(version !== null && !reachesVersion(support, version), 'support_expired');

const customerRegistered: Rule<Judged> = ({ parameters, option, ledger, command }) => {
  if (!parameters.requireRegistration && !option.activation.requireRegistration) return undefined;
  const { customerId } = ledger.terms;
  if (customerId === null) return { code: 'customer_unregistered' };
  if (command.customer?.customerId !== customerId) return prepareAgain;
  return when(!command.customer.registered, 'customer_unregistered');
};

const notExpired: Rule<Judged> = ({ ledger, option, context: { now } }) => {
  const end = printedExpiry(ledger, option);
  return when(end !== null && end <= now, 'license_expired');
};

/** The installation that is named, or the machine, whether or not the option lets it have the same again. [SA-ACT-70, IN-06, API-INS-17] */
const banned: Rule<Judged> = ({ ledger, record, option, parameters }) => {
  const named = record.relatedInstallationId && installationOfToken(ledger, record.relatedInstallationId.hash);
  if (named?.status === 'banned') return { code: 'installation_banned' };
  if (!isRecognizable(parameters, option)) return undefined;
  const [found] = ofMachine(ledger, ledger.bannedMachines, option, record);
  return when(found !== undefined, 'installation_banned');
};

/** Codes are to be issued, and what they are made of is not there or not in range. [SA-ACT-79, TC-06, TC-18] */
function codesLacking({ option, ledger, context }: Judged): boolean {
  if (!issuesTriggerCodes(option)) return false;
  const { number, regKey2Seed } = option.triggerCodes;
  if (number > mostTriggerCodes) return true;
  if (secondValueOf(option) === undefined) return false;
  return regKey2Seed === null || secondValue(ledger, option, timeOf(ledger, context.now)) === null;
}

/** A bound machine begins nothing anew, also where it takes another seat. [IP-FREEZE-01 … IP-FREEZE-03, SA-ACT-68] */
const notFrozen: Rule<Judged> = (judged) => {
  if (judged.bound) return undefined;
  const until = endOfFreeze(judged);
  return when(until !== null && until > judged.context.now, 'license_frozen', soldFacts(judged));
};

/** Every machine that is not bound waits until the lockout has cooled, or staff have ended it. [DNA-REACT-02, UNI-30, SA-ACT-68] */
const notLockedOut: Rule<Judged> = (judged) =>
  when(!judged.bound && lockoutOf(judged).until !== null, 'license_frozen', soldFacts(judged));

const seatLeft: Rule<Judged> = (judged) =>
  when(judged.ledger.activationsLeft === 0, 'no_activations_left', soldFacts(judged));

/** What 5013 tells of the license. [SA-ACT-42] */
function soldFacts({ ledger: { terms, licenseId }, context }: Judged) {
  return { product: productText(terms, context), licenseId, quantity: terms.quantity, isTest: terms.isTest };
}

const rule =
  <S extends Admitted>(code: Code, applies: (situation: S) => boolean): Rule<S> =>
  (situation) =>
    when(applies(situation), code);

/** Behind the credentials, in the order of SA-GEN-20; number by number. */
const onTheLicense: readonly Rung<Admitted>[] = [
  /* 5000 */ named('credential', ({ keySet, ledger }) => productServed(keySet, ledger.terms.productId)),
  /* 5008 */ named('credential', ({ parameters }) =>
    when(parameters.activationData?.malformed === true, 'credential_invalid', { cause: 'activationData' }),
  ),
  /* 5010 */ named(
    'product',
    rule(
      'product_mismatch',
      ({ parameters: { productIds }, ledger }) => productIds.length > 0 && !productIds.includes(ledger.terms.productId),
    ),
  ),
  /* 5011 */ named(
    'option',
    rule(
      'option_mismatch',
      ({ parameters: { optionId }, ledger }) => optionId !== null && optionId !== ledger.terms.optionId,
    ),
  ),
  named('option', ({ ledger, context }) => factsKnown(ledger.terms, context.facts)),
];

/** What the license, its option and its machines allow, in the order of SA-GEN-20 and API-DRY-05. */
const onItsUse: readonly Rung<Judged>[] = [
  /* 5017 */ ...licenseRungs('new'),
  /* 5012 */ named('version', versionHighEnough, ({ parameters: { version }, option: { activation } }) => ({
    version,
    minimumVersion: activation.minimumVersion,
  })),
  /* 5012 */ named('support', versionSupported, ({ parameters: { version }, option: { support } }) =>
    support.rule === 'maxVersion' ? { version, maxVersion: support.maxVersion } : {},
  ),
  /* 5009 */ named('registration', customerRegistered),
  /* 5019 */ named('expiry', notExpired, ({ ledger, option }) => ({ expiresAt: printedExpiry(ledger, option) })),
  /* 5014 */ named(
    'optionType',
    rule('option_type_invalid', ({ option }) => !isActivatable(option)),
  ),
  /* 5007 */ named(
    'fingerprint',
    rule('fingerprint_invalid', ({ option, parameters }) => issuesTriggerCodes(option) && parameters.userCode2 <= 0),
  ),
  /* 5029 */ named('triggerCodes', rule('trigger_code_unavailable', codesLacking), ({ option }) => ({
    number: option.triggerCodes.number,
  })),
  /* 5016 */ named('machineBan', banned),
  /* 5022 */ named(
    'clock',
    ({ parameters, ledger, context }) => clockRight(parameters.clientTime, ledger.terms.authorId, context),
    ({ parameters, ledger, context }) => clockFacts(parameters.clientTime, ledger.terms.authorId, context),
  ),
];

/** What a machine must pass that has no activation yet. */
const onItsSeats: readonly Rung<Judged>[] = [
  /* 5013 */ named('freeze', notFrozen, (judged) => ({ until: endOfFreeze(judged) })),
  /* 5013 */ named('reactivation', notLockedOut, lockoutOf),
  /* 5013 */ named('seats', seatLeft, ({ ledger, option }) => ({
    ...seatCount(ledger),
    rotation: option.seats.rotation,
  })),
  /* 5025, 5026 */ named('plugin', pluginAllows),
];

/** Product name and option name together. [SA-ACT-28] */
export function productText(terms: OpenLedger['terms'], { facts }: LedgerContext): string {
  const option = facts.option(terms.optionId)?.name ?? '';
  return [facts.product(terms.productId)?.name ?? '', option].filter((name) => name !== '').join(' ');
}

function first({ ledger, option, bound, record, parameters, context }: Judged): LedgerEvent {
  const { installationId, name, activationData, machine, relatedInstallationId, address } = record;
  const { userCode1, userCode2, version } = parameters;
  const at = timeOf(ledger, context.now);
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
      ...(bound ? { bound: true as const } : reactivationOf(ledger, option, at)),
      at,
    },
  };
}

/** A machine that comes after another was released is one more re-activation; the one above the limit begins a lockout. [DNA-REACT-01, DNA-REACT-05] */
const reactivationOf = ({ reactivations, terms }: OpenLedger, option: OptionSettings, at: string) =>
  reactivations.released > 0 && {
    reactivation: oneMoreReactivation(option.reactivation, terms, reactivations, new Date(at)),
  };

function again({ ledger, record, parameters, context }: Admitted, { installationId }: Installation): LedgerEvent {
  const { name, activationData, machine, address } = record;
  const sent = { version: parameters.version, name, activationData, machine: [...machine], address };
  const at = timeOf(ledger, context.now);
  const id = { licenseId: ledger.licenseId, licenseUuid: ledger.terms.uuid, installationId };
  return { type: 'InstallationReactivated', data: { ...id, ...sent, at } };
}
