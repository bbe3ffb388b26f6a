import {
  type CallContext,
  type Claim,
  type DomainEvent,
  keyOf,
  type Position,
  type Refused,
  type Reply,
} from '@licet/contracts';
import type { Aggregate, EventStore, Execution } from '@licet/event-store';

/** The reply to a command: what was recorded and where, or the refusal. A claim that another stream holds is a `duplicate`. */
export function replyTo<S, E, R>(execution: Execution<S, E> | Refused, value: (state: S) => R): Reply<R> {
  switch (execution.kind) {
    case 'accepted':
      return { ok: true, value: value(execution.state), ...at(execution.position) };
    case 'refused':
      return { ok: false, refusal: execution.refusal };
    case 'claimed':
      return { ok: false, refusal: { code: 'duplicate', facts: { what: kindOfClaim(execution.claim) } } };
  }
}

/**
 * The reply to a command that makes an object. Such a command takes a new number each time, so its receipt lies in no stream known
 * beforehand: its first claim is `command/<command id>`, and whoever sends it again finds the object that it made, also where the command
 * would be refused by now.
 */
export async function replyToCreation<C, S, E extends DomainEvent, X, R>(
  store: EventStore,
  aggregate: Aggregate<C, S, E, X>,
  execution: Execution<S, E> | Refused,
  { commandId }: CallContext,
  value: (state: S) => R,
): Promise<Reply<R>> {
  const owner = execution.kind === 'accepted' ? undefined : await store.holderOf(commandClaim(commandId));
  if (owner === undefined) return replyTo(execution, value);
  const [{ state }, place] = await Promise.all([aggregate.read(keyOf(owner)), store.placementOf(owner, commandId)]);
  const { service } = store;
  return {
    ok: true,
    value: value(state),
    ...at(place && { service, lane: place.lane, epoch: place.epoch, position: place.position }),
  };
}

/** Claimed by every command that makes an object, before any other claim. */
const commandClaim = (commandId: string) => ({ scope: 'command', key: commandId });

/** `serial` of `serial/1001`. */
const kindOfClaim = ({ scope }: Claim): string => scope.replace(/\/.*$/, '');

const at = (position: Position | undefined) => (position ? { positions: [position] } : {});
