import { DryRun, isDry } from '@licet/dry-run';
import { createTestDatabase, type TestDatabase } from '@licet/testing';
import { randomUUID } from 'node:crypto';
import { Aggregate } from './aggregate/aggregate.ts';
import { EventStore } from './event-store.ts';
import { type CounterAggregate, type CounterCommand, counter } from './testing/counter.ts';
import { migrate } from './testing/migrate.ts';
import { testCall, testEvent, testWrite } from './testing/writes.ts';

let database: TestDatabase;
let store: EventStore;
let seats: CounterAggregate;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.url);
  store = await EventStore.open({ url: database.url, service: 'activations' });
  seats = new Aggregate(store, { kind: 'ledger', decider: counter });
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const execute = (key: string, command: CounterCommand, commandId = randomUUID()) =>
  seats.execute(key, command, { call: testCall({ commandId }), authorId: () => 1, context: (now) => ({ now }) });
const take = (key: string, of: number, claim?: string) => execute(key, { take: 1, of, ...(claim && { claim }) });
const play = async <T>(work: () => Promise<T>) => (await DryRun.perform([], work)).value;
const recorded = async () => {
  const { rows } = await store.pool.query<{ count: string }>('select count(*) from event');
  return Number(rows[0]?.count);
};

describe('a dry run', () => {
  it('decides on what it has written itself, of which nothing is recorded and nobody else learns [ADR 0011]', async () => {
    const key = randomUUID();
    await take(key, 3);
    const before = await recorded();
    await play(async () => {
      expect(await take(key, 3)).toMatchObject({ kind: 'accepted', version: 2, state: { taken: 2 } });
      expect(await take(key, 3)).toMatchObject({ kind: 'accepted', version: 3 });
      expect(await take(key, 3)).toMatchObject({ kind: 'refused', refusal: { code: 'no_activations_left' } });
      expect([await seats.read(key), await seats.peek(key)]).toMatchObject([{ version: 3 }, { version: 3 }]);
      const events = await store.readStream(`ledger-${key}`, 1);
      expect(events.map(({ version, type, data }) => [version, type, (data as { by: number }).by])).toEqual([
        [2, 'Taken', 1],
        [3, 'Taken', 1],
      ]);
      expect(await DryRun.outside(() => seats.read(key))).toMatchObject({ version: 1, state: { taken: 1 } });
    });
    expect([await recorded(), (await seats.read(key)).version]).toEqual([before, 1]);
    expect(await take(key, 3)).toMatchObject({ kind: 'accepted', version: 2 });
  });

  it('says what the call itself then does, however many it plays through at once [API-DRY-03]', async () => {
    const key = randomUUID();
    const all = () => Promise.all(Array.from({ length: 20 }, () => take(key, 7)));
    const kinds = async (executions: ReturnType<typeof all>) => (await executions).map(({ kind }) => kind).toSorted();
    const foretold = await play(() => kinds(all()));
    expect(await kinds(all())).toEqual(foretold);
    expect(foretold.filter((kind) => kind === 'accepted')).toHaveLength(7);
  });

  it('gives a key to one stream only, to the one that has it in earnest first [API-DRY-03]', async () => {
    const [held, free, one, other] = Array.from({ length: 4 }, () => randomUUID()) as [string, string, string, string];
    await take(one, 9, held);
    await play(async () => {
      expect(await take(other, 9, held)).toMatchObject({ kind: 'claimed', owner: `ledger-${one}` });
      expect((await Promise.all([take(one, 9, free), take(other, 9, free)])).map(({ kind }) => kind)).toEqual([
        'accepted',
        'claimed',
      ]);
      expect(await store.holderOf({ scope: 'test', key: free })).toBe(`ledger-${one}`);
      const release = (streamId: string, expectedVersion: number) =>
        store.append(testWrite({ streamId, expectedVersion, releases: [{ scope: 'test', key: held }] }));
      await release(`ledger-${randomUUID()}`, 0); // nobody gives back what another one has
      expect(await take(other, 9, held)).toMatchObject({ kind: 'claimed', owner: `ledger-${one}` });
      await release(`ledger-${one}`, 2);
      expect(await take(other, 9, held)).toMatchObject({ kind: 'accepted' });
    });
    expect(await store.holderOf({ scope: 'test', key: free })).toBeUndefined();
    expect(await store.holderOf({ scope: 'test', key: held })).toBe(`ledger-${one}`);
  });

  it('does a command once, whether it was done in the run or in earnest [design 3]', async () => {
    const [key, before, within] = [randomUUID(), randomUUID(), randomUUID()];
    await execute(key, { take: 1, of: 9 }, before);
    await play(async () => {
      expect(await execute(key, { take: 1, of: 9 }, before)).toMatchObject({ repeated: true, version: 1 });
      expect(await execute(key, { take: 1, of: 9 }, within)).toMatchObject({ repeated: false, version: 2 });
      expect(await execute(key, { take: 1, of: 9 }, within)).toMatchObject({ repeated: true, version: 2 });
      expect(await store.placementOf(`ledger-${key}`, within)).toMatchObject({ version: 2 });
      expect(await store.glance(`ledger-${key}`, within)).toEqual({ version: 2, recorded: true });
    });
    expect(await store.placementOf(`ledger-${key}`, within)).toBeUndefined();
  });

  it('refuses what the record would refuse, and its places are behind all others [API-DRY-03]', async () => {
    const written = testWrite({ events: [testEvent({ n: 1 }), testEvent({ n: 2 })] });
    await play(async () => {
      const outcome = await store.append(written);
      expect(outcome).toMatchObject({ kind: 'appended', version: 2 });
      if (outcome.kind !== 'appended') throw new Error('It was not appended.');
      expect([isDry(outcome), outcome.position - outcome.firstPosition]).toEqual([true, 1]);
      const { streamId } = written;
      expect(await store.append(testWrite({ streamId, expectedVersion: 1 }))).toEqual({ kind: 'conflict', version: 2 });
      expect((await store.append(written)).kind).toBe('repeated');
      await expect(store.append(testWrite({ events: [testEvent('\0')] }))).rejects.toBeInstanceOf(TypeError);
      expect(await store.readTypes(streamId, ['Tested'], { after: 1, limit: 9 })).toHaveLength(1);
    });
    expect(await store.versionOf(written.streamId)).toBe(0);
  });

  it('goes on in another process with what was written before, and brings back what was written there [ADR 0011]', async () => {
    const key = randomUUID();
    const there = await DryRun.perform([], () => take(key, 9));
    expect(there.writes).toMatchObject([
      { service: 'activations', streamId: `ledger-${key}`, events: [{ version: 1 }] },
    ]);
    const traveled = JSON.parse(JSON.stringify(there.writes)) as typeof there.writes;
    const back = await DryRun.perform(traveled, () => take(key, 9));
    expect(back.value).toMatchObject({ version: 2 });
    expect(back.writes.map(({ events }) => events.map(({ version }) => version))).toEqual([[2]]);
  });

  it('stands behind what others record meanwhile [API-DRY-03]', async () => {
    const [key, commandId] = [randomUUID(), randomUUID()];
    await take(key, 9);
    await play(async () => {
      await execute(key, { take: 2, of: 9 }, commandId);
      await DryRun.outside(() => take(key, 9));
      expect(await seats.read(key)).toMatchObject({ version: 3, state: { taken: 4 } });
      const versions = async (after: number) =>
        (await store.readStream(`ledger-${key}`, after)).map(({ version }) => version);
      expect([await versions(0), await versions(2)]).toEqual([[1, 2, 3], [3]]);
      expect(await store.placementOf(`ledger-${key}`, commandId)).toMatchObject({ version: 3 });
      expect(await execute(key, { take: 2, of: 9 }, commandId)).toMatchObject({ repeated: true, state: { taken: 4 } });
      expect(await take(key, 9)).toMatchObject({ kind: 'accepted', version: 4, state: { taken: 5 } });
    });
  });

  it('is over with its answer: what goes on behind that neither writes nor asks, and is never taken for a call in earnest', async () => {
    const key = randomUUID();
    let goOn!: () => void;
    const answered = new Promise<void>((resolve) => (goOn = resolve));
    let asked = 0;
    const ask = () => {
      asked++;
      return Promise.resolve({ dryRun: [] });
    };
    const { value } = await DryRun.perform([], () => {
      const left = answered.then(() => Promise.allSettled([take(key, 9), DryRun.across({}, ask)]));
      return Promise.resolve({ left });
    });
    goOn();
    const ended = expect.objectContaining({
      message: expect.stringMatching(/^A dry run has ended/) as string,
    }) as Error;
    expect((await value.left).map((it) => it.status === 'rejected' && (it.reason as Error))).toEqual([ended, ended]);
    expect([(await seats.read(key)).version, asked]).toEqual([0, 0]);
  });

  it('takes numbers that no object has or will have, and one of its own for each [ADR 0011]', async () => {
    const before = await store.nextNumber('license');
    const taken = await play(() => Promise.all(Array.from({ length: 100 }, () => store.nextNumber('license'))));
    expect([new Set(taken).size, Math.min(...taken) > 2_000_000_000]).toEqual([100, true]);
    expect(await store.nextNumber('license')).toBe(before + 1);
  });

  it('asks for nobody else, whoever asks at the same moment', async () => {
    const key = randomUUID();
    await take(key, 9);
    const claim = { scope: 'test', key: randomUUID() };
    const [, outside] = await Promise.all([
      play(async () => [await take(key, 9, claim.key), await store.holderOf(claim)]),
      Promise.all([store.holderOf(claim), store.versionOf(`ledger-${key}`), seats.read(key)]),
    ]);
    expect(outside).toMatchObject([undefined, 1, { version: 1 }]);
  });
});
