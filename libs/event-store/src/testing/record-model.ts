import type { Write } from '../types.ts';

/** What a write must come to, without its place in the lane. */
export type Expected =
  | { kind: 'appended' | 'repeated'; version: number }
  | { kind: 'conflict'; version: number }
  | { kind: 'claimed'; key: string; owner: string };

/** The record as a few maps: what append promises, without batches, locks and connections. Immutable. */
export class RecordModel {
  constructor(
    readonly versions: ReadonlyMap<string, number> = new Map(),
    /** Version after the write, by stream and command. */
    readonly receipts: ReadonlyMap<string, number> = new Map(),
    /** Holder by key; all keys are of one scope. */
    readonly claims: ReadonlyMap<string, string> = new Map(),
  ) {}

  append(write: Write): { model: RecordModel; outcome: Expected } {
    const { streamId, commandId, expectedVersion, events } = write;
    const version = this.versions.get(streamId) ?? 0;
    const receipt = this.receipts.get(`${streamId} ${commandId}`);
    if (receipt !== undefined) return { model: this, outcome: { kind: 'repeated', version: receipt } };
    if (expectedVersion !== 'any' && expectedVersion !== version)
      return { model: this, outcome: { kind: 'conflict', version } };
    const taken = (write.claims ?? []).find(({ key }) => (this.claims.get(key) ?? streamId) !== streamId);
    if (taken) {
      const owner = this.claims.get(taken.key) ?? '';
      return { model: this, outcome: { kind: 'claimed', key: taken.key, owner } };
    }
    const after = version + events.length;
    return { model: this.with(write, after), outcome: { kind: 'appended', version: after } };
  }

  /** Equal for models that promise the same. */
  get fingerprint(): string {
    return JSON.stringify([this.versions, this.receipts, this.claims].map((map) => [...map].sort()));
  }

  private with({ streamId, commandId, claims = [], releases = [] }: Write, version: number): RecordModel {
    const held = new Map(this.claims);
    for (const { key } of claims) held.set(key, streamId);
    for (const { key } of releases) if (held.get(key) === streamId) held.delete(key);
    return new RecordModel(
      new Map(this.versions).set(streamId, version),
      new Map(this.receipts).set(`${streamId} ${commandId}`, version),
      held,
    );
  }
}
