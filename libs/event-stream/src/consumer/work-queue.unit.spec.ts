import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Work, WorkQueue } from './work-queue.ts';

describe('WorkQueue', () => {
  it.each(Array.from({ length: 12 }, (_, ticks) => ticks))(
    'leaves nothing waiting that comes %i ticks after it was done with what was there',
    async (ticks) => {
      const taken: number[] = [];
      const queue = new WorkQueue(
        (work: readonly Work[]) => {
          for (const { lane, resolve } of work) {
            taken.push(lane);
            resolve();
          }
          return Promise.resolve();
        },
        () => false,
      );
      await queue.add(1, []);
      for (let i = 0; i < ticks; i++) await Promise.resolve();
      const second = queue.add(2, []);
      for (let i = 0; i < 5; i++) await nextTurn();
      expect(taken).toEqual([1, 2]);
      await second;
    },
  );
});
