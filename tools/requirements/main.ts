// Prints, per family of requirements, how many ids are named by a passing test of the last `npm test`.
import { readFile } from 'node:fs/promises';
import { idsIn } from './ids-in.ts';

const read = async <T>(path: string): Promise<T> =>
  JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8')) as T;

type Families = Record<string, Record<string, string[]>>;
const families = await read<Families>('../../docs/reference/requirements.json');
const { passed, at } = await read<{ passed: string[]; at: string }>('../../.data/test-results.json').catch(() => {
  process.stderr.write('No results yet: run `npm test` first.\n');
  process.exit(1);
});

const known = new Set(Object.values(families).flatMap((family) => Object.values(family).flat()));
const named = new Set(passed.flatMap((title) => idsIn(title, known)));
const verbose = process.argv.includes('--missing');
const print = (line: string) => process.stdout.write(`${line}\n`);

print(`Requirements named by a passing test (run of ${at})\n`);
let [total, covered] = [0, 0];
for (const [document, byFamily] of Object.entries(families)) {
  print(document);
  for (const [family, ids] of Object.entries(byFamily)) {
    const missing = ids.filter((id) => !named.has(id));
    total += ids.length;
    covered += ids.length - missing.length;
    print(
      `  ${family.padEnd(12)} ${String(ids.length - missing.length).padStart(4)} of ${String(ids.length).padStart(3)}`,
    );
    if (verbose && missing.length < ids.length && missing.length > 0)
      print(`               missing: ${missing.join(' ')}`);
  }
}
print(`\n${covered} of ${total}`);
