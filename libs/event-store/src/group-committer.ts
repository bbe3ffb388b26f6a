import { present } from './present.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { appendBatch, type GroupOutcome } from './append-batch.ts';
import { AuthorQueues } from './author-queues.ts';
import { OutcomeUnknown, StoreOverloaded, StoreUnavailable } from './errors.ts';
import { failureOf } from './failures.ts';
import type { PreparedWrite } from './prepared-write.ts';
import type { Outcome, Placement, Write } from './types.ts';
import type { WriteGroup } from './write-group.ts';
import { type Waiting } from './write-group.ts';

/** `batch`, `perAuthor`: writes. `patienceMs`: how long a batch is sent again while PostgreSQL does not answer. */
export const defaultLimits = { batch: 512, perAuthor: 4_000, patienceMs: 5_000 };
export type CommitterLimits = typeof defaultLimits;

/**
 * Shares one commit among all writes of the moment: what arrives while a batch is on the wire forms the next one. No timer, so
 * an idle store adds nothing. A batch holds one group per stream; what does not fit into the group waits for the next batch.
 */
export class GroupCommitter {
  private readonly queues: AuthorQueues;
  private client: Client | undefined;
  private draining: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly connect: () => Promise<Client>,
    private readonly onCommitted: () => void,
    private readonly limits: CommitterLimits = defaultLimits,
  ) {
    this.queues = new AuthorQueues(limits);
  }

  /** Backend that serves this committer, by which its own notifications are recognised. */
  get backend(): number | undefined {
    return (this.client as { processID?: number } | undefined)?.processID;
  }

  append(prepared: PreparedWrite): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const refused = this.enqueue({ ...prepared, alone: false, settle: resolve, fail: reject });
      if (!refused) return;
      breakChain(prepared.write);
      reject(refused);
    });
  }

  /** Stores what is waiting, then closes the connection. */
  async close(): Promise<void> {
    this.closed = true;
    await this.draining;
    await this.client?.end();
  }

  private enqueue(waiting: Waiting): Error | undefined {
    if (this.closed) return new StoreUnavailable('The store is closed');
    if (!this.queues.push(waiting)) return new StoreOverloaded('Too many writes are waiting');
    this.draining ??= this.drain();
    return undefined;
  }

  private async drain(): Promise<void> {
    await Promise.resolve(); // lets every caller of this turn join the first batch
    while (this.queues.size > 0) {
      const groups = this.queues.take().filter((group) => !this.restsOnNothing(group));
      if (groups.length > 0) await this.commit(groups);
    }
    this.draining = undefined;
  }

  /** Answers what was decided on a write that was not appended. */
  private restsOnNothing({ members }: WriteGroup): boolean {
    const [{ write }] = members;
    if (!write.link || write.link.number <= write.link.chain.brokenAt) return false;
    for (const member of members) member.settle({ kind: 'conflict', version: Number(write.expectedVersion) });
    return true;
  }

  /** What PostgreSQL rejects as a batch is repeated group by group, then write by write, so that only the guilty one fails. */
  private async commit(groups: readonly WriteGroup[]): Promise<void> {
    try {
      const outcomes = await this.send(groups);
      groups.forEach((group, i) => {
        this.conclude(group, present(outcomes[i]));
      });
      if (outcomes.some(({ kind }) => kind === 'appended')) this.onCommitted();
    } catch (error) {
      if (groups.length > 1 && failureOf(error) === 'rejected') for (const group of groups) await this.commit([group]);
      else for (const group of groups) this.refuse(group, error);
    }
  }

  private conclude(group: WriteGroup, outcome: GroupOutcome): void {
    const [only, ...more] = group.members;
    if (outcome.kind === 'postponed') this.queues.unshift(group.members);
    else if (outcome.kind === 'appended') settleInOrder(group, outcome);
    else if (more.length === 0) settleRefused(only, outcome);
    else if (outcome.kind === 'repeated' && isWhole(group, outcome)) {
      breakChain(only.write);
      settleInOrder(group, outcome);
    } else this.sendAlone(group.members);
  }

  private sendAlone(members: readonly Waiting[]): void {
    for (const member of members) member.alone = true;
    this.queues.unshift(members);
  }

  private refuse(group: WriteGroup, error: unknown): void {
    const [only, ...more] = group.members;
    if (more.length > 0 && failureOf(error) === 'rejected') {
      this.sendAlone(group.members);
      return;
    }
    breakChain(only.write);
    for (const member of group.members) member.fail(error);
  }

  /**
   * A connection that breaks leaves the outcome open. The same command ids go out again: the lane locks wait for what the
   * server may still be committing, then every write finds its receipt or is appended now, never both.
   */
  private async send(groups: readonly WriteGroup[]): Promise<GroupOutcome[]> {
    const deadline = Date.now() + this.limits.patienceMs;
    for (let open = false; ;) {
      let sent = false;
      try {
        const client = (this.client ??= await this.open());
        sent = true;
        return await appendBatch(client, groups);
      } catch (error) {
        const failure = failureOf(error);
        if (failure === 'rejected') throw error;
        open ||= sent && failure === 'unknown';
        void this.client?.end().catch(() => undefined);
        this.client = undefined;
        if (Date.now() > deadline)
          throw open
            ? new OutcomeUnknown('The connection to PostgreSQL broke during a commit', { cause: error })
            : new StoreUnavailable('PostgreSQL cannot be reached', { cause: error });
        await sleep(50);
      }
    }
  }

  private async open(): Promise<Client> {
    const client = await this.connect();
    client.on('error', () => {
      if (this.client === client) this.client = undefined;
    });
    return client;
  }
}

const breakChain = ({ link }: Write): void => {
  if (link) link.chain.brokenAt = Math.min(link.chain.brokenAt, link.number);
};

type Stored = Extract<GroupOutcome, { kind: 'appended' } | { kind: 'repeated' }>;

/** Whether the record holds exactly this group, in this order and at one place: it was stored as a whole the first time. */
function isWhole({ members, size }: WriteGroup, { first, last, recorded }: Stored): boolean {
  if (recorded?.length !== size || last - first + 1 !== size) return false;
  const sent = members.flatMap(({ write, events }) => events.map(() => write.commandId.toLowerCase()));
  return sent.every((command, i) => command === recorded[i]);
}

function settleInOrder(group: WriteGroup, outcome: Stored): void {
  let before = 0;
  for (const member of group.members) {
    const placement: Placement = {
      lane: member.lane,
      epoch: outcome.epoch,
      firstPosition: outcome.first + before,
      position: outcome.first + before + member.events.length - 1,
      version: outcome.version - group.size + before + member.events.length,
    };
    before += member.events.length;
    member.settle({ kind: outcome.kind, ...placement });
  }
}

function settleRefused(
  only: Waiting,
  outcome: Exclude<GroupOutcome, { kind: 'appended' } | { kind: 'postponed' }>,
): void {
  breakChain(only.write);
  if (outcome.kind !== 'repeated') only.settle(outcome);
  else {
    const { epoch, first, last, version } = outcome;
    only.settle({ kind: 'repeated', lane: only.lane, epoch, firstPosition: first, position: last, version });
  }
}
