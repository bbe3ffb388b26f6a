import { accept, type Decider, type DomainEvent, refuse } from '@licet/contracts';
import { given } from './given.ts';

type Sold = DomainEvent<'Sold', { count: number }>;
const stock: Decider<number, { left: number }, Sold, { now: string }> = {
  initialState: { left: 3 },
  decide: (count, { left }) =>
    count === 0
      ? accept()
      : count > left
        ? refuse('no_activations_left', { left })
        : accept({ type: 'Sold', data: { count } }),
  evolve: ({ left }, { data }) => ({ left: left - data.count }),
};
const context = { now: '2026-03-01T00:00:00.000Z' };
const sold = (count: number): Sold => ({ type: 'Sold', data: { count } });

describe('given, when, then', () => {
  it('passes for the events and the state that follow', () => {
    given(stock, sold(1))
      .when(2, context)
      .thenEvents({ type: 'Sold', data: { count: 2 } })
      .thenState(({ left }) => {
        expect(left).toBe(0);
      });
    given(stock).when(0, context).thenNothing();
  });

  it('passes for the refusal that follows, and only for that one', () => {
    const then = given(stock, sold(2)).when(2, context);
    then.thenRefused({ code: 'no_activations_left', facts: { left: 1 } });
    expect(() => then.thenRefused({ code: 'no_activations_left', facts: { left: 2 } })).toThrow('left');
    expect(() => then.thenEvents(sold(2))).toThrow('accepted');
  });

  it('fails a decider that changes the state it was given', () => {
    const careless = {
      ...stock,
      evolve: (state: { left: number }, { data }: Sold) => ((state.left -= data.count), state),
    };
    expect(() => given(careless, sold(1))).not.toThrow();
    expect(() => given(careless, sold(1)).when(1, context)).toThrow('read only');
  });
});
