import { createLogger, loadConfig, startOrExit } from '@licet/service-kit';
import { readFile } from 'node:fs/promises';
import { type FirstRun, firstRunFile } from '../first-run/first-run-file.ts';
import { startPlatform } from '../platform.ts';
import { type Teller, tellStory } from './story.ts';

const tell: Teller = {
  chapter: (title) => process.stdout.write(`\n${title}\n`),
  line: (what, outcome) => process.stdout.write(`  ${what.padEnd(36)} ${outcome}\n`),
};

/** Credentials of the platform that runs on this data folder; undefined when none answers. */
async function runningPlatform(dataDir: string): Promise<FirstRun | undefined> {
  try {
    const access = JSON.parse(await readFile(firstRunFile(dataDir), 'utf8')) as FirstRun;
    const { ok } = await fetch(`${access.baseUrl}/readyz`);
    return ok ? access : undefined;
  } catch {
    return undefined;
  }
}

const { access, own } = await startOrExit(async () => {
  const config = loadConfig();
  const running = await runningPlatform(config.dataDir);
  if (running) return { access: running };
  const started = await startPlatform({ ...config, port: 0 }, createLogger({ level: 'error' }));
  return { access: started.firstRun, own: started };
});
tell.chapter(`Licet at ${access.baseUrl}${own ? ', started for this story' : ''}`);
try {
  await tellStory(access, tell);
  process.stdout.write('\nThe end: every answer was the documented one.\n');
} catch (error) {
  process.stderr.write(`\nThe story broke off: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await own?.close();
}
