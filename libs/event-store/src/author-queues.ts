import { present } from './present.ts';
import { WriteGroup, type Waiting } from './write-group.ts';

interface Queue {
  author: number | null;
  waiting: Waiting[];
}

export interface QueueLimits {
  /** Writes that may wait per author. */
  perAuthor: number;
  /** Writes per batch. */
  batch: number;
}

/**
 * Writes that wait, one queue per author, drained in turn: whoever sends much waits longer, the others do not notice. The writes of
 * one stream leave in the order in which they came, whoever sent them.
 */
export class AuthorQueues {
  private queues = new Map<number | null, Queue>();
  private readonly queueOfStream = new Map<string, { queue: Queue; writes: number }>();
  private count = 0;

  constructor(private readonly limits: QueueLimits) {}

  get size(): number {
    return this.count;
  }

  /** False when too much of this author is waiting. */
  push(waiting: Waiting): boolean {
    const { streamId, authorId = null } = waiting.write;
    const stream = this.queueOfStream.get(streamId);
    const queue = stream?.queue ?? this.queueOf(authorId);
    if (queue.waiting.length >= this.limits.perAuthor) return false;
    queue.waiting.push(waiting);
    if (stream) stream.writes++;
    else this.queueOfStream.set(streamId, { queue, writes: 1 });
    this.count++;
    return true;
  }

  /** Puts writes that were taken back to where they came from, ahead of all others; `waiting` in the order of their coming. */
  unshift(waiting: readonly Waiting[]): void {
    for (const each of waiting.toReversed()) {
      const { streamId, authorId = null } = each.write;
      const stream = this.queueOfStream.get(streamId);
      const queue = stream?.queue ?? this.queueOf(authorId);
      queue.waiting.unshift(each);
      if (stream) stream.writes++;
      else this.queueOfStream.set(streamId, { queue, writes: 1 });
      this.count++;
    }
  }

  /** Takes the next batch: one group per stream, one write per author and turn. */
  take(): WriteGroup[] {
    const batch = new Batch();
    const turns = [...this.queues.values()].map((queue) => ({ queue, next: 0, kept: [] as Waiting[] }));
    let active = turns;
    while (active.length > 0 && batch.writes < this.limits.batch) {
      for (const turn of active) {
        if (batch.writes >= this.limits.batch) break;
        const waiting = turn.queue.waiting[turn.next++];
        if (waiting && !batch.add(waiting)) turn.kept.push(waiting);
      }
      active = active.filter(({ queue, next }) => next < queue.waiting.length);
    }
    for (const { queue, next, kept } of turns) queue.waiting = [...kept, ...queue.waiting.slice(next)];
    this.forget(batch.groups());
    this.rotate();
    return batch.groups();
  }

  private queueOf(author: number | null): Queue {
    let queue = this.queues.get(author);
    if (!queue) this.queues.set(author, (queue = { author, waiting: [] }));
    return queue;
  }

  private forget(groups: readonly WriteGroup[]): void {
    for (const { members } of groups) {
      this.count -= members.length;
      const stream = present(this.queueOfStream.get(members[0].write.streamId));
      stream.writes -= members.length;
      if (stream.writes === 0) this.queueOfStream.delete(members[0].write.streamId);
    }
  }

  /** The author who was first is last next time; those without writes are forgotten. */
  private rotate(): void {
    const [first, ...rest] = [...this.queues.values()].filter(({ waiting }) => waiting.length > 0);
    this.queues = new Map((first ? [...rest, first] : []).map((queue) => [queue.author, queue]));
  }
}

class Batch {
  writes = 0;
  private readonly byStream = new Map<string, WriteGroup>();
  private readonly full = new Set<string>();

  groups(): WriteGroup[] {
    return [...this.byStream.values()];
  }

  add(waiting: Waiting): boolean {
    const { streamId } = waiting.write;
    if (this.full.has(streamId)) return false;
    const group = this.byStream.get(streamId);
    if (!group) this.byStream.set(streamId, new WriteGroup(waiting));
    else if (!group.join(waiting)) {
      this.full.add(streamId);
      return false;
    }
    this.writes++;
    return true;
  }
}
