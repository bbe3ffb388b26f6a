import type pg from 'pg';
import { Coalescer } from '../coalescer.ts';
import type { SnapshotOptions } from './types.ts';

interface Snapshot<S> {
  version: number;
  state: S;
}

/** States of long streams, to be folded from there. Losing them costs time only. */
export class Snapshots<S> {
  private readonly writing = new Set<string>();
  private readonly loads = new Coalescer((streamIds: string[]) => this.query(streamIds));

  constructor(
    private readonly pool: pg.Pool,
    private readonly options: SnapshotOptions<S>,
  ) {}

  load(streamId: string): Promise<Snapshot<S> | undefined> {
    return this.loads.ask(streamId);
  }

  /** Rarer as the stream grows, so that writing a large state costs each event the same. */
  isDue(version: number, last: number): boolean {
    return version - last >= Math.max(this.options.every, last / 4);
  }

  /** Writes in the background; says whether it took the work on. A newer state is never replaced by an older one. */
  save(streamId: string, version: number, state: S): boolean {
    if (this.writing.has(streamId)) return false;
    this.writing.add(streamId);
    const { stateVersion, form } = this.options;
    const values = [streamId, version, stateVersion, JSON.stringify(form ? form.write(state) : state)];
    void this.pool
      .query({ name: 'save_snapshot', text: saveSnapshot, values })
      .catch(() => undefined) // the next one will do
      .finally(() => this.writing.delete(streamId));
    return true;
  }

  private async query(streamIds: string[]): Promise<(Snapshot<S> | undefined)[]> {
    const { stateVersion, form } = this.options;
    const { rows } = await this.pool.query<{ stream_id: string; version: number; state: unknown }>({
      name: 'load_snapshots',
      text: loadSnapshots,
      values: [streamIds, stateVersion],
    });
    const stateIn = (stored: unknown) => (form ? form.read(stored) : (stored as S));
    const found = new Map(rows.map(({ stream_id, version, state }) => [stream_id, { version, state: stateIn(state) }]));
    return streamIds.map((streamId) => found.get(streamId));
  }
}

export const loadSnapshots =
  'select stream_id, version, state from snapshot where stream_id = any ($1) and state_version = $2';
/** During a rollout old and new code run side by side: the newer shape stays. */
const saveSnapshot = `insert into snapshot (stream_id, version, state_version, state) values ($1, $2, $3, $4)
  on conflict (stream_id) do update set version = excluded.version, state_version = excluded.state_version, state = excluded.state
  where (snapshot.state_version, snapshot.version) < (excluded.state_version, excluded.version)`;
