import { type RunningPlatform, eventually, runPlatform } from '@licet/testing';
import { relative } from 'node:path';
import type { FirstRun } from '../first-run/first-run-file.ts';

describe('the first screen', () => {
  let running: RunningPlatform;
  beforeAll(async () => {
    running = await runPlatform('platform');
  }, 120_000);
  afterAll(() => running.destroy(), 60_000);

  it('is the welcome and nothing else, although the demo was made', () => {
    const near = (file: string) => relative(process.cwd(), `${running.dataDir}/${file}`);
    expect(running.access<FirstRun>().products).toHaveLength(1);
    const lines = running.output().split('\n');
    const shown = lines.filter((line) => !line.includes('"route":"/readyz"')); // asked by this test
    expect(shown.map((line) => line.trim())).toEqual([
      '',
      expect.stringMatching(new RegExp(`^Licet is ready at ${running.baseUrl}  \\(\\d+\\.\\d s\\)$`)),
      '',
      `Credentials     ${near('first-run.json')}`,
      expect.stringMatching(/^Activate one {4}curl --data-urlencode /),
      'See a story     npm run demo',
      'Stop            Ctrl-C; everything is kept',
      '',
    ]);
  });

  it('is followed by a line for each request of others', async () => {
    await fetch(`${running.baseUrl}/api/v1/products`);
    await eventually(() => running.output().includes('"route":"/api/v1/products","status":401'));
  });
});
