import { FairPlaces, NoPlace } from './fair-places.ts';

/** Work that is under way until it is told to end. */
function working(options: Partial<ConstructorParameters<typeof FairPlaces>[0]> = {}) {
  const places = new FairPlaces({ places: 4, each: 2, waiting: 20, patience: 60_000, ...options });
  const underWay: { account: number; end: () => void }[] = [];
  const take = (account: number) =>
    places.take(
      account,
      () =>
        new Promise<void>((resolve) => {
          const end = () => {
            underWay.splice(underWay.indexOf(it), 1);
            resolve();
          };
          const it = { account, end };
          underWay.push(it);
        }),
    );
  const next = () => new Promise((resolve) => setImmediate(resolve));
  return { take, underWay, next, accounts: () => underWay.map(({ account }) => account) };
}

describe('places that accounts share', () => {
  it('gives one account its share only, so that there is room for others [design 3]', async () => {
    const { take, accounts, next, underWay } = working();
    const all = [1, 1, 1, 1, 1, 2].map(take);
    await next();
    expect(accounts()).toEqual([1, 1, 2]);
    while (underWay.length > 0) {
      underWay[0]?.end();
      await next();
    }
    await Promise.all(all);
  });

  it('takes those who wait in turn, an account after the other, however many of one have come before', async () => {
    const { take, accounts, next, underWay } = working();
    const all = [1, 1, 2, 2, 1, 1, 1, 3].map(take);
    await next();
    expect(accounts()).toEqual([1, 1, 2, 2]);
    underWay[2]?.end();
    await next();
    expect(accounts()).toEqual([1, 1, 2, 3]);
    while (underWay.length > 0) {
      underWay[0]?.end();
      await next();
    }
    expect(await Promise.all(all)).toHaveLength(8);
  });

  it('turns away whoever has too much waiting, and nobody else', async () => {
    const { take, next, underWay } = working({ waiting: 1 });
    const [, , third, fourth] = [1, 1, 1, 1].map(take);
    await expect(fourth).rejects.toThrow(NoPlace);
    const other = take(2);
    while (underWay.length > 0) {
      underWay[0]?.end();
      await next();
    }
    await Promise.all([third, other]);
  });

  it('turns away whoever has waited too long, and the place goes to the next', async () => {
    const { take, next, underWay } = working({ places: 1, each: 1, patience: 20 });
    const first = take(1);
    await expect(take(2)).rejects.toThrow(NoPlace);
    const third = take(3);
    underWay[0]?.end();
    await next();
    expect(underWay.map(({ account }) => account)).toEqual([3]);
    underWay[0]?.end();
    await Promise.all([first, third]);
  });

  it('gives a place free where the work fails', async () => {
    const places = new FairPlaces({ places: 1, each: 1, waiting: 1, patience: 60_000 });
    await expect(places.take(1, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await places.take(1, () => Promise.resolve('done'))).toBe('done');
  });
});
