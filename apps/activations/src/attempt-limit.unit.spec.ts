import { AttemptLimit } from './attempt-limit.ts';

const minute = 60_000;

describe('the limit of recorded attempts', () => {
  it('lets so many through an hour, then one a minute that carries how many were left out [RC-OBS-03]', () => {
    const limit = new AttemptLimit();
    const start = 1_000_000;
    expect([0, 1, 2, 3, 4].map((at) => limit.take('a', 2, start + at))).toEqual([
      0,
      0,
      undefined,
      undefined,
      undefined,
    ]);
    expect(limit.take('a', 2, start + minute + 1)).toBe(3);
    expect(limit.take('a', 2, start + minute + 2)).toBeUndefined();
    expect(limit.take('a', 2, start + 60 * minute)).toBe(1);
    expect(limit.take('b', 2, start)).toBe(0);
  });
});
