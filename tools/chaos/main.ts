// `npm run chaos -- --rounds 100`: the long form of what `npm test` does for a few rounds. Kills writers and PostgreSQL that many times, then
// runs the suites that kill, freeze and cut off processes, pods and brokers, with outages of a minute.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { eventStoreChaos } from './event-store.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write('usage: npm run chaos -- --rounds 100\n');
  process.exit(2);
}

const report = await eventStoreChaos(rounds, (line) => process.stdout.write(`${line}\n`));
process.stdout.write(`${JSON.stringify({ ...report, wrong: report.wrong.length })}\n${report.wrong.join('\n')}\n`);

const jest = spawn('npm', ['test', '--', 'chaos\\.spec'], {
  stdio: 'inherit',
  env: { ...process.env, LICET_CHAOS_OUTAGE_SECONDS: '60', LICET_CHAOS_ROUNDS: String(Math.ceil(rounds / 10)) },
});
const [code] = (await once(jest, 'exit')) as [number | null];
process.exit(report.wrong.length > 0 ? 1 : (code ?? 1));
