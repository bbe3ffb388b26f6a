// `npm run licet -- apply catalog.yaml [--dry-run]`: makes a running platform match a catalog file over the native API.
// Address and native key come from LICET_API_URL and LICET_API_KEY, or from first-run.json in the data folder.
import {
  CatalogRefused,
  NativeApi,
  ProblemAnswered,
  type Step,
  applyCatalog,
  readCatalog,
  tellPlan,
  tellStep,
} from '@licet/catalog';
import { ConfigError, loadConfig } from '@licet/service-kit/config';
import { readFile } from 'node:fs/promises';
import { firstRunFile } from '../../apps/platform/src/first-run/first-run-file.ts';
import { readArguments, usage } from './arguments.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Runs the command; what its caller can mend is thrown as {@link CatalogRefused}. */
async function run(): Promise<void> {
  const asked = readArguments(process.argv.slice(2));
  if (asked.kind === 'help') {
    print(usage);
    return;
  }
  if (asked.kind === 'wrong') throw new CatalogRefused(asked.message);
  const { file, dryRun } = asked;
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CatalogRefused(`${file} cannot be read.`);
  });
  const catalog = readCatalog(text, file);
  const onStep = (step: Step): void => {
    printStep(step);
    if (!dryRun) printSecrets(step); // at once: a later step may be refused
  };
  print(tellPlan(await applyCatalog(catalog, new NativeApi(await access()), { dryRun, onStep }), dryRun));
}

/** Address and key of the platform: those that were set, else those of the first start on this machine. */
async function access(): Promise<{ url: string; key: string }> {
  const { dataDir, api } = loadConfig();
  const { url, key } = api;
  if (url !== null && key !== null) return { url, key };
  const file = firstRunFile(dataDir);
  const known = await readFile(file, 'utf8').then(
    (json) => JSON.parse(json) as { baseUrl: string; apiKey: string },
    () => {
      throw new CatalogRefused(
        `Set LICET_API_URL and LICET_API_KEY, or start the platform here first: there is no ${file}.`,
      );
    },
  );
  return { url: url ?? known.baseUrl, key: key ?? known.apiKey };
}

function printStep(step: Step): void {
  const line = tellStep(step);
  if (line !== null) print(line);
}

/** Passwords that the platform made are printed by the run that made them, and by no other. [API-USR-02] */
function printSecrets({ action, shown }: Step): void {
  if (action !== 'create' || !shown?.secrets) return;
  const { apiUserId, login, secrets } = shown;
  print(`          shown only now: ${JSON.stringify({ apiUserId, login, ...secrets })}`);
}

/** Lines for what the caller can mend, a stack for a bug. */
function explain(error: unknown): string {
  if ([CatalogRefused, ProblemAnswered, ConfigError].some((kind) => error instanceof kind))
    return (error as Error).message;
  if (!(error instanceof Error)) return String(error);
  if (error.message === 'fetch failed') return 'The platform does not answer. Is it running? `npm start` starts it.';
  return error.stack ?? error.message;
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
