import {
  type Claim,
  type CreateProduct,
  type Decider,
  type Decision,
  type ProductEvent,
  type ProductSettings,
  type ProductStatus,
  type Refused,
  type RequestOf,
  type Scope,
  type Sealed,
  type UpdateProduct,
  accept,
  defaultProduct,
  externalIdClaims,
  mostMetadata,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import { type Product, type ProductState, evolveProduct, noProduct } from './product.ts';
import { differing, isEmpty, isVersion, membersOf } from './settings.ts';

export type ProductCommand =
  | { type: 'CreateProduct'; productId: number; uuid: string; request: RequestOf<typeof CreateProduct> }
  | {
      type: 'UpdateProduct';
      request: RequestOf<typeof UpdateProduct>;
      note?: Sealed | null;
      /** Licenses that would go with the end of the trying out, where the caller asks for that. [DNA-MODE-06] */
      tryouts?: number;
    };

/** The name by which software_DNA knows a product, unique per account, letter case ignored. [UNI-02] */
export const dnaProductClaim = (authorId: number, dnaProductId: string): Claim => ({
  scope: `dnaProduct/${authorId}`,
  key: dnaProductId.toLowerCase(),
});

/** `P` and the number with seven digits; empty when it is longer. [UNI-02] */
export const defaultDnaProductId = (productId: number): string =>
  productId > 9_999_999 ? '' : `P${String(productId).padStart(7, '0')}`;

export const productDecider: Decider<ProductCommand, ProductState, ProductEvent, DecisionContext> = {
  initialState: noProduct,
  decide: decideProduct,
  evolve: evolveProduct,
};

/** Refuses with scope_missing, not_found, version_conflict, transition_not_allowed, parameter_invalid. [API-PRD-01, API-PRD-03] */
export function decideProduct(
  command: ProductCommand,
  state: ProductState,
  context: DecisionContext,
): Decision<ProductEvent> {
  const refusal = missingScope(context.caller, ...neededScopes(command));
  if (refusal) return refusal;
  switch (command.type) {
    case 'CreateProduct':
      return createProduct(command, context);
    case 'UpdateProduct':
      return updateProduct(command, state, context);
  }
}

/** Whoever has licenses deleted needs what that takes. */
const neededScopes = (command: ProductCommand): Scope[] => [
  'products:write',
  ...(command.type === 'UpdateProduct' && command.request.clears !== undefined ? (['licenses:status'] as const) : []),
];

/** Licenses go only when the trying out ends, and so many as the caller knows of. [DNA-MODE-06] */
function notCleared({ mode }: Partial<ProductSettings>, clears: number | null, tryouts = 0): Refused | undefined {
  if (mode !== 'active') return refuse('parameter_invalid', { what: 'clears' });
  return clears === tryouts ? undefined : refuse('parameter_invalid', { what: 'tryouts', found: tryouts });
}

function createProduct(
  { productId, uuid, request }: Extract<ProductCommand, { type: 'CreateProduct' }>,
  { now, commandId }: DecisionContext,
): Decision<ProductEvent> {
  const { authorId } = request;
  const settings: ProductSettings = {
    ...defaultProduct,
    dnaProductId: defaultDnaProductId(productId),
    ...request.settings,
  };
  const refusal = invalid(settings);
  if (refusal) return refusal;
  const claims = [{ scope: 'command', key: commandId }, ...namesOf(authorId, settings)];
  const data = { productId, uuid, authorId, settings, at: now.toISOString() };
  return { ...accept({ type: 'ProductCreated', data }), claims };
}

function updateProduct(
  { request, note, tryouts }: Extract<ProductCommand, { type: 'UpdateProduct' }>,
  state: ProductState,
  { now }: DecisionContext,
): Decision<ProductEvent> {
  const { authorId, productId, expectedVersion } = request;
  if (state.kind === 'none' || state.authorId !== authorId) return refuse('not_found', { what: 'product' });
  if (expectedVersion !== null && expectedVersion !== state.version)
    return refuse('version_conflict', { version: state.version });
  const changes = differing(state.settings, request.changes);
  const unclear = request.clears === undefined ? undefined : notCleared(changes, request.clears, tryouts);
  if (unclear) return unclear;
  if (isEmpty(changes)) return accept();
  const settings = { ...state.settings, ...changes };
  const refusal = forbiddenTransition(state, settings) ?? invalid(settings);
  if (refusal) return refusal;
  const before = membersOf(state.settings, changes);
  const clears = request.clears !== undefined && { clears: true as const };
  const told = { ...clears, ...(note && { note }), at: now.toISOString() };
  const data = { productId, authorId, uuid: state.uuid, before, changes, ...told };
  return { ...accept({ type: 'ProductUpdated', data }), ...renamed(state, settings) };
}

/** What each status may become. [API-PRD-03] */
const followers: Readonly<Record<ProductStatus, readonly ProductStatus[]>> = {
  active: ['banned', 'archived'],
  banned: ['active'],
  archived: [],
};

/** A product that is sold is not tried out again. [API-PRD-03] */
function forbiddenTransition({ settings }: Product, { status, mode }: ProductSettings): Refused | undefined {
  if (status !== settings.status && !followers[settings.status].includes(status))
    return refuse('transition_not_allowed', { what: 'product', from: settings.status, to: status });
  if (settings.mode === 'active' && mode !== 'active')
    return refuse('transition_not_allowed', { what: 'product', from: settings.mode, to: mode });
  return undefined;
}

function invalid({ name, latestVersion, metadata }: ProductSettings): Refused | undefined {
  const pointers = [
    ...(name === '' ? ['/name'] : []),
    ...(latestVersion === '' || isVersion(latestVersion) ? [] : ['/latestVersion']),
    ...(Object.keys(metadata).length > mostMetadata ? ['/metadata'] : []),
  ];
  return pointers.length > 0 ? refuse('parameter_invalid', { pointers }) : undefined;
}

const dnaClaims = (authorId: number, { dnaProductId }: ProductSettings): Claim[] =>
  dnaProductId === '' ? [] : [dnaProductClaim(authorId, dnaProductId)];

/** What others find it by. [UNI-02, API-REP-15] */
const namesOf = (authorId: number, settings: ProductSettings): Claim[] => [
  ...dnaClaims(authorId, settings),
  ...externalIdClaims('product', authorId, { before: null, after: settings.externalId }).claims,
];

function renamed({ authorId, settings }: Product, next: ProductSettings): { claims: Claim[]; releases: Claim[] } {
  const dna = settings.dnaProductId.toLowerCase() !== next.dnaProductId.toLowerCase();
  const change = { before: settings.externalId, after: next.externalId };
  const external = externalIdClaims('product', authorId, change.before === change.after ? undefined : change);
  return {
    claims: [...(dna ? dnaClaims(authorId, next) : []), ...external.claims],
    releases: [...(dna ? dnaClaims(authorId, settings) : []), ...external.releases],
  };
}
