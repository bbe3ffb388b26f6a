// `node --import ./tools/typescript.mjs tools/bench/lists.ts --licenses 1000000`: pages of the list of licenses over so many rows of read
// models, which SQL writes, each query asked alone. [API-LIST-10]
import { startPostgres } from '@licet/embedded-postgres';
import { ListObjects, type ListQuery, firstPage } from '@licet/contracts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { runProjector } from '../../apps/status-projector/src/testing/running-projector.ts';
import { bigAuthor, seedLists } from '../../apps/status-projector/src/testing/seed-lists.ts';

const { values: flags } = parseArgs({
  options: { licenses: { type: 'string', default: '1000000' }, times: { type: 'string', default: '40' } },
});

const equals = (field: string, value: string | number | boolean): Partial<ListQuery> => ({
  filters: [{ field, operator: 'equals', values: [value] }],
});
const q = (...words: string[]): Partial<ListQuery> => ({ words });
const asked: [string, Partial<ListQuery>][] = [
  ['newest first', {}],
  ['by expiry', { sort: { field: 'expiresAt', descending: false } }],
  ['by last check', { sort: { field: 'activation.lastCheckAt', descending: true } }],
  ['of a product', equals('productId', 77)],
  ['of a customer', equals('customerId', 77)],
  ['of a status that most have', equals('status', 'active')],
  ['of a status that few have', equals('status', 'deleted')],
  ['with two seats left', equals('seats.left', 2)],
  ['counted', { count: true }],
  ['q that one has', q('word4711')],
  ['q of one letter that all have', q('w')],
  ['q of two words that all have', q('w', 'c')],
];

const server = await startPostgres({ dataDir: mkdtempSync(join(tmpdir(), 'licet-lists-')), settings: ['fsync=off'] });
process.env.LICET_TEST_DATABASE_URL = server.url;
const projector = await runProjector();
try {
  const client = new pg.Client(projector.databaseUrl); // no transaction of the product lasts as long
  await client.connect();
  const rows = async <R extends object>(sql: string) => (await client.query<R>(sql)).rows;
  await seedLists({ rows }, Number(flags.licenses));
  await rows('VACUUM ANALYZE');
  await client.end();
  process.stdout.write('| a page of 50 licenses | p50 ms | p95 ms |\n| --- | ---: | ---: |\n');
  for (const [what, query] of asked) {
    const took: number[] = [];
    let refused = '';
    for (let i = 0; i < Number(flags.times); i++) {
      const start = performance.now();
      const request = { authorId: bigAuthor, list: 'license', query: { ...firstPage, limit: 50, ...query } } as const;
      const reply = await projector.send(ListObjects, request);
      took.push(performance.now() - start);
      if (!reply.ok) refused = ` (refused: ${reply.refusal.code})`;
    }
    const sorted = took.toSorted((one, other) => one - other);
    const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
    process.stdout.write(`| ${what}${refused} | ${at(0.5)} | ${at(0.95)} |\n`);
  }
} finally {
  await projector.close();
  await server.destroy();
}
