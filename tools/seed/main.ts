// `npm run seed -- --licenses 1000000`: fills the running product with licenses of the demo account, for measurements.
//   --licenses 10000     how many
//   --activations 5      that each allows
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createLogger, loadConfig, masterKeyOf } from '@licet/service-kit';
import { type FirstRun, firstRunFile } from '../../apps/platform/src/first-run/first-run-file.ts';
import { untilFollowed } from './followed.ts';
import { openLicenses } from './open-licenses.ts';
import { productDatabase } from './product-database.ts';
import { seedLicenses } from './seed-licenses.ts';

const { values: flags } = parseArgs({
  options: { licenses: { type: 'string', default: '10000' }, activations: { type: 'string', default: '5' } },
});
const config = loadConfig();
const { author, customers, products } = JSON.parse(readFileSync(firstRunFile(config.dataDir), 'utf8')) as FirstRun;
const [customer, option] = [customers[0], products[0]?.options[0]];
if (!customer || !option) throw new Error('The first run has left no customer or no option');

const adminUrl = productDatabase(config);
const masterKey = await masterKeyOf(config, createLogger({ level: config.logLevel }));
const licenses = await openLicenses(adminUrl, masterKey);
const start = performance.now();
const tell = (line: string) => process.stdout.write(`\r${line.padEnd(60)}`);
const sale = { authorId: author.authorId, optionId: option.prodOptionId, customerId: customer.customerId };
await seedLicenses(
  licenses,
  { ...sale, activations: Number(flags.activations) },
  {
    count: Number(flags.licenses),
    told: (done) => tell(`${done} licenses, ${Math.round((done / (performance.now() - start)) * 1000)} per second`),
  },
);
await licenses.store.close();
process.stdout.write('\n');
await untilFollowed(adminUrl, (missing) => tell(`${missing} still to be followed`));
process.stdout.write('\n');
