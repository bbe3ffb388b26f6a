import {
  type Claim,
  type CreateRenewal,
  type Decider,
  type Decision,
  type OptionSettings,
  type OtherLicense,
  type Refusal,
  type Refused,
  type RenewalEvent,
  type RenewalFault,
  type RenewalTerms,
  type RequestOf,
  type Sealed,
  type TransitionRenewal,
  accept,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import { optionOf } from './facts.ts';
import type { InvoiceState } from './invoice.ts';
import type { OptionState } from './option.ts';
import { notApplicable } from './renew-license.ts';
import { type Renewal, type RenewalState, evolveRenewal, noRenewal } from './renewal.ts';

export interface CreateRenewalCommand {
  type: 'CreateRenewal';
  request: RequestOf<typeof CreateRenewal>;
  option: OptionState;
  /** Null where none is named or there is none such. */
  invoice: InvoiceState | null;
  /** Evaluation accounts have tests only. [API-LIC-07] */
  evaluation: boolean;
  /** Made beforehand, because numbered, random or sealed. */
  prepared: { renewalId: number; uuid: string; key: Sealed };
  keyClaim: Claim;
}
export interface TransitionRenewalCommand {
  type: 'TransitionRenewal';
  request: RequestOf<typeof TransitionRenewal>;
  note: Sealed | null;
}
interface OfUse {
  request: { authorId: number };
}
/** Nobody else can use it from then on, until this is settled. */
export interface UseRenewalCommand extends OfUse {
  type: 'UseRenewal';
  useId: string;
  license: OtherLicense;
  expectedVersion: number | null;
}
/** The license has been renewed. */
interface EndUseCommand extends OfUse {
  type: 'EndRenewalUse';
  useId: string;
}
/** It could not be; `claim` sees to it that it never will be. */
interface AbandonUseCommand extends OfUse {
  type: 'AbandonRenewalUse';
  useId: string;
  refusal: Refusal;
  claim: Claim;
}
export type RenewalCommand =
  CreateRenewalCommand | TransitionRenewalCommand | UseRenewalCommand | EndUseCommand | AbandonUseCommand;

export const renewalDecider: Decider<RenewalCommand, RenewalState, RenewalEvent, DecisionContext> = {
  initialState: noRenewal,
  decide: decideRenewal,
  evolve: evolveRenewal,
};

export function decideRenewal(
  command: RenewalCommand,
  state: RenewalState,
  context: DecisionContext,
): Decision<RenewalEvent> {
  if (command.type === 'CreateRenewal') return createRenewal(command, context);
  if (state.kind === 'none' || state.authorId !== command.request.authorId)
    return refuse('not_found', { what: 'renewal' });
  switch (command.type) {
    case 'TransitionRenewal':
      return transitionRenewal(command, state, context);
    case 'UseRenewal':
      return useRenewal(command, state, context);
    case 'EndRenewalUse':
    case 'AbandonRenewalUse':
      return settle(command, state, context);
  }
}

function createRenewal(command: CreateRenewalCommand, context: DecisionContext): Decision<RenewalEvent> {
  const refusal = assessRenewal(command, context);
  if (refusal) return refusal;
  const { request, invoice, evaluation, prepared, keyClaim } = command;
  const { authorId } = request;
  const option = optionOf(command.option, authorId);
  if (!option) throw new Error('An option that was assessed is not there.');
  const { optionId, uuid: optionUuid, productId, settings } = option;
  const sold = invoice?.kind === 'invoice' ? { invoiceId: invoice.invoiceId, uuid: invoice.uuid } : null;
  const data = {
    ...prepared,
    ...{ authorId, version: 1, productId, optionId, optionUuid, invoice: sold },
    types: settings.renewal ?? { fromTypeId: null, toTypeId: null },
    terms: termsOf(settings),
    isTest: request.isTest || evaluation,
    at: context.now.toISOString(),
  };
  const claims = [{ scope: 'command', key: context.commandId }, keyClaim];
  return { ...accept({ type: 'RenewalCreated', data }), claims };
}

/** Asked before anything is made for the renewal, and again when it is created. */
export function assessRenewal(
  { request, option, invoice }: Pick<CreateRenewalCommand, 'request' | 'option' | 'invoice'>,
  { caller }: DecisionContext,
): Refused | undefined {
  const { authorId, invoiceId } = request;
  const lacking = missingScope(caller, 'renewals:write');
  if (lacking) return lacking;
  const known = optionOf(option, authorId);
  if (!known) return refuse('not_found', { what: 'option' });
  if (invoiceId !== null && (invoice?.kind !== 'invoice' || invoice.authorId !== authorId))
    return refuse('not_found', { what: 'invoice' });
  const { type, status } = known.settings;
  if (type !== 'renewal') return refuse('option_not_issuable', { reason: 'type', pointers: ['/optionId'] });
  return status === 'active'
    ? undefined
    : refuse('option_not_issuable', { reason: 'inactive', pointers: ['/optionId'] });
}

/** Of the option as it is now: what was sold stays what it is. The name of the new type is that of the option's own, where it is that. [INV-10] */
function termsOf({ expiry, support, edition, renewal }: OptionSettings): RenewalTerms {
  const typeId = renewal?.toTypeId ?? null;
  const name = edition.typeId === typeId ? edition.name : '';
  return {
    expiry,
    support,
    edition: typeId === null ? null : { typeId, name },
  };
}

/** A use that is being settled comes first: then it is known whether there is anything left to block. */
function transitionRenewal(
  { request: { to, expectedVersion }, note }: TransitionRenewalCommand,
  state: Renewal,
  { caller, now }: DecisionContext,
): Decision<RenewalEvent> {
  const lacking = missingScope(caller, 'renewals:write');
  if (lacking) return lacking;
  const { status, version } = state;
  if (state.pending) return refuse('version_conflict', { version, again: true });
  if (expectedVersion !== null && expectedVersion !== version) return refuse('version_conflict', { version });
  if (to === status) return accept();
  if (state.usedAt !== null) return refuse('transition_not_allowed', { what: 'renewal', from: 'used', to });
  const changed = { version: version + 1, before: status, after: to, note, at: now.toISOString() };
  return accept({ type: 'RenewalStatusChanged', data: { ...named(state), ...changed } });
}

function useRenewal(
  { useId, license, expectedVersion }: UseRenewalCommand,
  state: Renewal,
  { now }: DecisionContext,
): Decision<RenewalEvent> {
  if (state.pending) return refuse('version_conflict', { version: state.version, again: true });
  const fault = unusable(state);
  if (fault) return notApplicable(fault);
  const data = { ...named(state), useId, license, expectedVersion, at: now.toISOString() };
  return accept({ type: 'RenewalUseRequested', data });
}

/** Whatever license it is asked for. */
export function unusable({ status, usedAt }: Renewal): RenewalFault | undefined {
  if (usedAt !== null) return 'used';
  return status === 'active' ? undefined : status;
}

/** A use ends once: whoever comes later finds it done. */
function settle(
  command: EndUseCommand | AbandonUseCommand,
  state: Renewal,
  { now }: DecisionContext,
): Decision<RenewalEvent> {
  const { pending } = state;
  if (pending?.useId !== command.useId) return accept();
  const common = { ...named(state), useId: command.useId, at: now.toISOString() };
  if (command.type === 'EndRenewalUse') {
    const data = { ...common, version: state.version + 1, license: pending.license };
    return accept({ type: 'RenewalUsed', data });
  }
  const { code, facts = {} } = command.refusal;
  return { ...accept({ type: 'RenewalUseAbandoned', data: { ...common, code, facts } }), claims: [command.claim] };
}

const named = ({ renewalId, uuid, authorId }: Renewal) => ({ renewalId, uuid, authorId });
