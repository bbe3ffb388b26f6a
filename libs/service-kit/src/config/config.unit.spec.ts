import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { ConfigError } from './config-error.ts';
import { envExample } from './env-example.ts';
import { loadConfig } from './load-config.ts';
import { masterKeyOf } from './master-key.ts';
import { settings } from './settings.ts';

const complaint = (environment: NodeJS.ProcessEnv): string => {
  try {
    loadConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return 'accepted';
};

describe('configuration', () => {
  it('needs nothing to be set', () => {
    expect(loadConfig({})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      trustedProxies: [],
      outgoingNetworks: [],
      rebuild: null,
      api: { url: null, key: null },
      dataDir: resolve('.licet'),
      databaseUrl: null,
      kafkaBrokers: null,
      masterKey: null,
      logLevel: 'info',
      rates: {
        gateways: 1,
        perMinute: { read: 30_000, write: 6000, runtime: 180_000, failed: 3000 },
        eventStreams: 20,
      },
      rpc: {
        host: '127.0.0.1',
        port: 4000,
        peers: { customers: [], licenses: [], activations: [], 'status-projector': [] },
        tlsDir: resolve('.licet/tls'),
      },
    });
  });

  it('reads numbers, lists and keys, and takes an empty variable for an absent one', () => {
    const key = Buffer.alloc(32, 7);
    const config = loadConfig({
      LICET_PORT: ' 9090 ',
      LICET_KAFKA_BROKERS: 'a:9092, b:9092,',
      LICET_TRUSTED_PROXIES: '10.0.0.0/8,::1',
      LICET_MASTER_KEY: key.toString('hex'),
      LICET_STATUS_PROJECTOR_PEERS: 'projector.licet.svc:4000,[::1]:4001',
      LICET_DATABASE_URL: '',
    });
    expect(config).toMatchObject({
      port: 9090,
      kafkaBrokers: ['a:9092', 'b:9092'],
      trustedProxies: ['10.0.0.0/8', '::1'],
      databaseUrl: null,
    });
    expect(config.rpc.peers['status-projector']).toEqual(['projector.licet.svc:4000', '[::1]:4001']);
    expect(config.masterKey).toEqual(key);
    expect(loadConfig({ LICET_MASTER_KEY: key.toString('base64') }).masterKey).toEqual(key);
    expect(loadConfig({ LICET_MASTER_KEY: key.toString('base64url') }).masterKey).toEqual(key);
  });

  it.each([
    ['LICET_PORT', 'abc'],
    ['LICET_PORT', '70000'],
    ['LICET_PORT', '1e3'],
    ['LICET_PORT', '0x50'],
    ['LICET_TRUSTED_PROXIES', 'everybody'],
    ['LICET_TRUSTED_PROXIES', '10.0.0.0/99'],
    ['LICET_TRUSTED_PROXIES', '0.0.0.0/0'],
    ['LICET_TRUSTED_PROXIES', '::::'],
    ['LICET_TRUSTED_PROXIES', '999'],
    ['LICET_KAFKA_BROKERS', 'kafka'],
    ['LICET_KAFKA_BROKERS', 'kafka:99999'],
    ['LICET_LOG_LEVEL', 'loud'],
    ['LICET_RPC_PORT', '-1'],
    ['LICET_LICENSES_PEERS', 'licenses'],
  ])('names %s, its value %s and the remedy in one line', (name, value) => {
    const line = complaint({ [name]: value });
    expect(line).toMatch(new RegExp(`^${name} is .*${value}.*, but must .*\\.$`));
    expect(line).not.toContain('\n');
  });

  it.each([
    ['LICET_MASTER_KEY', 'swordfish'],
    ['LICET_DATABASE_URL', 'mysql://root:swordfish@db'],
    ['LICET_DATABASE_URL', 'postgresql://root:swordfish@db:99999/licet'],
  ])('names %s without showing its value', (name, value) => {
    expect(complaint({ [name]: value })).toMatch(
      new RegExp(`^${name} is set to something unusable \\(not shown\\), but must`),
    );
  });

  it('is described in .env.example as the schema has it', async () => {
    const text = await readFile(new URL('../../../../.env.example', import.meta.url), 'utf8');
    expect(text).toBe(envExample());
    for (const { name } of settings) expect(text).toContain(`${name}=`);
  });
});

describe('master key', () => {
  let dataDir: string;
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => lines.push(line) });
  const keyOf = (environment: NodeJS.ProcessEnv = {}) =>
    masterKeyOf(loadConfig({ LICET_DATA_DIR: join(dataDir, 'new folder'), ...environment }), logger);

  beforeEach(async () => {
    lines.length = 0;
    dataDir = await mkdtemp(join(tmpdir(), 'licet-key-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('is made once, readable by its owner only, also when several processes start at once', async () => {
    const keys = await Promise.all([keyOf(), keyOf(), keyOf()]);
    expect(keys[0]).toHaveLength(32);
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await keyOf()).toEqual(keys[0]);
    expect((await stat(join(dataDir, 'new folder', 'master-key'))).mode & 0o777).toBe(0o600);
    expect(lines).toHaveLength(0);
  });

  it('comes with a warning when it lies in a folder and the database does not', async () => {
    await keyOf({ LICET_DATABASE_URL: 'postgresql://db/licet' });
    expect(lines.join()).toMatch(/"level":40.*LICET_MASTER_KEY/);
  });

  it('is not replaced when its file is spoiled', async () => {
    await keyOf();
    const file = join(dataDir, 'new folder', 'master-key');
    await writeFile(file, 'half of i');
    await expect(keyOf()).rejects.toBeInstanceOf(ConfigError);
    expect(await readFile(file, 'utf8')).toBe('half of i');
  });
});
