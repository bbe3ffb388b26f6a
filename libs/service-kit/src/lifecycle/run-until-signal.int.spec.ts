import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../testing/toy-program.ts', import.meta.url));
const loader = new URL('../../../../tools/typescript.mjs', import.meta.url).href;

describe('a program', () => {
  const run = (manner: string, environment: NodeJS.ProcessEnv = {}) => {
    const child = spawn(process.execPath, ['--import', loader, program, manner], {
      env: { ...process.env, ...environment },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
    return { child, output: () => output, exit: once(child, 'exit') as Promise<[number | null]> };
  };
  const said = async (child: ChildProcess, output: () => string, text: string) => {
    while (!output().includes(text)) await once(child.stdout ?? child, 'data');
  };

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'closes on %s and ends with 0',
    async (signal) => {
      const { child, output, exit } = run('quick');
      await said(child, output, 'started');
      child.kill(signal);
      expect(await exit).toEqual([0, null]);
      expect(output()).toContain('closing');
    },
    20_000,
  );

  it('ends at once on the second signal', async () => {
    const { child, output, exit } = run('never');
    await said(child, output, 'started');
    child.kill('SIGINT');
    await said(child, output, 'closing');
    child.kill('SIGINT');
    expect(await exit).toEqual([1, null]);
  }, 20_000);

  it('ends with 1 when closing fails', async () => {
    const { child, output, exit } = run('failing');
    await said(child, output, 'started');
    child.kill('SIGTERM');
    expect(await exit).toEqual([1, null]);
    expect(output()).toContain('the disk is full');
  }, 20_000);

  it('prints one line and ends with 1 when a setting is wrong', async () => {
    const { output, exit } = run('quick', { LICET_PORT: 'x' });
    expect(await exit).toEqual([1, null]);
    expect(output().trim()).toBe('LICET_PORT is "x", but must be a port between 0 and 65535 (0: any free one).');
  }, 20_000);
});
