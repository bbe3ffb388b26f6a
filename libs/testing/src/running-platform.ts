import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, openSync, closeSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

/** The two ways in which the product runs: `npm start` and `npm run services`. */
export type Shape = 'platform' | 'services';

const program: Record<Shape, string[]> = {
  platform: ['tools/run.mjs', 'apps/platform/src/main.ts'],
  services: ['--import', './tools/typescript.mjs', 'tools/services/main.ts'],
};
const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface Part {
  name: string;
  pid: number;
  /** Port of its calls. */
  rpcPort?: number;
}

export interface RunningPlatform {
  shape: Shape;
  baseUrl: string;
  dataDir: string;
  /** What `<data>/first-run.json` holds. */
  access<T>(): T;
  /** Everything that the processes wrote to standard output and error so far. */
  output(): string;
  /** Process ids of the parts by name; `main` is the one that was started. */
  pids(): Record<string, number>;
  /** The parts of `npm run services`: several of one name where it was asked for several. */
  parts(): Part[];
  /** Ends the main process with a signal and waits until it is gone. */
  end(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same data, address and settings, in the same shape or the other one. */
  restart(as?: Shape): Promise<void>;
  /** Ends it and removes its data. */
  destroy(): Promise<void>;
}

/** Starts the product as a user would, in a folder of its own and on a free port, and waits until it is ready. */
export async function runPlatform(
  shape: Shape,
  environment: Record<string, string> = {},
  flags: readonly string[] = [],
): Promise<RunningPlatform> {
  const dataDir = mkdtempSync(join(tmpdir(), `licet-${shape}-`));
  chmodSync(dataDir, 0o711); // PostgreSQL may run as another user
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const log = join(dataDir, 'output.log');
  let child: ChildProcess;

  const start = async (as: Shape = shape) => {
    const output = openSync(log, 'a');
    child = spawn(process.execPath, [...program[as], ...flags], {
      cwd: root,
      env: { ...cleanEnvironment(), LICET_DATA_DIR: dataDir, LICET_PORT: String(port), ...environment },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`it ended with code ${String(code)}:\n${tail(log)}`);
    });
    const ready = eventually(
      async () => {
        const response = await fetch(`${baseUrl}/readyz`);
        if (!response.ok) throw new Error(`/readyz answers ${response.status}`);
        readFileSync(join(dataDir, 'first-run.json'));
      },
      { timeout: 90_000 },
    );
    ended.catch(() => undefined); // later ends are nobody's failure
    ready.catch(() => undefined);
    try {
      await Promise.race([ready, ended]);
    } catch (cause) {
      await end(); // or it would run for ever: nobody has got hold of it yet
      throw cause;
    }
  };
  const end = async (signal: NodeJS.Signals = 'SIGINT') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };

  await start();
  return {
    shape,
    baseUrl,
    dataDir,
    access: <T>() => JSON.parse(readFileSync(join(dataDir, 'first-run.json'), 'utf8')) as T,
    output: () => readFileSync(log, 'utf8'),
    pids: () => ({ ...Object.fromEntries(partsOf(dataDir).map(({ name, pid }) => [name, pid])), main: child.pid! }),
    parts: () => partsOf(dataDir),
    end,
    restart: start,
    destroy: async () => {
      await end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Settings of the machine that runs the tests must not reach the product under test. */
const cleanEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(LICET_|KAFKA_|NODE_OPTIONS)/.test(name)));

const tail = (file: string) => readFileSync(file, 'utf8').slice(-3000);

/** Written by `npm run services`. */
function partsOf(dataDir: string): Part[] {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'services.json'), 'utf8')) as Part[];
  } catch {
    return [];
  }
}
