import { jest } from '@jest/globals';
import { HostNames } from './host-names.ts';

const found = [{ address: '192.0.2.1', family: 4 }];

/** Names that are looked up by hand. */
function scripted() {
  const asked: { hostname: string; answer: (addresses: typeof found | Error) => void }[] = [];
  const names = new HostNames(
    (hostname) =>
      new Promise((resolve, reject) => {
        const answer = (given: typeof found | Error) => {
          if (given instanceof Error) reject(given);
          else resolve(given);
        };
        asked.push({ hostname, answer });
      }),
  );
  return { names, asked };
}

describe('addresses of names', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick'] }).advanceTimersByTime(1000);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('are looked up once for all who ask at a time, so that no name keeps two threads [API-OPT-12]', async () => {
    const { names, asked } = scripted();
    const answers = [names.addressesOf('a.example'), names.addressesOf('a.example'), names.addressesOf('b.example')];
    expect(asked.map(({ hostname }) => hostname)).toEqual(['a.example', 'b.example']);
    for (const { answer } of asked) answer(found);
    expect(await Promise.all(answers)).toEqual([found, found, found]);
  });

  it('that are not there are asked for again after five seconds, slow ones after ten times as long as they took [API-OPT-12]', async () => {
    const { names, asked } = scripted();
    const fails = async (took: number) => {
      const answer = names.addressesOf('a.example').catch((error: unknown) => (error as Error).message);
      jest.advanceTimersByTime(took);
      asked.at(-1)?.answer(new Error('unknown'));
      expect(await answer).toBe('unknown');
    };
    await fails(0);
    jest.advanceTimersByTime(4_900);
    await fails(0);
    expect(asked).toHaveLength(1);
    jest.advanceTimersByTime(200);
    await fails(3_000);
    jest.advanceTimersByTime(29_000);
    await fails(0);
    expect(asked).toHaveLength(2);
    jest.advanceTimersByTime(2_000);
    await fails(0);
    expect(asked).toHaveLength(3);
  });
});
