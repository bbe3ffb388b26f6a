import fc from 'fast-check';
import { eventAt } from '../testing/hand-stream.ts';
import { forkBefore } from './fork.ts';

describe('forkBefore', () => {
  it('finds the last position that survived, for every lane, restore and reader', async () => {
    const lengths = fc.integer({ min: 0, max: 40 });
    await fc.assert(
      fc.asyncProperty(lengths, lengths, lengths, async (survived, later, read) => {
        const events = [
          ...Array.from({ length: survived }, (_, i) => eventAt(i + 1)),
          ...Array.from({ length: later }, (_, i) => eventAt(survived + i + 1, { epoch: 2 })),
        ];
        const source = {
          readLane: (_: number, after: number, limit: number) => Promise.resolve(events.slice(after, after + limit)),
        };
        const head = { lane: 0, epoch: 2, position: events.length };
        const fork = await forkBefore(source, { lane: 0, epoch: 1, position: read }, head);
        expect(fork).toBe(Math.min(read, survived));
      }),
    );
  });
});
