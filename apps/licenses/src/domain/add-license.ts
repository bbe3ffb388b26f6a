import {
  type AddLicense,
  type Claim,
  type Decision,
  type InvoiceReference,
  type KeyForm,
  type LicenseEvent,
  type OptionSettings,
  type Refused,
  type RequestOf,
  type Sealed,
  accept,
  externalIdClaims,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import { keyClaim } from './license.ts';
import { listedSerialClaim } from './serials.ts';
import { type Trial, trialTerm } from './trial.ts';
import type { Option, OptionState } from './option.ts';
import type { Product, ProductState } from './product.ts';

type Request = RequestOf<typeof AddLicense>;
type Fields = NonNullable<Request['fields']>;

/** What the rules ask of the rest of the house; each fact comes from its owner or the replica of it. */
export interface Surroundings {
  option: OptionState;
  /** Product of that option. */
  product: ProductState;
  /** Null for a customer, or distributor, that does not exist. */
  customer: { authorId: number } | null;
  distributor: { authorId: number; isDistributor: boolean } | null;
  account: { mode: 'live' | 'evaluation' };
}

/** What was made beforehand because it is random, sealed or numbered. */
export interface Issue {
  licenseId: number;
  uuid: string;
  /** A fresh key; with generated serials also the serial number. [UNI-04, SN-01] */
  key: string;
  activationPassword: Sealed;
  activationPasswordVerifier: string;
  licenseeName: Sealed | null;
  licenseeEmail: Sealed | null;
  notes: Sealed | null;
  /** Absent where the option has no custom parameters. [SL-ADD-29] */
  customData?: Sealed;
}

/** The next free serial number of the product's list. [SN-02] */
export interface TakenSerial {
  serial: string;
  passwordVerifier: string | null;
}

export interface AddLicenseCommand {
  type: 'AddLicense';
  request: Request;
  surroundings: Surroundings;
  issue: Issue;
  /** Undefined where the license gets none from a list. */
  listed?: TakenSerial;
  /** The invoice that it is sold on; undefined for none. [INV-12, SL-ADD-26] */
  invoice?: InvoiceReference;
  /** The set that it is issued with. [API-LIC-02] */
  setId?: string;
  /** What makes it the trial of a machine; undefined for all other licenses. [API-OPT-15] */
  trial?: Trial;
}

type Question = Pick<AddLicenseCommand, 'request' | 'surroundings'>;
export interface Sellable {
  option: Option;
  product: Product;
  fields: Fields;
}

/** Issues a license in status OK with an entered date of now. [SL-ADD-25] */
export function addLicense(command: AddLicenseCommand, context: DecisionContext): Decision<LicenseEvent> {
  const answer = assessIssue(command, context);
  if ('kind' in answer) return answer;
  const { request, surroundings, issue, listed, invoice, setId, trial } = command;
  const { option, product, fields } = answer;
  const { quantity, unitPrice, currentVersion, licenseUpdate, externalId = null, metadata } = fields;
  if (takesFromList(command.request, option) && !listed) return refuse('serials_exhausted');
  const key = request.key ?? listed?.serial ?? issue.key;
  const serialNumberText = option.settings.serials.mode === 'none' ? '' : key;
  const claims: Claim[] = [
    { scope: 'command', key: context.commandId },
    keyClaim(product.productId, key),
    ...(listed ? [listedSerialClaim(product.productId, listed.serial)] : []),
    ...externalIdClaims('license', request.authorId, { before: null, after: externalId }).claims,
    ...(trial?.claims ?? []),
  ];
  const data = {
    ...issue,
    ...(listed?.passwordVerifier && { serialPasswordVerifier: listed.passwordVerifier }),
    key,
    quantity,
    unitPrice,
    ...amounts(fields, option.settings, context),
    currentVersion,
    licenseUpdate,
    authorId: request.authorId,
    productId: product.productId,
    optionId: option.optionId,
    customerId: request.customerId,
    distributorId: request.distributorId ?? null,
    serialNumberText,
    support: supportOf(option.settings),
    ...(trial ? trialTerm(trial, context) : term(request, option.settings, context)),
    isTest: fields.isTest || surroundings.account.mode === 'evaluation', // [SL-ADD-24]
    isTrial: fields.isTrial ?? option.settings.trial !== null,
    ...(invoice && { invoice }),
    ...(setId !== undefined && { setId }),
    ...(product.settings.mode === 'testing' && { tryout: true as const }),
    ...(externalId !== null && { externalId }),
    ...(metadata && { metadata }),
    ...(option.settings.balances.length > 0 && { balances: option.settings.balances }), // [API-OPT-07, API-OPT-14]
    enteredAt: context.now.toISOString(),
  };
  return { ...accept({ type: 'LicenseAdded', data }), claims };
}

/** The refusal, in the order of SL-ADD-51, or what is sold. Asked before anything is made for the license, and again when it is added. */
export function assessIssue({ request, surroundings }: Question, { caller }: DecisionContext): Refused | Sellable {
  const { option, product } = surroundings;
  const { authorId, customerId, toUnregistered, fields } = request;
  const unknown = refuse('option_not_issuable', { reason: 'unknown' });

  const lacking =
    missingScope(caller, 'licenses:create') ?? (toUnregistered && missingScope(caller, 'customers:create'));
  if (lacking) return lacking;
  if (option.kind === 'none' || product.kind === 'none' || option.authorId !== authorId) return unknown;
  if (isAbove(product.settings, caller)) return unknown;
  const unsold = notIssuable(option.settings, product.settings);
  if (unsold) return unsold;
  const sellsToNobody = toUnregistered === true || caller.via === 'native';
  if (customerId === null ? !sellsToNobody : surroundings.customer?.authorId !== authorId)
    return refuse('not_found', { what: 'customer' });
  if (request.distributorId !== undefined && !isDistributor(surroundings, authorId))
    return refuse('not_found', { what: 'distributor' });
  if (request.expiresAt === null) return refuse('parameter_invalid', { what: 'expiration' });
  if (fields === null) return refuse('parameter_invalid', { what: 'fields' });
  return { option, product, fields };
}

/** The form of a generated key: the product's, with the prefix of the option where it has one. [API-PRD-10, API-OPT-10] */
export const keyForm = ({ option, product }: Pick<Sellable, 'option' | 'product'>): KeyForm => ({
  ...product.settings.codes,
  prefix: option.settings.serials.prefix ?? product.settings.codes.prefix,
});

/** Whether the license gets its serial number from the product's list; one that brings its key along does not. [SN-01] */
export const takesFromList = ({ key }: Request, { settings }: Option): boolean =>
  settings.serials.mode === 'list' && key === undefined;

/** Products above the Order Level of a user do not exist for him. [PERM-19] */
function isAbove({ orderLevel }: Product['settings'], { rules }: DecisionContext['caller']): boolean {
  const level = rules?.orderLevel ?? null;
  return level !== null && orderLevel > level;
}

/** SOLO's 1, 2, 3 and 7, in this order. A renewal is nothing that can be issued. [SL-ADD-42, 43, 44, 48, 54, API-OPT-02] */
function notIssuable(option: OptionSettings, product: Product['settings']): Refused | undefined {
  const no = (reason: string) => refuse('option_not_issuable', { reason });
  if (option.type === 'renewal') return no('unknown');
  if (option.status !== 'active' || product.status !== 'active') return no('inactive');
  if (option.type === 'bundle') return no('bundle');
  if (option.type === 'paymentPlan') return no('paymentPlan');
  if (option.licenseGroups === 'required') return no('groupRequired');
  return undefined;
}

/** What the caller does not say is copied from the option. [API-OPT-07] */
function amounts(fields: Fields, option: OptionSettings, context: DecisionContext) {
  const { activationsLeft, deactivationsLeft, quantity } = fields;
  const { counter } = option;
  const { deactivations, deactivationLimit } = option.activation;
  const deactivationsOfOption = { none: 0, limited: deactivationLimit, unlimited: unlimitedCount }[deactivations];
  return {
    activationsLeft: activationsLeft === undefined ? seatsOf(quantity, option, context) : activationsLeft,
    deactivationsLeft: deactivationsLeft ?? deactivationsOfOption,
    counter: fields.counter !== undefined ? fields.counter : counter.source === 'quantity' ? quantity : counter.initial,
  };
}

/** Where one license is made for the whole quantity each unit beyond the first adds its own; SOLO's Add takes no notice. [PO-06, PO-14, API-OPT-10] */
function seatsOf(quantity: number, option: OptionSettings, { caller }: DecisionContext): number | null {
  const { seats, type, quantityMode, activationsPerUnit } = option;
  const one = caller.via === 'solo' || quantityMode === 'licensePerUnit' || type === 'activationCodeQuantity';
  if (seats.limit === null || one) return seats.limit;
  return Math.min(unlimitedCount, seats.limit + Math.max(0, quantity - 1) * activationsPerUnit);
}

/** [API-OPT-07] */
const supportOf = ({ support: { days, date, maxVersion } }: OptionSettings) => ({ days, date, maxVersion });

/** What SOLO prints for a count without limit. [SA-GEN-28] */
const unlimitedCount = 2147483647;

const isDistributor = ({ distributor }: Surroundings, authorId: number): boolean =>
  distributor?.authorId === authorId && distributor.isDistributor;

const dayMs = 86_400_000;

/** The given date, else what the rule of the option makes of its days or date. [SL-ADD-07 … 09, UNI-68, API-OPT-04, API-OPT-07] */
function term({ expiresAt }: Request, { expiry }: OptionSettings, context: DecisionContext): Term {
  if (expiresAt === 'never') return { expiresAt: null };
  if (expiresAt) return { expiresAt: new Date(expiresAt).toISOString() };
  switch (expiry.rule) {
    case 'never':
      return { expiresAt: null };
    case 'daysFromCreation':
      return { expiresAt: expiry.days === 0 ? null : inDays(expiry.days, context) };
    case 'daysFromFirstActivation':
      return { expiresAt: null, expiryDays: expiry.days };
    case 'onDate':
      return { expiresAt: expiry.date };
  }
}

interface Term {
  expiresAt: string | null;
  expiryDays?: number;
}

/** Today plus so many days: whole UTC days for SOLO, to the millisecond elsewhere. [SL-ADD-08, UNI-68] */
function inDays(days: number, { now, caller }: DecisionContext): string {
  const start = caller.via === 'solo' ? Math.floor(now.getTime() / dayMs) * dayMs : now.getTime();
  return new Date(start + days * dayMs).toISOString();
}
