import { inTurns } from './in-turns.ts';

/** Tasks that end when they are told to. */
function tasks() {
  const running: { key: number; end: () => void; fail: () => void }[] = [];
  const begun: number[] = [];
  const take = (key: number) =>
    new Promise<string>((resolve, reject) => {
      begun.push(key);
      running.push({
        key,
        end: () => {
          resolve(`of ${key}`);
        },
        fail: () => {
          reject(new Error(`no ${key}`));
        },
      });
    });
  const next = () => new Promise((resolve) => setImmediate(resolve));
  return { running, begun, take, next };
}

describe('work in turns', () => {
  it('has as many under way as the width says, and answers in the order of the keys', async () => {
    const { running, begun, take, next } = tasks();
    const done = inTurns([1, 2, 3, 4, 5], 2, take);
    expect(begun).toEqual([1, 2]);
    running[1]?.end();
    await next();
    expect(begun).toEqual([1, 2, 3]);
    for (let i = 0; i < 5; i++) {
      for (const { end } of running) end();
      await next();
    }
    expect(await done).toEqual(['of 1', 'of 2', 'of 3', 'of 4', 'of 5']);
  });

  it('begins nothing more when one fails', async () => {
    const { running, begun, take, next } = tasks();
    const done = inTurns([1, 2, 3, 4], 2, take);
    running[0]?.fail();
    await expect(done).rejects.toThrow('no 1');
    running[1]?.end();
    await next();
    expect(begun).toEqual([1, 2]);
  });

  it('is done at once where there is nothing to do', async () => {
    expect(await inTurns([], 3, () => Promise.reject(new Error('nobody asked')))).toEqual([]);
  });
});
