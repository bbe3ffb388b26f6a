import fc from 'fast-check';
import { laneCount, laneOf } from './lane.ts';

describe('lanes', () => {
  it('puts all streams of one license into one lane, in every service [design 3]', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2147483647 }), (license) => {
        const lanes = ['license', 'ledger', 'attempts', 'floating'].map((kind) => laneOf(`${kind}-${license}`));
        expect(new Set(lanes).size).toBe(1);
      }),
    );
  });

  it('never moves a stream: these lanes stand in records for ever', () => {
    expect(['license-4001', 'license-4002', 'author-1', 'product-1001', 'customer-3001'].map(laneOf)).toEqual([
      14, 11, 12, 7, 9,
    ]);
  });

  it('spreads licenses evenly over the lanes', () => {
    const counts = new Array<number>(laneCount).fill(0);
    for (let license = 4001; license < 20_001; license++) counts[laneOf(`license-${license}`)]! += 1;
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1200);
  });
});
