import {
  type CreateOption,
  type Decider,
  type Decision,
  type OptionEvent,
  type OptionSettings,
  type Refused,
  type RequestOf,
  type UpdateOption,
  accept,
  completeOption,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import { type Option, type OptionState, evolveOption, noOption } from './option.ts';
import type { ProductState } from './product.ts';
import { differing, isEmpty, isVersion, membersOf } from './settings.ts';

export type OptionCommand =
  | {
      type: 'CreateOption';
      optionId: number;
      uuid: string;
      product: ProductState;
      request: RequestOf<typeof CreateOption>;
    }
  | { type: 'UpdateOption'; request: RequestOf<typeof UpdateOption> };

export const optionDecider: Decider<OptionCommand, OptionState, OptionEvent, DecisionContext> = {
  initialState: noOption,
  decide: decideOption,
  evolve: evolveOption,
};

/** Refuses with scope_missing, not_found, version_conflict, transition_not_allowed, parameter_invalid. [API-OPT-01, API-OPT-09] */
export function decideOption(
  command: OptionCommand,
  state: OptionState,
  context: DecisionContext,
): Decision<OptionEvent> {
  const refusal = missingScope(context.caller, 'options:write');
  if (refusal) return refusal;
  switch (command.type) {
    case 'CreateOption':
      return createOption(command, context);
    case 'UpdateOption':
      return updateOption(command, state, context);
  }
}

function createOption(
  { optionId, uuid, product, request }: Extract<OptionCommand, { type: 'CreateOption' }>,
  { now, commandId }: DecisionContext,
): Decision<OptionEvent> {
  const { authorId, productId } = request;
  if (product.kind === 'none' || product.authorId !== authorId) return refuse('not_found', { what: 'product' });
  if (product.settings.status === 'archived') return refuse('transition_not_allowed', { from: 'archived', to: 'sold' });
  const settings: OptionSettings = completeOption(request.settings);
  const refusal = invalid(settings);
  if (refusal) return refusal;
  const data = { optionId, uuid, productId, authorId, settings, at: now.toISOString() };
  return { ...accept({ type: 'OptionCreated', data }), claims: [{ scope: 'command', key: commandId }] };
}

function updateOption(
  { request }: Extract<OptionCommand, { type: 'UpdateOption' }>,
  state: OptionState,
  { now }: DecisionContext,
): Decision<OptionEvent> {
  const { authorId, optionId, expectedVersion } = request;
  if (state.kind === 'none' || state.authorId !== authorId) return refuse('not_found', { what: 'option' });
  if (expectedVersion !== null && expectedVersion !== state.version)
    return refuse('version_conflict', { version: state.version });
  const changes = differing(state.settings, request.changes);
  if (isEmpty(changes)) return accept();
  const settings = completeOption({ ...state.settings, ...changes });
  const refusal = forbiddenStatus(state, settings) ?? invalid(settings);
  if (refusal) return refusal;
  const { productId, uuid } = state;
  const before = membersOf(state.settings, changes);
  const data = { optionId, productId, authorId, uuid, before, changes, at: now.toISOString() };
  return accept({ type: 'OptionUpdated', data });
}

/** `active` and `inactive` follow each other; `archived` is the end. [API-OPT-01] */
function forbiddenStatus({ settings }: Option, { status }: OptionSettings): Refused | undefined {
  if (settings.status !== 'archived' || status === 'archived') return undefined;
  return refuse('transition_not_allowed', { from: settings.status, to: status });
}

/** A thousand years: longer terms leave the range of dates. */
const maxDays = 365_000;

/** Names every place that is wrong. [API-OPT-09] */
function invalid({ name, expiry, triggerCodes, activation }: OptionSettings): Refused | undefined {
  const { minimumVersion } = activation;
  const faults: [boolean, string][] = [
    [name === '', '/name'],
    [expiry.days > maxDays || (expiry.rule === 'daysFromCreation' && expiry.days === 0), '/expiry/days'],
    [triggerCodes.number > 50, '/triggerCodes/number'],
    [minimumVersion !== null && !isVersion(minimumVersion), '/activation/minimumVersion'],
  ];
  const pointers = faults.filter(([wrong]) => wrong).map(([, pointer]) => pointer);
  return pointers.length > 0 ? refuse('parameter_invalid', { pointers }) : undefined;
}
