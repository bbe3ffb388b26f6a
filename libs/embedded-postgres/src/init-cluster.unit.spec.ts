import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clusterHome, makeHome } from './cluster-home.ts';
import { initCluster } from './init-cluster.ts';

it('says in one line why initdb has failed, and leaves nothing half-made', async () => {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'licet-initdb-'));
  fs.chmodSync(folder, 0o755);
  const complaint = 'initdb: error: could not look up effective user ID 1234: user does not exist';
  fs.writeFileSync(path.join(folder, 'initdb'), `#!/bin/sh\necho '${complaint}\ninitdb: hint: none' >&2; exit 1\n`, {
    mode: 0o755,
  });
  const home = clusterHome(path.join(folder, 'cluster'));
  makeHome(home);
  try {
    await expect(initCluster(folder, home, true)).rejects.toThrow(
      /^Its files cannot be made: could not look up effective user ID 1234: user does not exist$/,
    );
    expect(fs.existsSync(home.data)).toBe(false);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
