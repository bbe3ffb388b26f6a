import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadModel } from './read-model.ts';
import type { RecordFixture } from './record-fixture.ts';

/** A broker that may be taken away and brought back. */
export interface BrokerUnderChaos {
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<unknown>;
  start(): Promise<unknown>;
}

/** Appends without a pause until `disturb` has ended; answers the number of events. */
export async function appendDuring(record: RecordFixture, disturb: () => Promise<void>): Promise<number> {
  const before = await record.size();
  let disturbing = true;
  const disturbed = disturb().finally(() => (disturbing = false));
  while (disturbing) {
    await record.appendMany(50);
    await sleep(20);
  }
  await disturbed;
  return (await record.size()) - before;
}

/** Ends the broker by each of the signals in turn and starts it again, with a time of peace between. */
export async function restartBy(
  broker: BrokerUnderChaos,
  signals: readonly ('SIGKILL' | 'SIGTERM')[],
  { away = 0, peace = 1500 }: { away?: number; peace?: number } = {},
): Promise<void> {
  for (const signal of signals) {
    await sleep(peace);
    await broker.kill(signal);
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
