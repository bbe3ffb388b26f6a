import type { CreditsEvent } from '@licet/contracts';
import { given } from '@licet/testing';
import fc from 'fast-check';
import { type CreditsCommand, creditsDecider } from './credits.decide.ts';
import { amountOf, evolveCredits, noCredits, totals } from './credits.ts';

const context = { now: new Date('2026-03-01T12:00:00.000Z') };
const at = context.now.toISOString();
const [ann, bob] = [3001, 3002];
const of = (customerId: number) => ({ authorId: 1, customerId });
const enter = (amount: number, name = 'Exports', customerId = ann) => ({
  ...{ type: 'enterCredits' as const, ...of(customerId), name, amount },
  ...{ reason: null, use: null, claim: { scope: 'creditsEntry', key: 'c' } },
});
const changed = (amount: number, balance: number, name = 'Exports'): CreditsEvent => ({
  type: 'CreditsChanged',
  data: { ...of(ann), name, amount, balance, reason: null, use: null, at },
});
const received = (id: string, amount: number): CreditsEvent => ({
  type: 'CreditsReceived',
  data: { ...of(ann), fromId: bob, moveId: 'm', shares: [{ id, amounts: [{ name: 'Exports', amount }] }], at },
});
const known = given(creditsDecider, changed(10, 10));

describe('the credits of a customer', () => {
  it('begin with what is given, and are consumed whole or not at all [API-CUS-07, DNA-CREDIT-14]', () => {
    given(creditsDecider)
      .when(enter(10), context)
      .thenEvents({ type: 'CreditsChanged', data: { balance: 10 } });
    known.when(enter(-10), context).thenEvents({ type: 'CreditsChanged', data: { amount: -10, balance: 0 } });
    known.when(enter(-11), context).thenRefused({ code: 'balance_insufficient', facts: { balance: 10 } });
    known.when(enter(-1, 'Imports'), context).thenRefused({ code: 'not_found', facts: { what: 'balance' } });
    const large = enter(2147483647);
    known.when(large, context).thenRefused({ code: 'parameter_invalid', facts: { pointers: ['/amount'] } });
  });

  it('have at most five names, none of them that of the counter [DNA-CREDIT-16, API-BAL-03]', () => {
    const names = ['A', 'B', 'C', 'D', 'E'].map((name) => changed(1, 1, name));
    const five = given(creditsDecider, ...names);
    five.when(enter(1, 'E'), context).thenEvents({ type: 'CreditsChanged', data: { balance: 2 } });
    const refusal = { code: 'parameter_invalid' as const, facts: { pointers: ['/name'] } };
    five.when(enter(1, 'F'), context).thenRefused(refusal);
    known.when(enter(1, 'counter'), context).thenRefused(refusal);
  });

  it('are those of one account', () => {
    known.when({ ...enter(1), authorId: 2 }, context).thenRefused({ code: 'not_found' });
  });

  it('are with the other one once he is merged, and asked back when that is taken back [API-CUS-04]', () => {
    const moved: CreditsEvent = {
      type: 'CreditsMoved',
      data: {
        ...of(ann),
        toId: bob,
        moveId: 'm',
        shares: [{ id: '3001.0', amounts: [{ name: 'Exports', amount: 10 }] }],
        at,
      },
    };
    known
      .when({ type: 'moveCredits', ...of(ann), toId: bob, moveId: 'm' }, context)
      .thenEvents({ type: 'CreditsMoved', data: moved.data });
    const gone = given(creditsDecider, changed(10, 10), moved);
    gone.when(enter(1), context).thenRefused({ code: 'transition_not_allowed', facts: { movedTo: bob } });
    gone
      .when({ type: 'askCreditsBack', ...of(ann), moveId: 'r' }, context)
      .thenEvents({ type: 'CreditsAskedBack', data: { fromId: bob, shareIds: ['3001.0'] } });
  });

  it('that a merge brought are consumed last, and go back as far as they are there [API-CUS-04]', () => {
    const back = (consumed: number, left: number) =>
      given(creditsDecider, changed(10, 10), received('3002.0', 5), changed(-consumed, 15 - consumed))
        .when({ type: 'giveCreditsBack', ...of(ann), toId: bob, moveId: 'r', shareIds: ['3002.0'] }, context)
        .thenEvents({
          type: 'CreditsGivenBack',
          data: { shares: [{ id: '3002.0', amounts: [{ name: 'Exports', amount: left }] }] },
        });
    back(10, 5);
    back(12, 3);
  });

  it('are his own again when they come home', () => {
    const home = [
      changed(10, 10),
      { type: 'CreditsMoved', data: { ...of(ann), toId: bob, moveId: 'm', shares: [], at } },
      { type: 'CreditsAskedBack', data: { ...of(ann), fromId: bob, moveId: 'r', shareIds: ['3001.0'], at } },
      received('3001.0', 10),
    ] as CreditsEvent[];
    expect(home.reduce(evolveCredits, noCredits)).toMatchObject({
      shares: [{ id: '3001.1', amounts: [{ name: 'Exports', amount: 10 }] }],
    });
  });
});

const customers = [3001, 3002, 3003];
interface Deed {
  kind: 'enter' | 'merge' | 'revert';
  of: number;
  other: number;
  amount: number;
}
const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom('enter', 'enter', 'merge', 'revert'),
  of: fc.constantFrom(...customers),
  other: fc.constantFrom(...customers),
  amount: fc.integer({ min: -8, max: 8 }),
});

/** Pools as the record has them, and steps that are taken at once. */
class Pools {
  readonly states = new Map(customers.map((id) => [id, noCredits]));
  given = 0;
  #moves = 0;

  decide(command: CreditsCommand): readonly CreditsEvent[] {
    const state = this.states.get(command.customerId)!;
    const decision = creditsDecider.decide(command, state, context);
    if (decision.kind === 'refused') return [];
    this.states.set(command.customerId, decision.events.reduce(evolveCredits, state));
    return decision.events;
  }

  standing(id: number): number {
    const { moved } = this.states.get(id)!;
    return moved ? this.standing(moved.toId) : id;
  }

  take({ kind, of: customerId, other, amount }: Deed): void {
    const authorId = 1;
    const moveId = String(++this.#moves);
    if (kind === 'enter') {
      const to = this.standing(customerId);
      if (this.decide(enter(amount, 'Exports', to)).length > 0) this.given += amount;
    } else if (kind === 'merge') {
      const toId = this.standing(other);
      if (this.states.get(customerId)!.moved || toId === customerId) return;
      const [event] = this.decide({ type: 'moveCredits', authorId, customerId, toId, moveId });
      this.#bring(event, toId, customerId, moveId);
    } else {
      const { moved } = this.states.get(customerId)!;
      if (!moved) return;
      const shareIds = moved.shares.map(({ id }) => id);
      const holder = this.standing(customerId);
      this.decide({ type: 'askCreditsBack', authorId, customerId, moveId });
      const [event] = this.decide({
        type: 'giveCreditsBack',
        authorId,
        customerId: holder,
        toId: customerId,
        moveId,
        shareIds,
      });
      this.#bring(event, customerId, holder, moveId);
    }
  }

  #bring(event: CreditsEvent | undefined, customerId: number, fromId: number, moveId: string): void {
    const shares = event && 'shares' in event.data ? event.data.shares : [];
    this.decide({ type: 'receiveCredits', authorId: 1, customerId, fromId, moveId, shares, late: false });
  }
}

describe('credits', () => {
  it('are neither made nor lost by any merges and returns: entries add up to what there is [API-BAL-04, API-CUS-04]', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
        const pools = new Pools();
        for (const it of deeds) pools.take(it);
        const amounts = [...pools.states.values()].map((state) => amountOf(state, 'Exports') ?? 0);
        expect(Math.min(...amounts)).toBeGreaterThanOrEqual(0);
        expect(amounts.reduce((a, b) => a + b, 0)).toBe(pools.given);
        for (const { moved, shares } of pools.states.values()) if (moved) expect(totals(shares)).toEqual([]);
      }),
    );
  });
});
