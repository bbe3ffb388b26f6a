import fc from 'fast-check';
import { delivered, eventAt } from '../testing/hand-stream.ts';
import { screen } from './screen.ts';

const at = (position: number) => ({ lane: 0, epoch: 1, position });

describe('screen', () => {
  it('lets each event pass once, in order, however the source repeats ranges', () => {
    const ranges = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 20 });
    fc.assert(
      fc.property(ranges, (chosen) => {
        let known = at(0);
        const taken: number[] = [];
        for (const [from, size] of chosen) {
          const start = Math.min(from, known.position);
          const batch = Array.from({ length: size }, (_, i) => delivered(eventAt(start + i + 1)));
          const { fresh, gaps, fork } = screen(known, batch);
          expect({ gaps, fork }).toEqual({ gaps: [], fork: undefined });
          taken.push(...fresh.map(({ event }) => event.position));
          known = at(taken.at(-1) ?? 0);
        }
        expect(taken).toEqual(taken.map((_, i) => i + 1));
      }),
    );
  });

  it('names every gap', () => {
    const { fresh, gaps } = screen(
      at(1),
      [2, 5, 7].map((position) => delivered(eventAt(position))),
    );
    expect(fresh).toHaveLength(3);
    expect(gaps).toEqual([
      { lane: 0, after: 2, before: 5 },
      { lane: 0, after: 5, before: 7 },
    ]);
  });

  it('skips what an earlier epoch has left behind', () => {
    const { fresh } = screen({ lane: 0, epoch: 2, position: 3 }, [delivered(eventAt(4)), delivered(eventAt(5))]);
    expect(fresh).toEqual([]);
  });
});
