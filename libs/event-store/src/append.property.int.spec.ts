import { present } from './present.ts';
import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@licet/testing';
import fc from 'fast-check';
import { EventStore } from './event-store.ts';
import { checkRecord } from './testing/check-record.ts';
import { migrate } from './testing/migrate.ts';
import { RecordModel, type Expected } from './testing/record-model.ts';
import { testEvent } from './testing/writes.ts';
import type { Outcome, Write } from './types.ts';

let database: TestDatabase;
const stores: EventStore[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.url);
  for (let i = 0; i < 2; i++) stores.push(await EventStore.open({ url: database.url, service: 'licenses' }));
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await database.drop();
});

const storeOf = (step: Step | undefined): EventStore => present(stores[present(step).store]);

/** One write in words that do not depend on the run. */
const step = fc.record({
  store: fc.nat(1),
  stream: fc.nat(2),
  /** Beside the version that the stream has when the wave begins; null for any. */
  offset: fc.option(fc.integer({ min: -1, max: 2 }), { freq: 4 }),
  events: fc.integer({ min: 1, max: 3 }),
  claims: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
  releases: fc.uniqueArray(fc.nat(2), { maxLength: 1 }),
  /** Sends an earlier command of the run again. */
  repeats: fc.option(fc.nat(50), { freq: 4 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Makes writes of one run, whose streams and keys nobody else uses. */
class Run {
  private readonly id = randomUUID();
  private readonly sent: Write[] = [];

  write({ stream, offset, events, claims, releases, repeats }: Step, versions: ReadonlyMap<string, number>): Write {
    const earlier = repeats === null ? undefined : this.sent[repeats % Math.max(1, this.sent.length)];
    if (earlier) return earlier;
    const streamId = `ledger-${this.id}-${stream}`;
    const claimOf = (key: number) => ({ scope: 'model', key: `${this.id}-${key}` });
    const taken = claims.map(claimOf);
    const released = releases.filter((key) => !claims.includes(key)).map(claimOf);
    const keys = (of: { key: string }[]) => of.map(({ key }) => key);
    const rest = Array.from({ length: events - 1 }, () => testEvent());
    const write: Write = {
      streamId,
      expectedVersion: offset === null ? 'any' : Math.max(0, (versions.get(streamId) ?? 0) + offset),
      commandId: randomUUID(),
      events: [testEvent({ claims: keys(taken), releases: keys(released) }), ...rest],
      claims: taken,
      releases: released,
    };
    this.sent.push(write);
    return write;
  }
}

const permutations = <T>(of: readonly T[]): T[][] =>
  of.length === 0 ? [[]] : of.flatMap((first, i) => permutations(of.toSpliced(i, 1)).map((rest) => [first, ...rest]));

function explains(expected: Expected, outcome: Outcome): boolean {
  if (outcome.kind === 'claimed' || expected.kind === 'claimed')
    return outcome.kind === 'claimed' && expected.kind === 'claimed' && outcome.owner === expected.owner;
  return outcome.kind === expected.kind && outcome.version === expected.version;
}

/** Models that some order of the writes leads to, when each write comes to the outcome that it had. */
function explanations(models: readonly RecordModel[], writes: readonly Write[], outcomes: readonly Outcome[]) {
  const found = new Map<string, RecordModel>();
  for (const order of permutations(writes.map((_, i) => i)))
    for (const start of models) {
      let model: RecordModel | undefined = start;
      for (const i of order) {
        const next: ReturnType<RecordModel['append']> | undefined = model?.append(present(writes[i]));
        model = next && explains(next.outcome, present(outcomes[i])) ? next.model : undefined;
      }
      if (model) found.set(model.fingerprint, model);
    }
  return [...found.values()];
}

it('comes, under every interleaving of two pods, to outcomes that some order of the writes explains', async () => {
  const waves = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(waves, async (run) => {
      const made = new Run();
      let models = [new RecordModel()];
      for (const wave of run) {
        const writes = wave.map((each) => made.write(each, present(models[0]).versions));
        const outcomes = await Promise.all(writes.map((write, i) => storeOf(wave[i]).append(write)));
        models = explanations(models, writes, outcomes);
        if (models.length === 0) throw new Error(`No order explains ${JSON.stringify(outcomes)}`);
      }
    }),
    { numRuns: 60 },
  );
  const wrong = await checkRecord(present(stores[0]).pool, []);
  expect(wrong.filter((line) => !line.startsWith('stored and never sent'))).toEqual([]);
}, 60_000);
