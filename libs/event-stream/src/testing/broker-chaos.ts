import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadModel } from './read-model.ts';
import type { RecordFixture } from './record-fixture.ts';

/** A broker that may be taken away and brought back: by its death, or in good order. */
export interface BrokerUnderChaos {
  kill(): Promise<unknown>;
  stop(): Promise<unknown>;
  start(): Promise<unknown>;
}

/** Appends without a pause until `disturb` has ended; answers the number of events. */
export async function appendDuring(record: RecordFixture, disturb: () => Promise<void>): Promise<number> {
  const before = await record.size();
  const disturbing = new AbortController();
  const disturbed = disturb().finally(() => {
    disturbing.abort();
  });
  while (!disturbing.signal.aborted) {
    await record.appendMany(50);
    await sleep(20);
  }
  await disturbed;
  return (await record.size()) - before;
}

/** Ends the broker in each of the ways in turn and starts it again; milliseconds `away`, and `peace` before and after. */
export async function restartBy(
  broker: BrokerUnderChaos,
  ways: readonly ('kill' | 'stop')[],
  { away = 0, peace = 1000 }: { away?: number; peace?: number } = {},
): Promise<void> {
  for (const way of ways) {
    await sleep(peace);
    await broker[way]();
    await sleep(away);
    await broker.start();
  }
  await sleep(peace);
}

export interface Verdict {
  recorded: number;
  taken: number;
  /** Positions that came where others were due: lost, doubled or out of order. */
  faults: string[];
}

/** Waits until the read model has as many events as the record, or time (milliseconds) is up, and compares. */
export async function verdict(record: RecordFixture, model: ReadModel, patience: number): Promise<Verdict> {
  const recorded = await record.size();
  const deadline = Date.now() + patience;
  while ((await model.count()) < recorded && Date.now() < deadline) await sleep(50);
  return { recorded, taken: await model.count(), faults: await model.faults() };
}
