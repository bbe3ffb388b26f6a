import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { checkRecord } from './check-record.ts';
import { readJournal } from './journal.ts';

export interface KillRounds {
  /** A migrated database of a server with fsync on. */
  url: string;
  /** Process id of the server of the moment; it must come back by itself when it is killed. */
  serverPid: () => number;
  rounds: number;
  report?: (line: string) => void;
}

export interface KillReport {
  commands: number;
  acknowledged: number;
  /** Commands that were refused, or whose writer never learnt the outcome. */
  open: number;
  wrong: string[];
}

/**
 * Two processes of eight writers each under load. Every round kills one of them and then PostgreSQL with SIGKILL and goes on when both
 * write again. In the end every acknowledged write must be in the record exactly once and where its writer was told. [design 1.1]
 */
export async function killRounds({ url, serverPid, rounds, report }: KillRounds): Promise<KillReport> {
  const directory = mkdtempSync(path.join(tmpdir(), 'licet-chaos-'));
  const journals: string[] = [];
  const start = () => {
    const journal = path.join(directory, `${journals.length}.journal`);
    journals.push(journal);
    return new WriterProcess(url, journal);
  };
  const writers = [start(), start()];
  try {
    for (let round = 1; round <= rounds; round++) {
      await Promise.all(writers.map((writer) => writer.progress()));
      const victim = round % writers.length;
      await writers[victim]?.kill();
      writers[victim] = start();
      await Promise.all(writers.map((writer) => writer.progress()));
      process.kill(serverPid(), 'SIGKILL');
      report?.(`round ${round} of ${rounds}: writer and PostgreSQL killed`);
    }
    await Promise.all(writers.map((writer) => writer.progress()));
    await Promise.all(writers.map((writer) => writer.stop()));
    return await examine(url, journals);
  } finally {
    await Promise.all(writers.map((writer) => writer.kill()));
    rmSync(directory, { recursive: true });
  }
}

async function examine(url: string, journals: readonly string[]): Promise<KillReport> {
  const sent = journals.flatMap(readJournal);
  const pool = new pg.Pool({ connectionString: url });
  try {
    const acknowledged = sent.filter(({ placement }) => placement).length;
    const wrong = await checkRecord(pool, sent);
    return { commands: sent.length, acknowledged, open: sent.length - acknowledged, wrong };
  } finally {
    await pool.end();
  }
}

const program = fileURLToPath(new URL('./writer-process.ts', import.meta.url));
const loader = new URL('../../../../tools/typescript.mjs', import.meta.url).href;

class WriterProcess {
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown>;

  constructor(
    url: string,
    private readonly journal: string,
  ) {
    const args = ['--import', loader, program, url, journal];
    this.child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    this.exited = once(this.child, 'exit');
  }

  /** Resolves when it has written some more. */
  async progress(): Promise<void> {
    const size = () => (existsSync(this.journal) ? statSync(this.journal).size : 0);
    const before = size();
    const deadline = Date.now() + 30_000;
    while (size() < before + 50_000) {
      if (this.child.exitCode !== null) throw new Error(`A writer stopped with code ${this.child.exitCode}`);
      if (Date.now() > deadline) throw new Error('A writer makes no progress');
      await sleep(10);
    }
  }

  async kill(): Promise<void> {
    if (this.child.exitCode === null) this.child.kill('SIGKILL');
    await this.exited;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.exited;
  }
}
