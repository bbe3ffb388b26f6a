import { startPostgres } from '@licet/embedded-postgres';
import { type RunningPlatform, eventually, freePort, runPlatform } from '@licet/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OverOwnDatabase, openFolder } from './own-database.suite.ts';
import { type Product, type Sold, productOf, tally } from './product.suite.ts';

/** Kills of each process; many in the long run. */
const rounds = Number(process.env.LICET_CHAOS_ROUNDS ?? 2);
const root = fileURLToPath(new URL('../../../../', import.meta.url));

describe('a start without its database', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = openFolder();
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Starts `npm start` and waits for its end; what operators read, without the log's own lines. */
  async function startInVain(environment: Record<string, string>) {
    const env = { PATH: process.env.PATH, LICET_DATA_DIR: dataDir, LICET_PORT: '0', LICET_LOG_LEVEL: 'error' };
    const child = spawn(process.execPath, ['tools/run.mjs', 'apps/platform/src/main.ts'], {
      cwd: root,
      env: { ...env, ...environment },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, lines: output.trimEnd().split('\n') };
  }

  it.each([
    ['LICET_DATABASE_URL is no PostgreSQL address', 'mysql://127.0.0.1/licet'],
    ['LICET_DATABASE_URL names a host that is nowhere', 'postgresql://nowhere.invalid/postgres'],
    ['LICET_DATABASE_URL names a closed port', ''],
  ])('says in one line that %s, and ends with 1', async (_, url) => {
    const LICET_DATABASE_URL = url || `postgresql://user:confidential@127.0.0.1:${await freePort()}/postgres`;
    const { code, lines } = await startInVain({ LICET_DATABASE_URL });
    expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringContaining('LICET_DATABASE_URL')] });
    expect(lines[0]).not.toContain('confidential');
  });

  it('says in one line that another process runs the embedded database, and ends with 1', async () => {
    const other = await startPostgres({ dataDir: join(dataDir, 'postgres'), settings: ['fsync=off'] });
    try {
      const { code, lines } = await startInVain({});
      const line = `is in use by process ${process.pid}. Stop that process or choose another folder.`;
      expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringContaining(line)] });
    } finally {
      await other.destroy();
    }
  });

  it('says in one line that the data folder cannot be made, and ends with 1', async () => {
    const { code, lines } = await startInVain({ LICET_DATA_DIR: join(root, 'package.json', 'data') });
    expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringContaining('LICET_DATA_DIR')] });
  });
});

describe('a database that goes away and comes back', () => {
  let own: OverOwnDatabase;
  beforeAll(async () => (own = await OverOwnDatabase.start()), 120_000);
  afterAll(() => own.destroy(), 60_000);

  it('answers 503 in every dialect within seconds while it is away, never a business code, and recovers by itself [SYS-07]', async () => {
    const { product, running } = own;
    const license = await product.add({ ActivationCount: 1_000_000 });
    const { InstallationID } = (await product.activate(license)).fields;
    const { id } = await product.native.get<{ id: string }>(`/licenses/solo:${license.LicenseID}`);
    const calls: Record<string, () => Promise<string>> = {
      activate: () => soloAnswer(product.activate(license)),
      check: () => soloAnswer(product.check(InstallationID!)),
      change: () => soloAnswer(product.change(license, { Status: 'OK' })),
      add: () => soloAnswer(product.add().then(() => ({ code: 0 }))),
      infoCheck: () => soloAnswer(product.solo.infoCheck({ LicenseID: license.LicenseID })),
      native: async () => String((await product.native.fetch(`/licenses/${id}`)).status),
      ready: async () => String((await fetch(`${running.baseUrl}/readyz`)).status),
    };
    const all = async (): Promise<Record<string, string>> =>
      Object.fromEntries(
        await Promise.all(Object.entries(calls).map(async ([name, call]) => [name, await call()] as const)),
      );
    const good = { activate: '0', check: '0', change: '0', add: '0', infoCheck: '0', native: '200', ready: '200' };
    expect(await all()).toEqual(good);

    await own.stopDatabase();
    const away = Object.fromEntries(Object.keys(good).map((name) => [name, '503']));
    for (let i = 0; i < 3; i++) {
      const start = performance.now();
      expect(await all()).toEqual(away);
      expect(performance.now() - start).toBeLessThan(8000); // milliseconds
    }
    expect((await fetch(`${running.baseUrl}/healthz`)).status).toBe(200);

    await own.startDatabase();
    await eventually(
      async () => {
        expect(await all()).toEqual(good);
      },
      { timeout: 30_000 },
    );
    const pending = async () => (await product.change(license, { Status: 'OK' })).headers.has('licet-consistency');
    await eventually(async () => !(await pending()), { timeout: 30_000 }); // dependents follow again
  }, 120_000);
});

describe('kill -9 under load', () => {
  let running: RunningPlatform;
  let product: Product;
  let license: Sold;
  const seats = 1_000_000;
  /** Installations of acknowledged activations, and those of which nobody knows how they ended. */
  const acknowledged: string[] = [];
  let unknown = 0;

  beforeAll(async () => {
    running = await runPlatform('platform');
    product = productOf(running);
    license = await product.add({ ActivationCount: seats });
  }, 120_000);
  afterAll(() => running.destroy(), 60_000);

  /** Eight machines activate one after the other until told to stop. */
  function load() {
    const use = { on: true, others: [] as number[] };
    const machine = async () => {
      while (use.on) {
        try {
          const { code, fields } = await product.activate(license);
          if (code === 0) acknowledged.push(fields.InstallationID!);
          else use.others.push(code);
        } catch {
          unknown++;
          await eventually(async () => !use.on || (await fetch(`${running.baseUrl}/healthz`)).ok, { timeout: 60_000 });
        }
      }
    };
    const done = Promise.all(Array.from({ length: 8 }, machine));
    return async () => {
      use.on = false;
      await done;
      expect(use.others).toEqual([]); // never a business code
    };
  }

  const more = (count: number) => {
    const goal = acknowledged.length + count;
    return eventually(() => acknowledged.length >= goal, { timeout: 60_000 });
  };

  async function everyActivationIsThereOnce() {
    expect(tally(Object.values(tally(acknowledged)))).toEqual({ 1: acknowledged.length }); // no id was given twice
    const info = await product.solo.infoCheck({ LicenseID: license.LicenseID });
    const used = seats - Number(info.fields.RemainingActivations);
    expect(used).toBeGreaterThanOrEqual(acknowledged.length);
    expect(used).toBeLessThanOrEqual(acknowledged.length + unknown);
    const codes = [];
    for (const InstallationID of acknowledged) codes.push((await product.check(InstallationID)).code);
    expect(tally(codes)).toEqual({ 0: acknowledged.length });
  }

  it.each(Array.from({ length: rounds }, (_, i) => i + 1))(
    'keeps every acknowledged activation exactly once when the platform is killed, round %i [design 1.1, SYS-02]',
    async () => {
      const stop = load();
      await more(100);
      await running.end('SIGKILL');
      await running.restart();
      await more(20);
      await stop();
      await everyActivationIsThereOnce();
    },
    180_000,
  );

  it.each(Array.from({ length: rounds }, (_, i) => i + 1))(
    'keeps every acknowledged activation exactly once when PostgreSQL is killed, round %i [design 1.1, SYS-02]',
    async () => {
      const stop = load();
      await more(100);
      process.kill(postmasterOf(running.dataDir), 'SIGKILL');
      await more(100);
      await stop();
      await everyActivationIsThereOnce();
    },
    180_000,
  );
});

/** Result code, or the HTTP status of a call that was not decided. */
const soloAnswer = (call: Promise<{ code: number }>): Promise<string> =>
  call.then(
    ({ code }) => String(code),
    (error: unknown) => /HTTP (\d+)/.exec(String(error))?.[1] ?? String(error),
  );

const postmasterOf = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n', 1)[0]);
