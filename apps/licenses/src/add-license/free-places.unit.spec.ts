import fc from 'fast-check';
import { FreePlaces } from './free-places.ts';

describe('places of a list', () => {
  it('are found free from anywhere on, whichever were taken', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (taken) => {
        const places = new FreePlaces(20);
        const free = new Set(Array.from({ length: 20 }, (_, i) => i));
        for (const place of taken) {
          places.take(place);
          free.delete(place);
          for (let from = 0; from <= 21; from++)
            expect(places.from(from)).toBe([...free].find((it) => it >= from) ?? 20);
        }
      }),
    );
  });

  it('are found as fast behind a hundred thousand taken ones as behind none [SL-ADD-52]', () => {
    const places = new FreePlaces(100_000);
    let steps = 0;
    for (let at = places.from(0); at < 100_000; at = places.from(0), steps++) places.take(at);
    expect(steps).toBe(100_000); // each found from the beginning of the list: quadratic work would not end in time
  }, 2000);
});
