import {
  type CreateOption,
  type Decider,
  type Decision,
  type OptionEvent,
  type OptionSettings,
  type Refused,
  type RequestOf,
  type Sealed,
  type UpdateOption,
  accept,
  completeOption,
  counterName,
  externalIdClaims,
  floatingFaults,
  mostFeatures,
  missingOf,
  mostMetadata,
  refuse,
  triggerCodeFaults,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import { type Option, type OptionState, evolveOption, noOption } from './option.ts';
import type { ProductState } from './product.ts';
import { differing, isEmpty, isVersion, membersOf, supportFaults } from './settings.ts';

export type OptionCommand =
  | {
      type: 'CreateOption';
      optionId: number;
      uuid: string;
      product: ProductState;
      request: RequestOf<typeof CreateOption>;
      pluginUrlUsable: boolean;
    }
  | {
      type: 'UpdateOption';
      request: RequestOf<typeof UpdateOption>;
      note?: Sealed | null;
      /** Whether the address of the activation plugin may be called; true where none is told. [API-OPT-12] */
      pluginUrlUsable: boolean;
    };

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
  { optionId, uuid, product, request, pluginUrlUsable }: Extract<OptionCommand, { type: 'CreateOption' }>,
  { now, commandId }: DecisionContext,
): Decision<OptionEvent> {
  const { authorId, productId } = request;
  if (product.kind === 'none' || product.authorId !== authorId) return refuse('not_found', { what: 'product' });
  if (product.settings.status === 'archived')
    return refuse('transition_not_allowed', { what: 'product', from: 'archived', to: 'sold' });
  const settings: OptionSettings = completeOption(request.settings);
  const refusal = faulty(faultsOf(optionId, settings, pluginUrlUsable));
  if (refusal) return refusal;
  const data = { optionId, uuid, productId, authorId, settings, at: now.toISOString() };
  const named = externalIdClaims('option', authorId, { before: null, after: settings.externalId });
  const claims = [{ scope: 'command', key: commandId }, ...named.claims];
  return { ...accept({ type: 'OptionCreated', data }), claims };
}

function updateOption(
  { request, note, pluginUrlUsable }: Extract<OptionCommand, { type: 'UpdateOption' }>,
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
  const refusal = forbiddenStatus(state, settings) ?? faulty(newFaults(state, settings, pluginUrlUsable));
  if (refusal) return refusal;
  const { productId, uuid } = state;
  const before = membersOf(state.settings, changes);
  const data = { optionId, productId, authorId, uuid, before, changes, ...(note && { note }), at: now.toISOString() };
  const renamed = 'externalId' in changes && { before: state.settings.externalId, after: settings.externalId };
  return { ...accept({ type: 'OptionUpdated', data }), ...externalIdClaims('option', authorId, renamed || undefined) };
}

/** `active` and `inactive` follow each other; `archived` is the end. [API-OPT-01] */
function forbiddenStatus({ settings }: Option, { status }: OptionSettings): Refused | undefined {
  if (settings.status !== 'archived' || status === 'archived') return undefined;
  return refuse('transition_not_allowed', { what: 'option', from: settings.status, to: status });
}

/** A thousand years: longer terms leave the range of dates. */
export const maxDays = 365_000;

/** Serial numbers of a list are the author's own, often bought: everybody could use up all of them. [API-OPT-15] */
function publicTrialFaults({ trial, serials }: OptionSettings): [boolean, string][] {
  const isGivenAway = trial?.public === true && serials.mode === 'list';
  return [
    [isGivenAway, '/trial/public'],
    [isGivenAway, '/serials/mode'],
  ];
}

/** What the change brings: an option of before a rule was there can still be renamed, switched off or archived. [API-OPT-01, API-OPT-09] */
function newFaults(
  { optionId, settings: present }: Option,
  settings: OptionSettings,
  pluginUrlUsable: boolean,
): string[] {
  const old = new Set(faultsOf(optionId, present, true));
  return faultsOf(optionId, settings, pluginUrlUsable).filter((pointer) => !old.has(pointer));
}

const faulty = (pointers: string[]): Refused | undefined =>
  pointers.length > 0 ? refuse('parameter_invalid', { pointers }) : undefined;

/** Every place that is wrong. [API-OPT-09] */
function faultsOf(optionId: number, settings: OptionSettings, pluginUrlUsable: boolean): string[] {
  const { name, expiry, activation, balances, features, metadata } = settings;
  const { minimumVersion, plugin } = activation;
  const faults: [boolean, string][] = [
    [name === '', '/name'],
    [settings.replacedBy?.optionId === optionId, '/replacedByOptionId'],
    [expiry.days > maxDays || missingOf(expiry) === 'days', '/expiry/days'],
    [missingOf(expiry) === 'date', '/expiry/date'],
    ...supportFaults(settings.support),
    ...floatingFaults(settings.seats.floating),
    ...triggerCodeFaults(settings),
    [minimumVersion !== null && !isVersion(minimumVersion), '/activation/minimumVersion'],
    [plugin !== null && (plugin.url === '' || !pluginUrlUsable), '/activation/plugin/url'],
    [plugin?.secret === '', '/activation/plugin/secret'],
    ...publicTrialFaults(settings),
    [Object.keys(features).length > mostFeatures, '/features'],
    [Object.keys(metadata).length > mostMetadata, '/metadata'],
  ];
  const twice = balances.flatMap(({ name: it }, i) =>
    it === counterName || balances.findIndex((other) => other.name === it) < i ? [`/balances/${i}/name`] : [],
  );
  const named = settings.customParameters.map((it) => it.name);
  const again = named.flatMap((it, i) => (named.indexOf(it) < i ? [`/customParameters/${i}/name`] : []));
  return [...faults.filter(([wrong]) => wrong).map(([, pointer]) => pointer), ...twice, ...again];
}
