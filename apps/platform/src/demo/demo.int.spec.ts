import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

it.each([
  ['LICET_PORT', 'x'],
  ['LICET_DATA_DIR', '/dev/null'],
])(
  'the demo says in one line that %s is wrong, and ends with 1',
  (name, value) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['tools/run.mjs', 'apps/platform/src/demo/main.ts'],
      { cwd: root, env: { PATH: process.env.PATH, [name]: value }, encoding: 'utf8' },
    );
    expect(stderr).toMatch(new RegExp(`^${name} is ${JSON.stringify(value)}, but must [^\\n]*\\.\\n$`));
    expect([status, stdout]).toEqual([1, '']);
  },
  30_000,
);
