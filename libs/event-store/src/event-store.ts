import { present } from './present.ts';
import type { Claim, LanePosition, RecordedEvent, Service } from '@licet/contracts';
import { DryRun } from '@licet/dry-run';
import type pg from 'pg';
import type { Logger } from 'pino';
import { AppendListener } from './append-listener.ts';
import { checkServer, clockDifference, connectForAppends, createPool } from './connections.ts';
import { DryRecord } from './dry-record.ts';
import { defaultLimits, GroupCommitter, type CommitterLimits } from './group-committer.ts';
import { NumberBlocks, type NumberKind } from './number-blocks.ts';
import { prepare, type PreparedWrite } from './prepared-write.ts';
import { RecordReader } from './record-reader.ts';
import type { LaneGrowth, Outcome, Placement, Write } from './types.ts';
import type { Upcasters } from './upcasting.ts';

export interface EventStoreOptions {
  url: string;
  service: Service;
  /** Connections that append, each for its share of the lanes; 1 unless told. */
  connections?: number;
  logger?: Logger;
  upcasters?: Upcasters;
  limits?: Partial<CommitterLimits>;
}

/** The record of one service in its own PostgreSQL database. [design 3] */
export class EventStore {
  readonly service: Service;
  private readonly committers: readonly GroupCommitter[];
  private readonly reader: RecordReader;
  private readonly listener: AppendListener;
  private readonly numbers = new Map<NumberKind, NumberBlocks>();

  private constructor(
    options: EventStoreOptions,
    /** For read models of the same database. Its transactions end after a minute, or after three seconds of doing nothing. */
    readonly pool: pg.Pool,
  ) {
    this.service = options.service;
    this.reader = new RecordReader(pool, options.upcasters ?? {});
    this.listener = new AppendListener(options.url, (backend) =>
      this.committers.some((committer) => committer.backend === backend),
    );
    this.committers = Array.from({ length: options.connections ?? 1 }, () => {
      const connect = () => connectForAppends(options.url);
      const told = () => {
        this.listener.tell();
      };
      return new GroupCommitter(connect, told, { ...defaultLimits, ...options.limits });
    });
    this.listener.start();
  }

  /** Opens a database that is migrated already. @throws StoreUnavailable, and an Error for a server older than PostgreSQL 17. */
  static async open(options: EventStoreOptions): Promise<EventStore> {
    const server = await checkServer(options.url);
    if (Math.abs(server.clockDifference) > 1_000)
      options.logger?.warn({ clockDifference: server.clockDifference }, "The database's clock differs from ours");
    return new EventStore(options, createPool(options.url, 8));
  }

  /**
   * Stores all events of a write or none, once however often it is sent. @throws StoreOverloaded, StoreUnavailable, OutcomeUnknown;
   * TypeError for what the record cannot hold.
   */
  async append(write: Write): Promise<Outcome> {
    const prepared = prepare(write);
    const run = DryRun.current;
    return run ? this.dry(run).append(write) : this.send(prepared);
  }

  /** Like append, of a write that was checked already. */
  send(prepared: PreparedWrite): Promise<Outcome> {
    return present(this.committers[prepared.lane % this.committers.length]).append(prepared);
  }

  /** Events of a stream after a version, upcast. */
  readStream(streamId: string, afterVersion?: number): Promise<RecordedEvent[]> {
    return this.record.readStream(streamId, afterVersion);
  }

  /** Those of some types alone, so many at most: for long streams of which somebody needs little. */
  readTypes(
    streamId: string,
    types: readonly string[],
    page: { after: number; limit: number },
  ): Promise<RecordedEvent[]> {
    return this.record.readTypes(streamId, types, page);
  }

  /** What one command left in a stream; empty when it is not recorded. */
  readCommand(streamId: string, commandId: string): Promise<RecordedEvent[]> {
    return this.record.readCommand(streamId, commandId);
  }

  /** Events of a lane after a position, in order, upcast. @throws UnknownEventVersion */
  readLane(lane: number, after: number, limit: number): Promise<RecordedEvent[]> {
    return this.reader.readLane(lane, after, limit);
  }

  /** What stands behind places of several lanes, at most `limit` events of each; lanes that have not moved are left out. One round trip. */
  readGrowth(places: readonly LanePosition[], limit: number): Promise<LaneGrowth[]> {
    return this.reader.readGrowth(places, limit);
  }

  /** Last position of every lane, 0 where it is empty. */
  heads(): Promise<LanePosition[]> {
    return this.reader.heads();
  }

  /** Head version of a stream, 0 where there is none; reflects all that was committed before the call. */
  async versionOf(streamId: string): Promise<number> {
    return (await this.record.glance(streamId)).version;
  }

  /** Like versionOf, and whether the command is recorded in the stream, in the same round trip. */
  glance(streamId: string, commandId: string | null): Promise<{ version: number; recorded: boolean }> {
    return this.record.glance(streamId, commandId);
  }

  /** The stream that holds a claim. */
  holderOf(claim: Claim): Promise<string | undefined> {
    return this.record.holderOf(claim);
  }

  /** Claims of a scope after a key, and the streams that hold them, in order of the keys, so many at most. */
  holdersIn(scope: string, page: { after: string; limit: number }): Promise<{ key: string; streamId: string }[]> {
    return this.reader.holdersIn(scope, page);
  }

  /** The receipt of a command. */
  placementOf(streamId: string, commandId: string): Promise<Placement | undefined> {
    return this.record.placementOf(streamId, commandId);
  }

  /** What is read: within a dry run with what it has written. */
  private get record(): RecordReader | DryRecord {
    const run = DryRun.current;
    return run ? this.dry(run) : this.reader;
  }

  private dry(run: DryRun): DryRecord {
    return new DryRecord(run, this.service, this.reader);
  }

  /** A number that was never given before. */
  async nextNumber(kind: NumberKind): Promise<number> {
    const run = DryRun.current;
    if (run) return run.nextNumber();
    let blocks = this.numbers.get(kind);
    if (!blocks) this.numbers.set(kind, (blocks = new NumberBlocks(this.pool, kind)));
    return blocks.next();
  }

  /** Calls after own commits at once, after those of other processes by NOTIFY. Answers the way to stop it. */
  onAppended(listener: () => void): () => void {
    return this.listener.add(listener);
  }

  /** The database's clock minus ours in milliseconds; beyond one second a process is not ready. [design 3] */
  clockDifference(): Promise<number> {
    return clockDifference(this.pool);
  }

  /** Stores what waits, then lets go of all connections. */
  async close(): Promise<void> {
    await Promise.all(this.committers.map((committer) => committer.close()));
    await Promise.all([this.listener.close(), this.pool.end()]);
  }
}
