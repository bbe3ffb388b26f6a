import { DryRun } from '@licet/dry-run';
import { type Claim, type RecordedEvent, type Service, laneOf } from '@licet/contracts';
import type { RecordReader } from './record-reader.ts';
import type { NewEvent, Outcome, Placement, Write } from './types.ts';

type Reads = Pick<RecordReader, 'glance' | 'holderOf' | 'placementOf' | 'readCommand' | 'readStream' | 'readTypes'>;

/** The record as a dry run finds it: with what it has written itself, which nobody else sees. [API-DRY-01] */
export class DryRecord implements Reads {
  constructor(
    private readonly run: DryRun,
    private readonly service: Service,
    private readonly reader: Reads,
  ) {}

  /** Decides as the record would: by version, command id and claims. */
  async append({ streamId, expectedVersion, commandId, events, claims = [], releases = [] }: Write): Promise<Outcome> {
    const { version, recorded } = await this.glance(streamId, commandId);
    const before = recorded ? await this.placementOf(streamId, commandId) : undefined;
    if (before) return { kind: 'repeated', ...before };
    if (expectedVersion !== 'any' && expectedVersion !== version) return { kind: 'conflict', version };
    for (const claim of claims) {
      const owner = await this.holderOf(claim);
      if (owner !== undefined && owner !== streamId) return { kind: 'claimed', claim, owner };
    }
    const place = this.run.nextPlace(laneOf(streamId));
    const written = events.map((event, i) => this.stored(event, { streamId, commandId, version: version + i + 1 }, i));
    this.run.write({ service: this.service, streamId, commandId, events: written, claims, releases });
    const position = place.position + events.length - 1;
    return { kind: 'appended', ...place, firstPosition: place.position, position, version: version + events.length };
  }

  async glance(streamId: string, commandId: string | null = null): Promise<{ version: number; recorded: boolean }> {
    const writes = this.run.writesTo(this.service, streamId);
    const { version, recorded } = await this.recorded((reader) => reader.glance(streamId, commandId));
    const written = writes.reduce((sum, { events }) => sum + events.length, 0);
    return { version: version + written, recorded: recorded || writes.some((it) => it.commandId === commandId) };
  }

  async holderOf(claim: Claim): Promise<string | undefined> {
    return this.run.holderOf(this.service, claim, await this.recorded((reader) => reader.holderOf(claim)));
  }

  async placementOf(streamId: string, commandId: string): Promise<Placement | undefined> {
    const events = await this.writtenBy(streamId, commandId);
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return this.recorded((reader) => reader.placementOf(streamId, commandId));
    const { lane, epoch, position, version } = last;
    return { lane, epoch, position, firstPosition: first.position, version };
  }

  async readCommand(streamId: string, commandId: string): Promise<RecordedEvent[]> {
    const written = await this.writtenBy(streamId, commandId);
    return written.length > 0 ? written : this.recorded((reader) => reader.readCommand(streamId, commandId));
  }

  async readStream(streamId: string, afterVersion = 0): Promise<RecordedEvent[]> {
    const recorded = await this.recorded((reader) => reader.readStream(streamId, afterVersion));
    const written = await this.written(streamId, recorded.at(-1)?.version);
    return [...recorded, ...written.filter(({ version }) => version > afterVersion)];
  }

  async readTypes(
    streamId: string,
    types: readonly string[],
    page: { after: number; limit: number },
  ): Promise<RecordedEvent[]> {
    const recorded = await this.recorded((reader) => reader.readTypes(streamId, types, page));
    const fits = ({ version, type }: RecordedEvent) => version > page.after && types.includes(type);
    return [...recorded, ...(await this.written(streamId)).filter(fits)].slice(0, page.limit);
  }

  private async writtenBy(streamId: string, command: string): Promise<RecordedEvent[]> {
    const known = this.run.writesTo(this.service, streamId).some(({ commandId }) => commandId === command);
    return known ? (await this.written(streamId)).filter(({ commandId }) => commandId === command) : [];
  }

  /** What was written to a stream, behind what is recorded there by now: others may have changed it since. */
  private async written(streamId: string, head?: number): Promise<RecordedEvent[]> {
    const events = this.run.eventsOf(this.service, streamId);
    if (events.length === 0) return [];
    const last = head ?? (await this.recorded((reader) => reader.glance(streamId))).version;
    return events.map((event, i) => ({ ...event, version: last + i + 1 }));
  }

  /** What is read for others too, and on connections that stay. */
  private recorded<T>(read: (reader: Reads) => T): T {
    return DryRun.outside(() => read(this.reader));
  }

  /** As JSON would bring it back. */
  private stored(
    event: NewEvent,
    at: Pick<RecordedEvent, 'streamId' | 'commandId' | 'version'>,
    offset: number,
  ): RecordedEvent {
    const { lane, epoch, position } = this.run.nextPlace(laneOf(at.streamId));
    const { type, schemaVersion, metadata } = event;
    const data: unknown = JSON.parse(JSON.stringify(event.data));
    const place = { lane, epoch, position: position + offset };
    return { ...at, ...place, type, schemaVersion, data, metadata, recordedAt: metadata.time };
  }
}
