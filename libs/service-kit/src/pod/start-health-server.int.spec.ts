import { pino } from 'pino';
import { startHealthServer } from './start-health-server.ts';

describe('health of a pod', () => {
  it('lives at once, is ready when its service is, and shows its metrics', async () => {
    let ready = false;
    const logger = pino({ level: 'silent' });
    const server = await startHealthServer({ host: '127.0.0.1', port: 0, logger }, () => Promise.resolve(ready));
    const status = async (path: string) => (await fetch(server.url + path)).status;
    expect(await status('/healthz')).toBe(200);
    expect(await status('/readyz')).toBe(503);
    ready = true;
    expect(await status('/readyz')).toBe(200);
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('process_cpu_seconds_total');
    await server.close();
  });
});
