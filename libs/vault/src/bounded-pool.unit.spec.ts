import { eventually } from '@licet/testing';
import { BoundedPool } from './bounded-pool.ts';
import { VaultOverloaded } from './errors.ts';

const job = () => {
  let finish!: () => void;
  const done = new Promise<void>((resolve) => (finish = resolve));
  return { finish, done };
};

describe('the pool of password derivations', () => {
  it('runs two at a time, lets a bounded number wait in turn, and refuses the rest', async () => {
    const pool = new BoundedPool(2, 2);
    const jobs = [job(), job(), job(), job()];
    const started: number[] = [];
    const runs = jobs.map(({ done }, i) =>
      pool.run(() => {
        started.push(i);
        return done;
      }),
    );
    await expect(pool.run(() => Promise.resolve())).rejects.toThrow(VaultOverloaded);
    expect(started).toEqual([0, 1]);
    jobs[1]?.finish();
    await eventually(() => started.length === 3);
    expect(started).toEqual([0, 1, 2]);
    for (const { finish } of jobs) finish();
    await Promise.all(runs);
    expect(started).toEqual([0, 1, 2, 3]);
  });

  it('hands on the place of a job that fails', async () => {
    const pool = new BoundedPool(1, 5);
    const failing = pool.run(() => Promise.reject(new Error('no')));
    await Promise.all([
      expect(failing).rejects.toThrow('no'),
      expect(pool.run(() => Promise.resolve(7))).resolves.toBe(7),
    ]);
    await expect(pool.run(() => Promise.resolve(8))).resolves.toBe(8);
  });
});
