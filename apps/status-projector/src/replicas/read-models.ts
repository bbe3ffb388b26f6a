import type { RecordedEvent } from '@licet/contracts';
import { Consumer, type EventStream, inTransaction } from '@licet/event-stream';
import type { Logger } from '@licet/service-kit';
import type pg from 'pg';
import { type FeedSource, feedSources } from '../domain/cursor.ts';
import type { SourceEvent } from '../domain/license-row.ts';
import { feedRows } from './feed-rows.ts';
import { projectCatalog } from './project-catalog.ts';
import { customersConsumer } from './project-customers.ts';
import { projectHistory } from './project-history.ts';
import { wordsConsumer } from './project-words.ts';
import { projectInvoices } from './project-invoices.ts';
import { projectRenewals } from './project-renewals.ts';
import { projectLicenses } from './project-licenses.ts';
import { withoutPurged } from './purged-licenses.ts';
import { feed } from './tables.ts';

/** Name under which the positions of the read models stand. */
export const consumerName = 'status-projector';

/** One consumer per service that has facts to show. What a read model cannot take is parked, and the rest goes on. [design 5] */
export const readModelConsumers = (stream: EventStream, pool: pg.Pool, logger: Logger): Consumer[] =>
  feedSources.map(
    (source) =>
      new Consumer({ name: consumerName, source, stream, pool, logger, failure: 'park', handle: projectFrom(source) }),
  );

/** Takes a batch of events of one service into all read models, in a number of statements that does not depend on its size. */
export const projectFrom = (source: FeedSource) => async (events: readonly RecordedEvent[], tx: pg.ClientBase) => {
  const known = events as readonly RecordedEvent<SourceEvent>[];
  if (source !== 'customers') {
    await takeTurns(tx, events);
    await projectCatalog(tx, known);
    await projectInvoices(tx, events);
    await projectRenewals(tx, events);
    const living = await withoutPurged(tx, known);
    await projectLicenses(tx, living);
    await projectHistory(tx, living);
  }
  await feed.save(tx, feedRows(source, events));
};

/** A license has one lane number in every service: its owner's events and its ledger's wait for each other here, row by row. */
const takeTurns = (tx: pg.ClientBase, events: readonly RecordedEvent[]) =>
  tx.query({
    name: 'take_turns',
    text: 'SELECT pg_advisory_xact_lock($1, lane) FROM (SELECT unnest($2::int[]) AS lane ORDER BY lane) AS lanes',
    values: [turns, [...new Set(events.map(({ lane }) => lane))]],
  });

/** Any number that no other advisory lock of this database begins with. */
const turns = 71_408;

const names = `'${consumerName}', '${customersConsumer}', '${wordsConsumer}'`;
const forgetting = `
  TRUNCATE product, product_option, invoice, renewal, license, license_use, license_words, license_note, purged_license, status_change, feed,
    event_detail, customer, activation_attempt, installation, installation_transition;
  DELETE FROM consumer_position WHERE consumer IN (${names});
  DELETE FROM parked_event WHERE consumer IN (${names})`;

/**
 * Forgets everything that was derived, positions included, where nobody has asked for it by this word before; the consumers must not run. When they
 * start they read from the beginning. Several processes may ask at once. Whether it was forgotten.
 */
export const forgetReadModels = (pool: pg.Pool, word: string): Promise<boolean> =>
  inTransaction(pool, async (tx) => {
    const asked = await tx.query('INSERT INTO rebuild (word) VALUES ($1) ON CONFLICT DO NOTHING', [word]);
    if (asked.rowCount === 1) await tx.query(forgetting);
    return asked.rowCount === 1;
  });
