import { type LicenseEvent, type RecordedEvent, type Sealed, kindOf } from '@licet/contracts';
import { Consumer, concerning, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import type { Vault } from '@licet/vault';
import type pg from 'pg';
import { lexemes } from '../domain/words.ts';
import { BulkTable } from './bulk-table.ts';

/** Name under which the positions of the words of licenses stand. */
export const wordsConsumer = 'status-projector-words';

interface WordsRow {
  license_id: number;
  author_id: number;
  version: number;
  words: string;
}
const words = new BulkTable<WordsRow>('license_words', ['license_id']);

/**
 * Keeps the words of licenses that searches find. A reader of its own, because it needs the keys of `licenses` to open their notes: while that
 * is away it waits, and everything else goes on. [API-LIC-11; design 3, sealed values]
 */
export const licenseWords = ({ host, store, vault }: ServiceResources): Consumer =>
  new Consumer({
    name: wordsConsumer,
    source: 'licenses',
    stream: host.stream,
    pool: store.pool,
    failure: 'park',
    logger: host.logger,
    ...concerning(isOfLicense, (events, tx) => project(events, tx, vault)),
  });

async function project(
  ofLicenses: readonly RecordedEvent<LicenseEvent>[],
  tx: pg.ClientBase,
  vault: Vault,
): Promise<void> {
  const purged = ofLicenses.filter(({ type }) => type === 'LicensePurged').map(({ data }) => data.licenseId);
  const told = ofLicenses.flatMap((event) => {
    const notes = notesIn(event);
    return notes === undefined ? [] : [{ event, notes }];
  });
  await projectNotes(tx, told, vault);
  await words.delete(tx, purged);
}

interface Told {
  event: RecordedEvent<LicenseEvent>;
  notes: Sealed | null;
}

async function projectNotes(tx: pg.ClientBase, told: readonly Told[], vault: Vault): Promise<void> {
  if (told.length === 0) return;
  const rows = await words.load(
    tx,
    told.map(({ event }) => event.data.licenseId),
  );
  const texts = await keepAwake(tx, () => vault.openMany(told.flatMap(({ notes }) => notes ?? [])));
  for (const { event, notes } of told) {
    const { licenseId, authorId } = event.data;
    vault.drop(`licenses/${event.streamId}`); // of a million licenses, each needed once
    if (event.version <= (rows.get(licenseId)?.version ?? 0)) continue;
    const text = notes === null ? '' : (texts.get(notes) ?? '');
    const { version } = event;
    const row = { license_id: licenseId, author_id: authorId, version, words: lexemes(authorId, `${licenseId}`, text) };
    rows.set(licenseId, row);
  }
  await words.save(tx, [...rows.values()]);
}

/** What an event says of the notes: null for none, undefined for nothing. */
function notesIn({ type, data }: RecordedEvent<LicenseEvent>): Sealed | null | undefined {
  return type === 'LicenseAdded' && 'notes' in data ? data.notes : 'changes' in data ? data.changes.notes : undefined;
}

const isOfLicense = (event: RecordedEvent): event is RecordedEvent<LicenseEvent> =>
  kindOf(event.streamId) === 'license';
