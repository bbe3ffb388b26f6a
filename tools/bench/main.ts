// `npm run bench`: the figures of docs/benchmarks.md, measured in one run on this machine, and printed as Markdown.
//   --only activation,check   sections to run (appends, activation, check, license, profile, stored)
//   --seconds 10              of one measurement
//   --keep file.cpuprofile    keeps the profile of the section `profile` for a viewer
//   --stored 1000000          licenses for the section `stored` (default 100,000)
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchAppends } from './append.ts';
import { benchNetwork } from './network.ts';
import { benchProfile } from './profile.ts';
import { head, print, rate, row } from './report.ts';
import { benchStored } from './stored.ts';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: 'appends,activation,check,license,profile,stored' },
    stored: { type: 'string', default: '100000' },
    keep: { type: 'string' },
    seconds: { type: 'string', default: '10' },
  },
});
const sections = new Set(flags.only.split(','));
const seconds = Number(flags.seconds);
const network = {
  activation: sections.has('activation'),
  check: sections.has('check'),
  license: sections.has('license'),
};

print(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, fsync on, ${new Date().toISOString().slice(0, 10)}`,
);
if (sections.has('appends')) await appends();
if (Object.values(network).some(Boolean)) await benchNetwork(network, seconds);
if (sections.has('profile')) await benchProfile(seconds, flags.keep);
if (sections.has('stored')) await benchStored(Number(flags.stored), seconds);

async function appends(): Promise<void> {
  const rows = await benchAppends();
  print('\n### Appends, 64 callers\n');
  head('what', 'per second', 'p50 ms', 'p99 ms');
  for (const { what, perSecond, p50Ms, p99Ms } of rows) row(what, rate(perSecond), p50Ms.toFixed(1), p99Ms.toFixed(1));
}
