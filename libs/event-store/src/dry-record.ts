import type { DryRun } from '@licet/dry-run';
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
    const written = events.map((event, i) =>
      this.recorded(event, { streamId, commandId, version: version + i + 1 }, i),
    );
    this.run.write({ service: this.service, streamId, commandId, events: written, claims, releases });
    const position = place.position + events.length - 1;
    return { kind: 'appended', ...place, firstPosition: place.position, position, version: version + events.length };
  }

  async glance(streamId: string, commandId: string | null = null): Promise<{ version: number; recorded: boolean }> {
    const writes = this.run.writesTo(this.service, streamId);
    const { version, recorded } = await this.reader.glance(streamId, commandId);
    const written = writes.reduce((sum, { events }) => sum + events.length, 0);
    return { version: version + written, recorded: recorded || writes.some((it) => it.commandId === commandId) };
  }

  async holderOf(claim: Claim): Promise<string | undefined> {
    const written = this.run.holderOf(this.service, claim);
    return written === undefined ? this.reader.holderOf(claim) : (written ?? undefined);
  }

  async placementOf(streamId: string, commandId: string): Promise<Placement | undefined> {
    const events = this.writtenBy(streamId, commandId);
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return this.reader.placementOf(streamId, commandId);
    const { lane, epoch, position, version } = last;
    return { lane, epoch, position, firstPosition: first.position, version };
  }

  async readCommand(streamId: string, commandId: string): Promise<RecordedEvent[]> {
    const written = this.writtenBy(streamId, commandId);
    return written.length > 0 ? [...written] : this.reader.readCommand(streamId, commandId);
  }

  async readStream(streamId: string, afterVersion = 0): Promise<RecordedEvent[]> {
    const written = this.run.eventsOf(this.service, streamId).filter(({ version }) => version > afterVersion);
    return [...(await this.reader.readStream(streamId, afterVersion)), ...written];
  }

  async readTypes(
    streamId: string,
    types: readonly string[],
    page: { after: number; limit: number },
  ): Promise<RecordedEvent[]> {
    const fits = ({ version, type }: RecordedEvent) => version > page.after && types.includes(type);
    const written = this.run.eventsOf(this.service, streamId).filter(fits);
    return [...(await this.reader.readTypes(streamId, types, page)), ...written].slice(0, page.limit);
  }

  private writtenBy(streamId: string, commandId: string): readonly RecordedEvent[] {
    return this.run.writesTo(this.service, streamId).find((write) => write.commandId === commandId)?.events ?? [];
  }

  /** As JSON would bring it back. */
  private recorded(
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
