import fc from 'fast-check';
import { eventAt } from '../testing/hand-stream.ts';
import { LaneTail } from './lane-tail.ts';

describe('LaneTail', () => {
  it('hands over everything behind a place or says that it cannot, however the events came', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.nat({ max: 50 }), sizes, fc.nat({ max: 2000 }), (start, chunks, ahead) => {
        const tail = new LaneTail(start);
        let head = start;
        for (const size of chunks) {
          tail.add(Array.from({ length: size }, (_, i) => eventAt(head + i + 1)));
          head += size;
        }
        const place = Math.min(head, ahead);
        const behind = tail.behind(place)?.map(({ position }) => position);
        const wanted = Array.from({ length: head - place }, (_, i) => place + i + 1);
        if (behind) expect(behind).toEqual(wanted);
        else expect(place < start || wanted.length > 128).toBe(true);
      }),
    );
  });
});
