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
const rounds = 3;

/**
 * Activations on 1,000 licenses, where no others are stored, and on 1,000 of many: two products measured in turn, so that what else happens on
 * the machine meets both. Memory per open license: what process and PostgreSQL have grown by while the many were taken over, which leaves
 * their ledgers in memory.
 */
export async function benchStored(stored: number, seconds: number): Promise<void> {
  const [small, large] = [await runPlatform('platform'), await runPlatform('platform')];
  try {
    const before = resident(large);
    const { sample, perSecond } = await fill(large, productOf(large), stored);
    const after = resident(large);
    print('\n### Activation, form POST, 64 connections, on 1,000 licenses of those that are stored\n');
    print(`${rate(perSecond)} licenses a second were appended and followed by ledgers and read models.`);
    const grown = (part: 'node' | 'postgres') => `${(((after[part] - before[part]) * 1024) / stored).toFixed(2)} kB`;
    print(`Growth per open license: process ${grown('node')}, PostgreSQL ${grown('postgres')} resident.\n`);
    measuredHead();
    const alone = { running: small, licenses: await sell(productOf(small), few), stored: few };
    const ratios = await inTurn(alone, { running: large, licenses: sample, stored }, seconds);
    printRatios([{ what: 'many stored / 1,000 stored, median', value: median(ratios), goal: 0.85 }]);
  } finally {
    await Promise.all([small.destroy(), large.destroy()]);
  }
}

interface Side {
  running: RunningPlatform;
  licenses: Sold[];
  stored: number;
}

/** Rate of the second over that of the first, round by round. */
async function inTurn(first: Side, second: Side, seconds: number): Promise<number[]> {
  const run = ({ running, licenses, stored }: Side) =>
    measure(running, `${rate(stored)} stored`, activations(productOf(running), licenses, 'post'), seconds);
  const ratios: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const [one, other] = [await run(first), await run(second)];
    ratios.push(other.perSecond / one.perSecond);
  }
  return ratios;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

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
