import {
  type Decider,
  type Decision,
  type DeleteSerial,
  type RequestOf,
  type SerialsEvent,
  accept,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import type { ProductState } from './product.ts';
import { type SerialListState, evolveSerials, listedSerialClaim, noSerials, serialsOf } from './serials.ts';

export type SerialsCommand =
  | {
      type: 'LoadSerials';
      request: { authorId: number; productId: number };
      product: ProductState;
      serials: readonly { uuid: string; serial: string; passwordVerifier: string | null }[];
    }
  | { type: 'DeleteSerial'; request: RequestOf<typeof DeleteSerial> };

/** Of one product: the whole list is in memory while licenses are added from it. */
const most = 100_000;

export const serialsDecider: Decider<SerialsCommand, SerialListState, SerialsEvent, DecisionContext> = {
  initialState: noSerials,
  decide: decideSerials,
  evolve: evolveSerials,
};

/** Refuses with scope_missing, not_found, quota_exceeded; a serial number that was handed out by its claim. [API-PRD-09] */
export function decideSerials(
  command: SerialsCommand,
  state: SerialListState,
  context: DecisionContext,
): Decision<SerialsEvent> {
  const refusal = missingScope(context.caller, 'products:write');
  if (refusal) return refusal;
  return command.type === 'LoadSerials' ? load(command, state, context) : remove(command, state, context);
}

/** Those that are new; whoever was deleted may come back. */
function load(
  { request, product, serials }: Extract<SerialsCommand, { type: 'LoadSerials' }>,
  state: SerialListState,
  { now }: DecisionContext,
): Decision<SerialsEvent> {
  const { authorId, productId } = request;
  if (product.kind === 'none' || product.authorId !== authorId) return refuse('not_found', { what: 'product' });
  const added = withoutRepeats(serials, state);
  if (added.length === 0) return accept();
  if (serialsOf(state).length + added.length > most) return refuse('quota_exceeded', { what: 'serials' });
  const data = { productId, authorId, serials: added, at: now.toISOString() };
  const releases = added.map(({ serial }) => listedSerialClaim(productId, serial));
  return { ...accept({ type: 'SerialsLoaded', data }), releases };
}

/** Serial numbers that neither stand on the list nor before in the same call, letter case ignored. */
export function withoutRepeats<S extends { serial: string }>(serials: readonly S[], state: SerialListState): S[] {
  const known = new Set(serialsOf(state).map(({ serial }) => serial.toLowerCase()));
  return serials.filter(({ serial }) => {
    const key = serial.toLowerCase();
    return !known.has(key) && known.add(key);
  });
}

function remove(
  { request }: Extract<SerialsCommand, { type: 'DeleteSerial' }>,
  state: SerialListState,
  { now }: DecisionContext,
): Decision<SerialsEvent> {
  const { authorId, productId, uuid } = request;
  const own = state.kind === 'serials' && state.authorId === authorId ? serialsOf(state) : [];
  const listed = own.find((it) => it.uuid === uuid);
  if (!listed) return refuse('not_found', { what: 'serial' });
  const data = { productId, authorId, uuid, at: now.toISOString() };
  return { ...accept({ type: 'SerialDeleted', data }), claims: [listedSerialClaim(productId, listed.serial)] };
}
