import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningPlatform, runPlatform } from '@licet/testing';
import { type Product, type Sold, productOf } from '../../apps/platform/src/e2e/product.suite.ts';
import { untilFollowed } from '../seed/followed.ts';
import { openLicenses } from '../seed/open-licenses.ts';
import { productDatabase } from '../seed/product-database.ts';
import { seedLicenses } from '../seed/seed-licenses.ts';
import { activations, sell } from './plans.ts';
import { print, printRatios, rate } from './report.ts';
import { measure, measuredHead, resident } from './usage.ts';

const few = 1000;
const room = 2_000_000_000;

/**
 * Activations on 1,000 licenses, while no others are stored, and on 1,000 of many; in one run, because only then they compare. Memory per
 * open license: what process and PostgreSQL have grown by while the many were taken over, which leaves their ledgers in memory.
 */
export async function benchStored(stored: number, seconds: number): Promise<void> {
  const running = await runPlatform('platform');
  try {
    const product = productOf(running);
    print('\n### Activation, form POST, 64 connections, on 1,000 licenses of those that are stored\n');
    measuredHead();
    const run = (what: string, licenses: Sold[]) =>
      measure(running, what, activations(product, licenses, 'post'), seconds);
    const alone = await run(`${rate(few)} stored`, await sell(product, few));
    const before = resident(running);
    const { sample, perSecond } = await fill(running, product, stored);
    const after = resident(running);
    const among = await run(`${rate(stored + few)} stored`, sample);
    print(`\n${rate(perSecond)} licenses a second were appended and followed by ledgers and read models.`);
    const grown = (part: 'node' | 'postgres') => `${(((after[part] - before[part]) * 1024) / stored).toFixed(2)} kB`;
    print(`Growth per open license: process ${grown('node')}, PostgreSQL ${grown('postgres')} resident.`);
    printRatios([{ what: 'many stored / 1,000 stored', value: among.perSecond / alone.perSecond, goal: 0.85 }]);
  } finally {
    await running.destroy();
  }
}

async function fill(running: RunningPlatform, { access, author }: Product, count: number) {
  const masterKey = Buffer.from(readFileSync(join(running.dataDir, 'master-key'), 'utf8'), 'base64');
  const adminUrl = productDatabase({ databaseUrl: null, dataDir: running.dataDir });
  const licenses = await openLicenses(adminUrl, masterKey);
  const start = performance.now();
  const [option, customer] = [access.products[0]?.options[0], access.customers[0]];
  if (!option || !customer) throw new Error('The first run has left no option or no customer');
  const sale = { authorId: author.AuthorID, optionId: option.prodOptionId, customerId: customer.customerId };
  const sample = await seedLicenses(licenses, { ...sale, activations: room }, { count, sample: few });
  await licenses.store.close();
  await untilFollowed(adminUrl);
  return { sample, perSecond: (count * 1000) / (performance.now() - start) };
}
