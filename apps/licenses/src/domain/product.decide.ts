import {
  type Claim,
  type CreateProduct,
  type Decider,
  type Decision,
  type ProductEvent,
  type ProductSettings,
  type Refused,
  type RequestOf,
  type UpdateProduct,
  accept,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import { type Product, type ProductState, evolveProduct, noProduct } from './product.ts';
import { differing, isEmpty, isVersion, membersOf } from './settings.ts';

export type ProductCommand =
  | { type: 'CreateProduct'; productId: number; uuid: string; request: RequestOf<typeof CreateProduct> }
  | { type: 'UpdateProduct'; request: RequestOf<typeof UpdateProduct> };

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
  const refusal = missingScope(context.caller, 'products:write');
  if (refusal) return refusal;
  switch (command.type) {
    case 'CreateProduct':
      return createProduct(command, context);
    case 'UpdateProduct':
      return updateProduct(command, state, context);
  }
}

function createProduct(
  { productId, uuid, request }: Extract<ProductCommand, { type: 'CreateProduct' }>,
  { now, commandId }: DecisionContext,
): Decision<ProductEvent> {
  const { authorId } = request;
  const settings: ProductSettings = {
    name: '',
    description: '',
    sku: '',
    latestVersion: '',
    status: 'active',
    dnaProductId: defaultDnaProductId(productId),
    ...request.settings,
  };
  const refusal = invalid(settings);
  if (refusal) return refusal;
  const claims = [{ scope: 'command', key: commandId }, ...dnaClaims(authorId, settings)];
  const data = { productId, uuid, authorId, settings, at: now.toISOString() };
  return { ...accept({ type: 'ProductCreated', data }), claims };
}

function updateProduct(
  { request }: Extract<ProductCommand, { type: 'UpdateProduct' }>,
  state: ProductState,
  { now }: DecisionContext,
): Decision<ProductEvent> {
  const { authorId, productId, expectedVersion } = request;
  if (state.kind === 'none' || state.authorId !== authorId) return refuse('not_found', { what: 'product' });
  if (expectedVersion !== null && expectedVersion !== state.version)
    return refuse('version_conflict', { version: state.version });
  const changes = differing(state.settings, request.changes);
  if (isEmpty(changes)) return accept();
  const settings = { ...state.settings, ...changes };
  const refusal = forbiddenStatus(state, settings) ?? invalid(settings);
  if (refusal) return refusal;
  const before = membersOf(state.settings, changes);
  const data = { productId, authorId, uuid: state.uuid, before, changes, at: now.toISOString() };
  return { ...accept({ type: 'ProductUpdated', data }), ...renamed(state, settings) };
}

/** `active` and `banned` follow each other; `archived` is the end. [API-PRD-03] */
function forbiddenStatus({ settings }: Product, { status }: ProductSettings): Refused | undefined {
  if (settings.status !== 'archived' || status === 'archived') return undefined;
  return refuse('transition_not_allowed', { from: settings.status, to: status });
}

function invalid({ name, latestVersion }: ProductSettings): Refused | undefined {
  const pointers = [
    ...(name === '' ? ['/name'] : []),
    ...(latestVersion === '' || isVersion(latestVersion) ? [] : ['/latestVersion']),
  ];
  return pointers.length > 0 ? refuse('parameter_invalid', { pointers }) : undefined;
}

const dnaClaims = (authorId: number, { dnaProductId }: ProductSettings): Claim[] =>
  dnaProductId === '' ? [] : [dnaProductClaim(authorId, dnaProductId)];

function renamed({ authorId, settings }: Product, next: ProductSettings): { claims?: Claim[]; releases?: Claim[] } {
  if (settings.dnaProductId.toLowerCase() === next.dnaProductId.toLowerCase()) return {};
  return { claims: dnaClaims(authorId, next), releases: dnaClaims(authorId, settings) };
}
