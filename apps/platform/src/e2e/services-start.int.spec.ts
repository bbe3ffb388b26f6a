import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

it('npm run services says in one line that its port is taken, and starts nothing', async () => {
  const other = createServer();
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const port = String((other.address() as AddressInfo).port);
  const dataDir = mkdtempSync(join(tmpdir(), 'licet-services-'));
  try {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', './tools/typescript.mjs', 'tools/services/main.ts'],
      {
        cwd: root,
        env: { PATH: process.env.PATH, LICET_PORT: port, LICET_DATA_DIR: dataDir },
        encoding: 'utf8',
        timeout: 25_000,
      },
    );
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: `LICET_PORT is ${port}, but that port of 127.0.0.1 is taken. Stop what listens there or choose another port.\n`,
    });
    expect(readdirSync(dataDir)).toEqual([]);
  } finally {
    other.close();
    rmSync(dataDir, { recursive: true });
  }
}, 30_000);
