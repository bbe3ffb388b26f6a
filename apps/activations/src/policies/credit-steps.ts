import {
  type CallContext,
  type CreditShare,
  type CreditsEvent,
  type LanePosition,
  commandIdOf,
} from '@licet/contracts';
import { Contended, EventStore } from '@licet/event-store';
import { systemContext } from '@licet/service-kit';
import { Injectable } from '@nestjs/common';
import { CreditPools } from '../credit-pools.ts';
import { arrival } from '../domain/credits.decide.ts';
import type { Credits } from '../domain/credits.ts';

type Cause = Partial<CallContext>;

interface Delivery {
  authorId: number;
  fromId: number;
  toId: number;
  moveId: string;
  shares: readonly CreditShare[];
}

const patience = 30_000; // milliseconds
const attempts = 20;

/**
 * Moves credits when customers are merged, and back when that is taken back. Each step is taken once in all, under the command id or the claim
 * that follows from the move: whoever finds it undone does it, and what one customer has lost another is sure to get. [design 3, processes; API-CUS-04]
 */
@Injectable()
export class CreditSteps {
  constructor(
    private readonly store: EventStore,
    private readonly pools: CreditPools,
  ) {}

  /** The customer was merged into another. `at`: where `customers` has recorded it. */
  async merge(merged: { customerId: number; authorId: number; intoId: number }, at: LanePosition, cause: Cause) {
    const { customerId, authorId, intoId: toId } = merged;
    const moveId = moveOf(at);
    const command = { type: 'moveCredits', authorId, customerId, toId, moveId } as const;
    await this.pools.decide(customerId, command, callOf(moveId, 'move', cause));
    const { state } = await this.pools.read(String(customerId));
    await this.#finish(customerId, state, cause, new Set());
  }

  /** The merge was taken back. */
  async revert(reverted: { customerId: number; authorId: number }, at: LanePosition, cause: Cause): Promise<void> {
    const { customerId, authorId } = reverted;
    const moveId = moveOf(at);
    const command = { type: 'askCreditsBack', authorId, customerId, moveId } as const;
    await this.pools.decide(customerId, command, callOf(moveId, 'ask', cause));
    const { state } = await this.pools.read(String(customerId));
    await this.#finish(customerId, state, cause, new Set());
  }

  /** What the customer's credits are waiting for, as far as nobody in `waiting` waits for it already. */
  async #finish(customerId: number, state: Credits, cause: Cause, waiting: ReadonlySet<number>): Promise<void> {
    const { authorId, moved, asked } = state;
    if (authorId === null || waiting.has(customerId)) return;
    if (moved) await this.#deliver({ authorId, fromId: customerId, ...moved }, cause);
    if (asked) await this.#fetch({ authorId, customerId, ...asked }, cause, new Set([...waiting, customerId]));
  }

  /** To whoever stands for the other one now. Where merges of the moment lead in a circle, to the other one himself. */
  async #deliver({ authorId, fromId, toId, moveId, shares }: Delivery, cause: Cause): Promise<void> {
    const common = { type: 'receiveCredits', authorId, fromId, moveId, shares } as const;
    for (let [customerId, passed] = [toId, new Set<number>()]; ;) {
      if ((await this.store.holderOf(arrival(moveId))) !== undefined) return;
      const late = passed.has(customerId);
      const command = { ...common, customerId, late };
      const execution = await this.pools.decide(customerId, command, callOf(moveId, 'receive', cause));
      if (execution.kind !== 'refused') return;
      const next = execution.refusal.facts?.movedTo;
      if (typeof next !== 'number') throw new Error(`Customer ${customerId} does not take credits of ${fromId}.`);
      passed.add(customerId);
      customerId = next;
    }
  }

  /** From whoever stands for the one who got them, after what is on its way there. */
  async #fetch(
    asking: { authorId: number; customerId: number; fromId: number; moveId: string; shareIds: readonly string[] },
    cause: Cause,
    waiting: ReadonlySet<number>,
  ): Promise<void> {
    const { authorId, customerId: toId, moveId, shareIds } = asking;
    const common = { type: 'giveCreditsBack', authorId, toId, moveId, shareIds } as const;
    for (let [attempt, customerId] = [0, asking.fromId]; attempt < attempts; attempt++) {
      const arrived = { authorId, fromId: customerId, toId, moveId };
      if (customerId === toId) return this.#deliver({ ...arrived, shares: [] }, cause); // they have come home by another merge
      const { state } = await this.pools.read(String(customerId));
      await this.#finish(customerId, state, cause, waiting);
      if (state.moved) {
        customerId = state.moved.toId;
        continue;
      }
      const command = { ...common, customerId };
      const execution = await this.pools.decide(customerId, command, callOf(moveId, 'give', cause));
      if (execution.kind === 'refused') continue; // merged meanwhile
      const holder = execution.kind === 'claimed' ? execution.owner : `credits-${customerId}`;
      return this.#deliver({ ...arrived, shares: await this.#givenBack(holder, moveId) }, cause);
    }
    throw new Contended(`credits-${toId}`);
  }

  async #givenBack(streamId: string, moveId: string): Promise<readonly CreditShare[]> {
    const events = await this.store.readCommand(streamId, idOf(moveId, 'give'));
    const given = (events as readonly CreditsEvent[]).find(({ type }) => type === 'CreditsGivenBack');
    if (given?.type !== 'CreditsGivenBack') throw new Error(`${streamId} has not given back what it claims to have.`);
    return given.data.shares;
  }
}

type Step = 'move' | 'receive' | 'ask' | 'give';
const moveOf = ({ lane, epoch, position }: LanePosition): string =>
  commandIdOf(`customers:${lane}:${epoch}:${position}`);
const idOf = (moveId: string, step: Step): string => commandIdOf(`credits:${moveId}:${step}`);
const callOf = (moveId: string, step: Step, cause: Cause): CallContext =>
  systemContext('activations', patience, { ...cause, commandId: idOf(moveId, step) });
