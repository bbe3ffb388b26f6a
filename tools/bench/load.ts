import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { LoadPlan, LoadResult } from './generate-load.ts';

/** Runs a plan in a process of its own and answers with what it measured. Throws when an answer was not the expected one. */
export async function load(plan: LoadPlan): Promise<LoadResult> {
  const script = new URL('generate-load.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', './tools/typescript.mjs', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(plan));
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const result = JSON.parse(output) as LoadResult;
  if (result.wrong > 0)
    throw new Error(`${result.wrong} of ${result.answers} answers were not as expected at ${plan.url}`);
  return result;
}
