import { jest } from '@jest/globals';
import { eventually } from '@licet/testing';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { DataDirInUse, ensureDatabase, startPostgres } from './index.ts';
import { processesIn } from './processes.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const settings = ['fsync=off'];
let folder: string;
jest.setTimeout(90_000);

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'licet postgres '));
  fs.chmodSync(folder, 0o711);
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

/** Another process that runs the cluster, as the platform does. */
async function owner(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const code = `const { startPostgres } = await import('@licet/embedded-postgres');
    const { url } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, settings: ['fsync=off'] });
    console.log(url); setInterval(() => {}, 1000);`;
  const flags = ['--import', './tools/typescript.mjs', '--input-type=module', '-e', code];
  const child = spawn(process.execPath, flags, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

describe('the packaged PostgreSQL', () => {
  it('starts in a folder with blanks, over a socket only, and keeps its data', async () => {
    const dataDir = path.join(folder, 'my data');
    const first = await startPostgres({ dataDir, settings });
    const url = await ensureDatabase(first.url, 'licet_test');
    expect(await ensureDatabase(first.url, 'licet_test')).toBe(url);
    expect(url).toBe(first.urlOf('licet_test'));
    await query(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    expect(await query(url, 'SHOW listen_addresses')).toBe('');
    expect(await query(url, 'SHOW server_version')).toMatch(/^18/);
    await first.stop();
    expect(processesIn(path.join(dataDir, 'data'))).toEqual([]);
    const second = await startPostgres({ dataDir, settings });
    expect(await query(second.urlOf('licet_test'), 'SELECT n FROM kept')).toBe(7);
    await second.destroy();
    expect(fs.existsSync(dataDir)).toBe(false);
  });

  it('is durable unless it is told otherwise', async () => {
    const server = await startPostgres({ dataDir: path.join(folder, 'pg') });
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes'])
      expect(await query(server.url, `SHOW ${name}`)).toBe('on');
    await server.destroy();
  });

  it('starts where the path of the socket would be too long', async () => {
    const dataDir = path.join(folder, 'x'.repeat(100), 'pg');
    const server = await startPostgres({ dataDir, settings });
    expect(await query(server.url, 'SELECT 1')).toBe(1);
    await server.destroy();
  });

  it('runs as another user when root starts it', async () => {
    const server = await startPostgres({ dataDir: path.join(folder, 'pg'), settings });
    expect(fs.statSync(`/proc/${server.pid}`).uid).not.toBe(0);
    await server.destroy();
  });

  it('refuses a folder whose server belongs to a process that lives, and says to which', async () => {
    const dataDir = path.join(folder, 'pg');
    const { child, url } = await owner(dataDir);
    const refused = await startPostgres({ dataDir }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DataDirInUse);
    expect(String(refused)).toContain(`in use by process ${child.pid}`);
    expect(await query(url, 'SELECT 1')).toBe(1);
    await kill(child);
  });

  it('does not outlive its owner, and what was committed is there for the next one', async () => {
    const dataDir = path.join(folder, 'pg');
    const { child, url } = await owner(dataDir);
    await query(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await kill(child);
    await eventually(() => processesIn(path.join(dataDir, 'data')).length === 0);
    const next = await startPostgres({ dataDir, settings });
    expect(await query(next.url, 'SELECT n FROM kept')).toBe(7);
    await next.destroy();
  });

  it('is taken over at once when its owner was killed, open transactions or not', async () => {
    const dataDir = path.join(folder, 'pg');
    const { child, url } = await owner(dataDir);
    const busy = new pg.Client(url);
    busy.on('error', () => undefined);
    await busy.connect();
    await busy.query('BEGIN');
    const sleeping = busy.query('SELECT pg_sleep(60)').catch(() => undefined);
    await kill(child);
    const next = await startPostgres({ dataDir, settings });
    expect(await query(next.url, 'SELECT 1')).toBe(1);
    await sleeping;
    await next.destroy();
  });

  it('comes back at the same address when the server is killed, busy backends or not', async () => {
    const server = await startPostgres({ dataDir: path.join(folder, 'pg'), settings });
    await query(server.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    const busy = new pg.Client(server.url);
    busy.on('error', () => undefined);
    await busy.connect();
    const sleeping = busy.query('SELECT pg_sleep(60)').catch(() => undefined);
    const { pid } = server;
    process.kill(pid, 'SIGKILL');
    await eventually(async () => (await query(server.url, 'SELECT n FROM kept')) === 7, { timeout: 30_000 });
    expect(server.pid).not.toBe(pid);
    await sleeping;
    await server.destroy();
  });

  it('starts over where a first start was interrupted, and past a stale pid file', async () => {
    const dataDir = path.join(folder, 'pg');
    fs.mkdirSync(path.join(dataDir, 'data.new', 'base'), { recursive: true });
    fs.writeFileSync(path.join(dataDir, 'owner.json'), JSON.stringify({ pid: process.pid, startedAt: '1' }));
    const server = await startPostgres({ dataDir, settings });
    await server.stop();
    fs.writeFileSync(path.join(dataDir, 'data', 'postmaster.pid'), `${process.pid}\n${dataDir}/data\n`);
    const again = await startPostgres({ dataDir, settings });
    expect(await query(again.url, 'SELECT 1')).toBe(1);
    await again.destroy();
  });

  it('writes no values of rows into its log', async () => {
    const dataDir = path.join(folder, 'pg');
    const server = await startPostgres({ dataDir, settings });
    await query(server.url, "CREATE TABLE t AS SELECT 'secret text' AS a");
    await query(server.url, 'CREATE UNIQUE INDEX ON t (a)');
    await expect(query(server.url, "INSERT INTO t VALUES ('secret text')")).rejects.toThrow('duplicate');
    expect(fs.readFileSync(path.join(dataDir, 'postgres.log'), 'utf8')).not.toContain('secret');
    await server.destroy();
  });
});
