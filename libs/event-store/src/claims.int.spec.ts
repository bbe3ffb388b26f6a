import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@licet/testing';
import { EventStore } from './event-store.ts';
import { migrate } from './testing/migrate.ts';
import { testWrite } from './testing/writes.ts';

let database: TestDatabase;
let store: EventStore;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.url);
  store = await EventStore.open({ url: database.url, service: 'licenses' });
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const claimOf = (key: string = randomUUID()) => ({ scope: 'serial', key });
const kinds = (outcomes: { kind: string }[]) => outcomes.map(({ kind }) => kind);

describe('claims', () => {
  it('give a key to one stream only; the loser stores nothing and learns who holds which claim', async () => {
    const [free, taken] = [claimOf(), claimOf()];
    const holder = testWrite({ claims: [taken] });
    await store.append(holder);
    const loser = testWrite({ claims: [free, taken] });
    const bystander = testWrite({ claims: [claimOf()] });
    expect(await Promise.all([store.append(bystander), store.append(loser)])).toMatchObject([
      { kind: 'appended' },
      { kind: 'claimed', claim: taken, owner: holder.streamId },
    ]);
    expect(await store.versionOf(loser.streamId)).toBe(0);
    expect(await Promise.all([store.holderOf(taken), store.holderOf(free)])).toEqual([holder.streamId, undefined]);
  });

  it('go to exactly one of two that ask in the same batch', async () => {
    const claim = claimOf();
    const outcomes = await Promise.all([1, 2].map(() => store.append(testWrite({ claims: [claim] }))));
    expect(kinds(outcomes).sort()).toEqual(['appended', 'claimed']);
  });

  it('lost to a write that is refused itself are tried again and won', async () => {
    const [a, b] = [claimOf('a'), claimOf('b')];
    await store.append(testWrite({ claims: [b] }));
    const outcomes = [store.append(testWrite({ claims: [a, b] })), store.append(testWrite({ claims: [a] }))];
    expect(kinds(await Promise.all(outcomes))).toEqual(['claimed', 'appended']);
  });

  it('that two streams hold and each wants of the other in the same batch are refused to both, and keep nobody behind them waiting', async () => {
    const [a, b] = [claimOf(), claimOf()];
    const [holdsA, holdsB] = [testWrite({ claims: [a] }), testWrite({ claims: [b] })];
    await Promise.all([store.append(holdsA), store.append(holdsB)]);
    const wants = (streamId: string, claim: { scope: string; key: string }) =>
      store.append(testWrite({ streamId, expectedVersion: 1, claims: [claim] }));
    const outcomes = [wants(holdsA.streamId, b), wants(holdsB.streamId, a), store.append(testWrite())];
    expect(await Promise.all(outcomes)).toMatchObject([
      { kind: 'claimed', owner: holdsB.streamId },
      { kind: 'claimed', owner: holdsA.streamId },
      { kind: 'appended' },
    ]);
  });

  it('may be asked for again by the stream that holds them', async () => {
    const claim = claimOf();
    const write = testWrite({ claims: [claim] });
    await store.append(write);
    const again = testWrite({ streamId: write.streamId, expectedVersion: 1, claims: [claim] });
    expect((await store.append(again)).kind).toBe('appended');
  });

  it('are free again once their holder has released them, and nobody else can release them', async () => {
    const claim = claimOf();
    const { streamId } = testWrite();
    await store.append(testWrite({ streamId, claims: [claim] }));
    await store.append(testWrite({ releases: [claim] }));
    expect(await store.holderOf(claim)).toBe(streamId);
    await store.append(testWrite({ streamId, expectedVersion: 1, releases: [claim] }));
    expect(await store.holderOf(claim)).toBeUndefined();
    expect((await store.append(testWrite({ claims: [claim] }))).kind).toBe('appended');
  });

  it('stay with their holder when another stream loses them under the same command id', async () => {
    const claim = claimOf();
    const commandId = randomUUID();
    const holder = testWrite({ commandId, claims: [claim] });
    await store.append(holder);
    expect((await store.append(testWrite({ commandId, claims: [claim] }))).kind).toBe('claimed');
    expect(await store.holderOf(claim)).toBe(holder.streamId);
  });

  it('keep the order of commands on one stream that touch the same key', async () => {
    const claim = claimOf();
    const { streamId } = testWrite();
    const outcomes = await Promise.all([
      store.append(testWrite({ streamId, claims: [claim] })),
      store.append(testWrite({ streamId, expectedVersion: 1, releases: [claim] })),
      store.append(testWrite({ streamId, expectedVersion: 2, claims: [claim] })),
    ]);
    expect(kinds(outcomes)).toEqual(['appended', 'appended', 'appended']);
    expect(await store.holderOf(claim)).toBe(streamId);
  });
});
