import { type CallContext, type CreditsEvent, type RecordedEvent, commandIdOf, kindOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { SharedWork, systemContext } from '@licet/service-kit';
import { Injectable } from '@nestjs/common';
import { CreditPools } from '../credit-pools.ts';
import { amountOf } from '../domain/credits.ts';
import type { OpenLedger } from '../domain/ledger.ts';
import type { BalanceUse } from '../domain/named-balances.ts';
import { settledUse } from '../domain/use-both.ts';
import { Ledgers } from '../ledgers.ts';

type Cause = Partial<CallContext>;

const patience = 30_000; // milliseconds

/**
 * Lets the customer pay what the license had not, or gives the license back what it has paid: by the call itself, and by the policy that watches
 * for what a crash has left undone, once in all, because both use the command ids that follow from the use. Which of the two it was the record
 * says for ever, since either takes the claim of the use. [design 3, processes; API-BAL-02]
 */
@Injectable()
export class UseSteps {
  readonly #underWay = new SharedWork<string, void>();

  constructor(
    private readonly store: EventStore,
    private readonly ledgers: Ledgers,
    private readonly pools: CreditPools,
  ) {}

  /** Returns when nothing of the license's unfinished uses of this moment is left to be done. */
  async finishAll(licenseId: number): Promise<void> {
    const { state } = await this.ledgers.read(String(licenseId));
    if (state.kind === 'open') for (const use of state.uses) await this.finish(state, use);
  }

  /** Calls of one moment share the work. */
  finish(ledger: Pick<OpenLedger, 'licenseId' | 'terms'>, use: BalanceUse): Promise<void> {
    return this.#underWay.run(use.useId, () => this.#finish(ledger, use));
  }

  /** What the last step has left in the record of the license. */
  end(licenseId: number, useId: string): Promise<RecordedEvent[]> {
    return this.store.readCommand(`ledger-${licenseId}`, idOf(useId, 'end'));
  }

  async #finish({ licenseId, terms }: Pick<OpenLedger, 'licenseId' | 'terms'>, use: BalanceUse): Promise<void> {
    const { useId, customerId, name, rest } = use;
    const cause = await this.#causeOf(licenseId, useId);
    const paying = {
      ...{ type: 'enterCredits' as const, authorId: terms.authorId, customerId, name, amount: -rest, reason: null },
      ...{ use: { useId, license: licenseId }, claim: settledUse(useId) },
    };
    const execution = await this.pools.enter(paying, callOf(useId, 'pay', cause));
    if (execution.kind === 'refused') {
      const left = amountOf(execution.state, name) ?? 0;
      const undoing = { type: 'undoUse' as const, useId, code: execution.refusal.code, left };
      const undone = await this.ledgers.decide(licenseId, undoing, callOf(useId, 'end', cause));
      if (undone.kind === 'claimed') await this.#end(licenseId, useId, await this.#leftAt(undone.owner, useId), cause);
      return;
    }
    if (execution.kind === 'claimed' && kindOf(execution.owner) === 'ledger') return; // given up by another process
    const holder = execution.kind === 'claimed' ? await this.#leftAt(execution.owner, useId) : leftIn(execution.events);
    await this.#end(licenseId, useId, holder, cause);
  }

  async #end(licenseId: number, useId: string, left: number, cause: Cause): Promise<void> {
    await this.ledgers.decide(licenseId, { type: 'endUse', useId, left }, callOf(useId, 'end', cause));
  }

  /** Somebody else's step, perhaps before a merge: what was left after it. */
  async #leftAt(streamId: string, useId: string): Promise<number> {
    const events = await this.store.readCommand(streamId, idOf(useId, 'pay'));
    return leftIn(events as unknown as readonly CreditsEvent[]);
  }

  /** Whoever asked, also when somebody else finishes it. */
  async #causeOf(licenseId: number, useId: string): Promise<Cause> {
    const [asking] = await this.store.readCommand(`ledger-${licenseId}`, useId);
    if (!asking) throw new Error(`The record of license ${licenseId} does not say who asked.`);
    const { actor, via, requestId, correlationId, eventId } = asking.metadata;
    return { actor, via, requestId, correlationId, causationId: eventId };
  }
}

function leftIn(events: readonly CreditsEvent[]): number {
  const paid = events.find(({ type }) => type === 'CreditsChanged');
  if (paid?.type !== 'CreditsChanged') throw new Error('A customer who has paid is not recorded to have done so.');
  return paid.data.balance;
}

type Step = 'pay' | 'end';
const idOf = (useId: string, step: Step): string => commandIdOf(`balanceUse:${useId}:${step}`);
const callOf = (useId: string, step: Step, cause: Cause): CallContext =>
  systemContext('activations', patience, { ...cause, commandId: idOf(useId, step) });
