import type pg from 'pg';

/** States of long streams, to be folded from there. Losing them costs time only. */
export class Snapshots<S> {
  private readonly writing = new Set<string>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly options: { stateVersion: number; every: number },
  ) {}

  async load(streamId: string): Promise<{ version: number; state: S } | undefined> {
    const { rows } = await this.pool.query<{ version: number; state: S }>({
      name: 'load_snapshot',
      text: loadSnapshot,
      values: [streamId, this.options.stateVersion],
    });
    return rows[0];
  }

  /** Rarer as the stream grows, so that writing a large state costs each event the same. */
  isDue(version: number, last: number): boolean {
    return version - last >= Math.max(this.options.every, last / 4);
  }

  /** Writes in the background; says whether it took the work on. A newer state is never replaced by an older one. */
  save(streamId: string, version: number, state: S): boolean {
    if (this.writing.has(streamId)) return false;
    this.writing.add(streamId);
    const values = [streamId, version, this.options.stateVersion, JSON.stringify(state)];
    void this.pool
      .query({ name: 'save_snapshot', text: saveSnapshot, values })
      .catch(() => undefined) // the next one will do
      .finally(() => this.writing.delete(streamId));
    return true;
  }
}

export const loadSnapshot = 'select version, state from snapshot where stream_id = $1 and state_version = $2';
/** During a rollout old and new code run side by side: the newer shape stays. */
const saveSnapshot = `insert into snapshot (stream_id, version, state_version, state) values ($1, $2, $3, $4)
  on conflict (stream_id) do update set version = excluded.version, state_version = excluded.state_version, state = excluded.state
  where (snapshot.state_version, snapshot.version) < (excluded.state_version, excluded.version)`;
