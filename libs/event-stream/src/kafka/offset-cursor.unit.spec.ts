import { offsetAfter } from './offset-cursor.ts';

describe('first offset to read after a place', () => {
  it.each([
    [
      'the one behind the offset that was read, where Kafka was read before',
      { position: 40, cursor: 'offset:52' },
      53n,
    ],
    [
      'that of the next position at the least, where the lanes were read before',
      { position: 40, cursor: 'position:40' },
      40n,
    ],
    ['that of the next position at the least, where no cursor was kept', { position: 40 }, 40n],
    ['the first one, at the very beginning', { position: 0 }, 0n],
  ])('is %s', (_, place, offset) => {
    expect(offsetAfter(place)).toBe(offset);
  });
});
