import {
  type ChangeProductUpdate,
  type ChangedProductUpdate,
  type CreateProductUpdate,
  type Decider,
  type Decision,
  type DeleteProductUpdate,
  type ProductUpdateEvent,
  type ProductUpdateSettings,
  type Refused,
  type RequestOf,
  type Sealed,
  accept,
  compareVersions,
  defaultProductUpdate,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import type { ProductState } from './product.ts';
import {
  type ProductUpdate,
  type ProductUpdatesState,
  evolveUpdates,
  noUpdates,
  updateNameClaim,
  updatesOf,
} from './product-updates.ts';
import { differing, isEmpty, isVersion } from './settings.ts';

/** `password`: sealed; undefined where it stays. `product`: that of the request. */
export type ProductUpdateCommand =
  | {
      type: 'CreateProductUpdate';
      uuid: string;
      product: ProductState;
      request: Asked<typeof CreateProductUpdate>;
      password: Sealed | null;
    }
  | { type: 'ChangeProductUpdate'; request: Asked<typeof ChangeProductUpdate>; password: Sealed | null | undefined }
  | { type: 'DeleteProductUpdate'; request: RequestOf<typeof DeleteProductUpdate> };

/** The clear password stays outside of decisions. */
type Asked<D> = Omit<RequestOf<D>, 'password'>;
type CommandOf<T extends ProductUpdateCommand['type']> = Extract<ProductUpdateCommand, { type: T }>;

/** Of one product: all of them are looked at by every check. */
const most = 1000;

export const productUpdatesDecider: Decider<
  ProductUpdateCommand,
  ProductUpdatesState,
  ProductUpdateEvent,
  DecisionContext
> = { initialState: noUpdates, decide: decideProductUpdates, evolve: evolveUpdates };

/** Refuses with scope_missing, not_found, version_conflict, quota_exceeded, duplicate, parameter_invalid. [PU-04, API-PRD-07] */
export function decideProductUpdates(
  command: ProductUpdateCommand,
  state: ProductUpdatesState,
  context: DecisionContext,
): Decision<ProductUpdateEvent> {
  const refusal = missingScope(context.caller, 'products:write');
  if (refusal) return refusal;
  switch (command.type) {
    case 'CreateProductUpdate':
      return create(command, state, context);
    case 'ChangeProductUpdate':
      return change(command, state, context);
    case 'DeleteProductUpdate':
      return remove(command, state, context);
  }
}

function create(
  { uuid, product, request, password }: CommandOf<'CreateProductUpdate'>,
  state: ProductUpdatesState,
  { now }: DecisionContext,
): Decision<ProductUpdateEvent> {
  const { authorId, productId } = request;
  if (product.kind === 'none' || product.authorId !== authorId) return refuse('not_found', { what: 'product' });
  if (updatesOf(state).length >= most) return refuse('quota_exceeded', { what: 'updates' });
  const settings: ProductUpdateSettings = { ...defaultProductUpdate, ...request.settings };
  const refusal = nameTaken(settings.name, updatesOf(state)) ?? invalid(settings, password);
  if (refusal) return refusal;
  const data = { productId, authorId, uuid, settings, password, at: now.toISOString() };
  return { ...accept({ type: 'ProductUpdateCreated', data }), claims: [updateNameClaim(settings.name)] };
}

function change(
  { request, password }: CommandOf<'ChangeProductUpdate'>,
  state: ProductUpdatesState,
  { now }: DecisionContext,
): Decision<ProductUpdateEvent> {
  const { authorId, productId, uuid } = request;
  const update = named(request, state);
  if ('kind' in update) return update;
  const changes = differing(update.settings, merged(update.settings, request.changes));
  if (isEmpty(changes) && password === undefined) return accept();
  const settings = { ...update.settings, ...changes };
  const taken = isSameName(update.settings.name, settings.name)
    ? undefined
    : nameTaken(settings.name, updatesOf(state));
  const refusal = taken ?? invalid(settings, password === undefined ? update.password : password);
  if (refusal) return refusal;
  const given = password === undefined ? {} : { password };
  const data = { productId, authorId, uuid, changes, ...given, at: now.toISOString() };
  const renamed = isSameName(update.settings.name, settings.name)
    ? {}
    : { claims: [updateNameClaim(settings.name)], ...freed(update, state) };
  return { ...accept({ type: 'ProductUpdateChanged', data }), ...renamed };
}

function remove(
  { request }: CommandOf<'DeleteProductUpdate'>,
  state: ProductUpdatesState,
  { now }: DecisionContext,
): Decision<ProductUpdateEvent> {
  const { authorId, productId, uuid } = request;
  const update = named(request, state);
  if ('kind' in update) return update;
  const data = { productId, authorId, uuid, at: now.toISOString() };
  return { ...accept({ type: 'ProductUpdateDeleted', data }), ...freed(update, state) };
}

/** The update that is asked for, at the version that is expected. */
function named(
  { authorId, uuid, expectedVersion }: { authorId: number; uuid: string; expectedVersion: number | null },
  state: ProductUpdatesState,
): ProductUpdate | Refused {
  const update = state.kind === 'updates' && state.authorId === authorId && updatesOf(state).find(isNamed(uuid));
  if (!update) return refuse('not_found', { what: 'update' });
  const { version } = update;
  return expectedVersion === null || expectedVersion === version ? update : refuse('version_conflict', { version });
}

const isNamed =
  (uuid: string) =>
  (update: ProductUpdate): boolean =>
    update.uuid === uuid;

/** Messages are laid over those that are there; null takes one away. */
function merged(present: ProductUpdateSettings, changes: ChangedProductUpdate): Partial<ProductUpdateSettings> {
  const { messages, ...others } = changes;
  if (!messages) return others;
  const all = Object.entries({ ...present.messages, ...messages });
  const kept = all.filter((entry): entry is [string, string] => entry[1] !== null);
  return { ...others, messages: Object.fromEntries(kept.toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Claims keep names of different products apart; those of one product are held by the same stream. [PU-05] */
const nameTaken = (name: string, others: readonly ProductUpdate[]): Refused | undefined =>
  others.some(({ settings }) => isSameName(settings.name, name))
    ? refuse('duplicate', { what: updateNameClaim(name).scope })
    : undefined;

/** Names every place that is wrong. [API-OPT-09] */
function invalid(settings: ProductUpdateSettings, password: Sealed | null): Refused | undefined {
  const { minEligible, maxEligible, latestFreeVersion, releaseDate, action, server, infoUrl } = settings;
  const custom = settings.authentication === 'customFtp';
  const fetches = action === 'ftp' || action === 'http';
  const faults: [boolean, string][] = [
    [compareVersions(minEligible, maxEligible) > 0, '/maxEligible'],
    [latestFreeVersion !== '' && !isVersion(latestFreeVersion), '/latestFreeVersion'],
    [releaseDate !== null && !isDay(releaseDate), '/releaseDate'],
    [fetches && server === '', '/server'],
    [action === 'url' && infoUrl === '', '/infoUrl'],
    [custom && settings.user === '', '/authentication/user'],
    [!custom && (settings.user !== '' || password !== null), '/authentication/type'],
  ];
  const pointers = faults.filter(([wrong]) => wrong).map(([, pointer]) => pointer);
  return pointers.length > 0 ? refuse('parameter_invalid', { pointers }) : undefined;
}

/** A day that the calendar has. */
function isDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00.000Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}

/**
 * The name that an update gives up, unless another of the product bears it as well: two may have got it before it had to be unique, and then
 * it is free when the last of them gives it up, lest another product answers under it too. [PU-05]
 */
function freed({ uuid, settings: { name } }: ProductUpdate, state: ProductUpdatesState) {
  const others = updatesOf(state).filter((it) => it.uuid !== uuid);
  return nameTaken(name, others) ? {} : { releases: [updateNameClaim(name)] };
}

const isSameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
