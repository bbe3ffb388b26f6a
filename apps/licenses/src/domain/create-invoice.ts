import {
  type Claim,
  type CreateInvoice,
  type Decision,
  type InvoiceEvent,
  type InvoiceLine,
  type Refused,
  type RequestOf,
  type Sealed,
  accept,
  externalIdClaim,
  linesBeyondLimit,
  mostMetadata,
  refuse,
} from '@licet/contracts';
import { type Surroundings, assessIssue } from './add-license.ts';
import { type DecisionContext, missingScope } from './caller.ts';
import { optionOf } from './facts.ts';
import type { LicenseState } from './license.ts';
import { isEnded } from './status-rules.ts';
import type { Option, OptionState } from './option.ts';

type Request = RequestOf<typeof CreateInvoice>;
type RequestedLine = Request['lines'][number];

/** What was found out about a line. */
export interface PreparedLine {
  option: OptionState;
  product: Surroundings['product'];
  licenses: readonly LicenseState[];
  renews: LicenseState | null;
  upgrades: LicenseState | null;
}

export interface CreateInvoiceCommand {
  type: 'CreateInvoice';
  request: Request;
  /** Made beforehand, because numbered, random or sealed. */
  prepared: { invoiceId: number; uuid: string; number: string; comments: Sealed | null };
  surroundings: Pick<Surroundings, 'customer' | 'account'>;
  lines: readonly PreparedLine[];
}

/** Records the order; what it asks of licenses follows as a process. [INV-01, API-INV-01] */
export function createInvoice(command: CreateInvoiceCommand, context: DecisionContext): Decision<InvoiceEvent> {
  const { request, prepared, lines } = command;
  const refusal = assessInvoice(command, context);
  if (refusal) return refusal;
  const { authorId, externalId, holdUntil, issue, lines: asked, ...members } = request;
  const data = {
    ...members,
    ...prepared,
    authorId,
    version: 1,
    holdUntil: holdUntil === null ? null : new Date(holdUntil).toISOString(),
    lines: asked.map((line, i) => lineOf(line, lines[i])),
    issues: asked.map((line, i) => (issue ? issueOf(line, lines[i]) : nothing)),
    renewals: lines.map(({ option, renews }) => daysOf(option, renews)),
    externalId,
    at: context.now.toISOString(),
  };
  const claims: Claim[] = [
    { scope: 'command', key: context.commandId },
    ...(externalId === null ? [] : [externalIdClaim('invoice', authorId, externalId)]),
  ];
  return { ...accept({ type: 'InvoiceCreated', data }), claims };
}

type Question = Pick<CreateInvoiceCommand, 'request' | 'surroundings' | 'lines'>;

/** Asked before anything is made for the invoice, and again when it is created. */
export function assessInvoice(command: Question, context: DecisionContext): Refused | undefined {
  const { request, surroundings, lines } = command;
  const { authorId, customerId, issue } = request;
  const lacking = missingScope(context.caller, 'invoices:write', ...(issue ? (['licenses:create'] as const) : []));
  if (lacking) return lacking;
  if (customerId !== null && surroundings.customer?.authorId !== authorId)
    return refuse('not_found', { what: 'customer' });
  const pointers = request.lines.flatMap((line, i) =>
    badPlaces(line, lines[i], request).map((place) => `/lines/${i}/${place}`),
  );
  if (Object.keys(request.metadata).length > mostMetadata) pointers.push('/metadata');
  if (pointers.length > 0) return refuse('parameter_invalid', { pointers });
  const licenses = request.lines.map(
    (line, i) => line.licenseIds.length + (issue ? issueOf(line, lines[i]).licenses : 0),
  );
  const tooMany = linesBeyondLimit(licenses);
  if (tooMany.length > 0) return refuse('parameter_invalid', { pointers: tooMany.map((i) => `/lines/${i}`) });
  return issue ? notIssuable(command, context) : undefined;
}

/** Members of a line that cannot be: an option or licenses that there are not, and effects of what is not issued. */
function badPlaces(line: RequestedLine, prepared: PreparedLine | undefined, { authorId, issue }: Request): string[] {
  const { option, licenses, renews, upgrades } = sure(prepared);
  const mine = (state: LicenseState | null): boolean => state?.kind === 'license' && state.authorId === authorId;
  const listable = licenses.every((it) => mine(it) && it.kind === 'license' && it.invoice === null);
  const twice = new Set(line.licenseIds).size < line.licenseIds.length;
  const effects = issue && line.licenseIds.length === 0;
  const isRenewal = option.kind === 'option' && option.settings.type === 'renewal';
  return [
    ...(!optionOf(option, authorId) ? ['optionId'] : []),
    ...(!listable || twice || !ofOneOption(line, licenses) ? ['licenseIds'] : []),
    ...(line.renews !== null && (!effects || !mine(renews) || !isRenewal) ? ['renewsLicenseId'] : []),
    ...(line.upgrades !== null && (!effects || !mine(upgrades) || line.renews !== null) ? ['upgradesLicenseId'] : []),
  ];
}

const ofOneOption = ({ optionId }: RequestedLine, licenses: readonly LicenseState[]): boolean =>
  optionId !== null || new Set(licenses.map((it) => (it.kind === 'license' ? it.optionId : 0))).size === 1;

/** What AddLicense would refuse, or a renewal or upgrade that the license is not fit for. [INV-10, INV-11, ST-23] */
function notIssuable({ request, surroundings, lines }: Question, context: DecisionContext): Refused | undefined {
  for (const [i, line] of request.lines.entries()) {
    const { option, product, renews, upgrades } = sure(lines[i]);
    if (renews && !isRenewable(renews, sure(optionOf(option, request.authorId))))
      return refuse('renewal_not_applicable', { pointers: [`/lines/${i}`] });
    if (upgrades && !isUpgradable(upgrades)) return refuse('renewal_not_applicable', { pointers: [`/lines/${i}`] });
    if (renews || line.licenseIds.length > 0) continue;
    const issued = addingOf(request, line);
    const answer = assessIssue(
      { request: issued, surroundings: { ...surroundings, option, product, distributor: null } },
      context,
    );
    if ('kind' in answer) return refuse(answer.refusal.code, { ...answer.refusal.facts, pointers: [`/lines/${i}`] });
  }
  return undefined;
}

/** Only what has an end can be prolonged, and nothing that people have ended. [INV-10, ST-23, ST-EXP-REN] */
function isRenewable(state: LicenseState, option: Option): boolean {
  if (state.kind !== 'license' || state.productId !== option.productId) return false;
  const ends = state.expiresAt !== null || state.expiryDays !== null;
  return ends && isUpgradable(state) && renewalDays(option) > 0;
}

const isUpgradable = (state: LicenseState): boolean => state.kind === 'license' && !isEnded(state);

/** What AddLicense is asked for a license of a line. */
export const addingOf = (
  { authorId, customerId, testLicenses }: Pick<Request, 'authorId' | 'customerId' | 'testLicenses'>,
  { optionId, quantity, unitPrice }: Pick<RequestedLine, 'optionId' | 'quantity' | 'unitPrice'>,
) => ({
  ...{ authorId, optionId, customerId },
  fields: {
    ...{ quantity, unitPrice, currentVersion: '', licenseUpdate: '', notes: '' },
    ...{ licenseeName: '', licenseeEmail: '', isTest: testLicenses },
  },
});

/** Taken from the option as it is when the renewal is bought. [INV-10] */
const daysOf = (option: OptionState, renews: LicenseState | null): number =>
  renews && option.kind === 'option' ? renewalDays(option) : 0;

/** Days mean the same by either rule: what they count from is said by the license. [API-LIC-22, IP-RENEW-13] */
const renewalDays = ({ settings: { expiry } }: Option): number =>
  expiry.rule === 'daysFromCreation' || expiry.rule === 'daysFromFirstActivation' ? expiry.days : 0;

const nothing = { licenses: 0, quantity: 0 };

/** One license for the whole quantity, or one for each unit. [API-OPT-10] */
function issueOf({ quantity, licenseIds, renews }: RequestedLine, prepared: PreparedLine | undefined) {
  const { option } = sure(prepared);
  if (licenseIds.length > 0 || renews !== null || option.kind === 'none') return nothing;
  const perUnit = option.settings.quantityMode === 'licensePerUnit';
  return perUnit ? { licenses: quantity, quantity: 1 } : { licenses: 1, quantity };
}

function lineOf({ quantity, unitPrice }: RequestedLine, prepared: PreparedLine | undefined): InvoiceLine {
  const { option, licenses, renews, upgrades } = sure(prepared);
  if (option.kind === 'none') throw new Error('A line without option was accepted.');
  return {
    ...{ optionId: option.optionId, optionUuid: option.uuid, quantity, unitPrice },
    licenses: licenses.map((it) => sure(referenceTo(it))),
    renews: referenceTo(renews),
    upgrades: referenceTo(upgrades),
  };
}

const referenceTo = (state: LicenseState | null) =>
  state?.kind === 'license' ? { licenseId: state.licenseId, uuid: state.uuid } : null;

function sure<T>(value: T | null | undefined): T {
  if (value == null) throw new Error('What a line needs was not found out.');
  return value;
}
