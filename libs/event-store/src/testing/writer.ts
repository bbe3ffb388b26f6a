import { randomInt, randomUUID } from 'node:crypto';
import type { EventStore } from '../event-store.ts';
import type { Outcome, Write } from '../types.ts';
import type { SentWrite } from './check-record.ts';
import { testEvent } from './writes.ts';

const streams = 300;
const keys = 200;

/** Writes at random to streams that others write to as well, with clashing claims, until told to stop. */
export class RandomWriter {
  stopped = false;
  private readonly versions = new Map<string, number>();

  /** `note` hears of every command before it is sent, and again with its placement. */
  constructor(
    private readonly store: EventStore,
    private readonly note: (write: SentWrite) => void,
  ) {}

  async run(): Promise<void> {
    while (!this.stopped) {
      const write = this.randomWrite();
      const sent = { streamId: write.streamId, commandId: write.commandId, size: write.events.length };
      this.note(sent);
      const outcome = await this.settle(write);
      if (!outcome || outcome.kind === 'claimed') continue;
      this.versions.set(write.streamId, outcome.version);
      if (outcome.kind === 'conflict') continue;
      const { lane, epoch, firstPosition, position, version } = outcome;
      const placement = { lane, epoch, firstPosition, position, version };
      this.note({ ...sent, placement });
    }
  }

  /** Sends the same command until the outcome is known; gives up when it is told to stop. */
  private async settle(write: Write): Promise<Outcome | undefined> {
    while (!this.stopped) {
      try {
        return await this.store.append(write);
      } catch (error) {
        const { code } = error as { code?: string };
        if (code !== 'OUTCOME_UNKNOWN' && code !== 'STORE_UNAVAILABLE') throw error;
      }
    }
    return undefined;
  }

  private randomWrite(): Write {
    const streamId = `ledger-${randomInt(streams)}`;
    const some = () => (randomInt(10) < 3 ? [`k${randomInt(keys)}`] : []);
    const claims = some();
    const releases = some().filter((key) => !claims.includes(key));
    const rest = Array.from({ length: randomInt(3) }, () => testEvent());
    return {
      streamId,
      expectedVersion: this.versions.get(streamId) ?? 0,
      commandId: randomUUID(),
      events: [testEvent({ claims, releases }), ...rest],
      claims: claims.map((key) => ({ scope: 'serial', key })),
      releases: releases.map((key) => ({ scope: 'serial', key })),
    };
  }
}
