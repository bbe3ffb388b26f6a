import { randomUUID } from 'node:crypto';
import { eventCatalog, newUuid, type EventMetadata } from '@licet/contracts';
import { EventStore, eventStoreMigrations, type MigrationClass, type NewEvent } from '@licet/event-store';
import pg from 'pg';
import { pino, type Logger } from 'pino';
import { eventStreamMigrations } from '../migrations.ts';

export const quiet: Logger = pino({ level: process.env.LOG_LEVEL ?? 'silent' });

/** Creates the tables of record and reader in an empty database. */
export async function migrate(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const runner = { query: (sql: string) => pool.query(sql) } as unknown as Parameters<
    InstanceType<MigrationClass>['up']
  >[0];
  for (const Migration of [...eventStoreMigrations, ...eventStreamMigrations]) await new Migration().up(runner);
  await pool.end();
}

const sample = eventCatalog.find(({ type }) => type === 'LicenseStatusChanged');

/** A record of `licenses` that streams of test events are appended to. */
export class RecordFixture {
  private readonly versions = new Map<string, number>();

  private constructor(readonly store: EventStore) {}

  /** Opens the record in an empty database. */
  static async create(url: string): Promise<RecordFixture> {
    await migrate(url);
    return new RecordFixture(await EventStore.open({ url, service: 'licenses' }));
  }

  /** Appends one event to each of the licenses. */
  async append(...licenses: number[]): Promise<void> {
    await Promise.all(licenses.map((license) => this.appendTo(`license-${license}`)));
  }

  /** Appends that many events, spread over 50 licenses and so over all lanes. */
  async appendMany(count: number): Promise<void> {
    for (let done = 0; done < count; done += 50) {
      await this.append(...Array.from({ length: Math.min(50, count - done) }, (_, i) => 4001 + i));
    }
  }

  async appendTo(streamId: string, event: Partial<NewEvent> = {}): Promise<void> {
    const expectedVersion = this.versions.get(streamId) ?? 0;
    this.versions.set(streamId, expectedVersion + 1);
    const events: [NewEvent] = [{ ...newEvent(), ...event }];
    const outcome = await this.store.append({ streamId, expectedVersion, commandId: randomUUID(), events });
    if (outcome.kind !== 'appended') throw new Error(`The append was answered by ${outcome.kind}.`);
  }

  /** Number of events in the record. */
  async size(): Promise<number> {
    return (await this.store.heads()).reduce((sum, { position }) => sum + position, 0);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}

function newEvent(): NewEvent {
  if (!sample) throw new Error('The sample event is gone from the catalog.');
  return { type: sample.type, schemaVersion: sample.version, data: sample.sample, metadata: newMetadata() };
}

function newMetadata(): EventMetadata {
  return {
    eventId: newUuid(),
    time: new Date().toISOString(),
    actor: { kind: 'system', id: 'test' },
    via: 'system',
    authorId: 1,
    requestId: randomUUID(),
    correlationId: randomUUID(),
    causationId: null,
  };
}
