import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterHome } from './cluster-home.ts';
import { serverEnvironment } from './init-cluster.ts';
import { signal } from './processes.ts';
import { unprivileged } from './unprivileged.ts';

export interface ServerProcess {
  pid: number;
  /** Resolves when the server has ended, for whatever reason. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

/** Starting takes this long at most; crash recovery of a large log included. Milliseconds. */
const startPatience = 120_000;
const stopPatience = 20_000;
const largestLog = 10_000_000;

/**
 * The shell is a dead man's handle: it holds the other end of our pipe, and when this process dies, in whatever way, the server is told to
 * shut down, again and again, because it is deaf to signals in its first moments. `$@` is the server; its number is told through
 * descriptor 3.
 */
const handle = `exec 4<&0
"$@" </dev/null 3>&- 4<&- &
server=$!
echo $server >&3
exec 3>&-
(cat <&4; while kill -INT $server; do sleep 0.5; done) >/dev/null 2>&1 &
wait $server`;

/** Starts the server and waits until it takes connections. */
export async function runServer(bin: string, home: ClusterHome, flags: readonly string[]): Promise<ServerProcess> {
  const log = openLog(home.log);
  const since = fs.fstatSync(log).size;
  const child = spawn('/bin/sh', ['-c', handle, 'sh', path.join(bin, 'postgres'), '-D', home.data, ...flags], {
    cwd: home.root,
    env: serverEnvironment,
    detached: true, // Ctrl-C in a terminal is for the owner, who then stops the server in good order
    stdio: ['pipe', log, log, 'pipe'],
    ...unprivileged,
  });
  fs.closeSync(log);
  const [lifeline, , , numbers] = child.stdio as unknown as [Writable, null, null, Readable];
  let ended = false;
  const hasEnded = () => ended;
  const exited = once(child, 'exit').then(() => {
    ended = true;
    lifeline.destroy();
  });
  lifeline.on('error', () => undefined); // the reader may go first
  const pid = await firstNumber(numbers);
  const deadline = Date.now() + startPatience;
  while (!isReady(path.join(home.data, 'postmaster.pid'), pid)) {
    if (hasEnded() || Date.now() > deadline) {
      lifeline.destroy();
      throw new ServerDidNotStart(home.log, since);
    }
    await sleep(10);
  }
  return { pid, exited, stop: () => stop(pid, exited) };
}

/** The log names the reason; `message` ends with its last lines. */
export class ServerDidNotStart extends Error {
  constructor(log: string, since: number) {
    const lines = fs
      .readFileSync(log)
      .subarray(Math.max(0, since - 2000))
      .toString();
    super(`PostgreSQL did not start, see ${log}:\n${lines.slice(-2000)}`);
  }

  /** Backends of a killed server still hold its shared memory; they go on their own. */
  get memoryInUse(): boolean {
    return this.message.includes('pre-existing shared memory block');
  }
}

async function stop(pid: number, exited: Promise<void>): Promise<void> {
  signal(pid, 'SIGINT'); // fast shutdown: open transactions are rolled back
  const abort = setTimeout(() => {
    signal(pid, 'SIGQUIT');
  }, stopPatience);
  await exited;
  clearTimeout(abort);
}

async function firstNumber(stream: Readable): Promise<number> {
  const [chunk] = (await once(stream, 'data')) as [Buffer];
  stream.destroy();
  return Number(chunk.toString());
}

/** The server writes its own state into the eighth line of its pid file. */
function isReady(pidFile: string, pid: number): boolean {
  const lines = fs.existsSync(pidFile) ? fs.readFileSync(pidFile, 'utf8').split('\n') : [];
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
}

function openLog(file: string): number {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largestLog) fs.renameSync(file, `${file}.1`);
  return fs.openSync(file, 'a', 0o600);
}
