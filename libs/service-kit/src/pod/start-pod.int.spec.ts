import { ensureCertificates, TcpBus } from '@licet/command-bus';
import { commonCalls, CreateAuthor } from '@licet/contracts';
import { createTestDatabase, eventually, freePort, type TestDatabase } from '@licet/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadConfig } from '../config/load-config.ts';
import { systemContext } from '../service/system-context.ts';
import { startSource } from '../testing/toy-service.ts';
import { startPod } from './run-pod.ts';

const logger = pino({ level: 'silent' });

describe('a service as a pod', () => {
  let dataDir: string;
  let database: TestDatabase;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'licet-pod-'));
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
    await rm(dataDir, { recursive: true });
  });

  it('answers calls over TCP and tells its health while Kafka is away', async () => {
    const [port, rpcPort] = [await freePort(), await freePort()];
    const config = loadConfig({
      LICET_PORT: String(port),
      LICET_RPC_PORT: String(rpcPort),
      LICET_DATA_DIR: dataDir,
      LICET_DATABASE_URL: database.url,
      LICET_KAFKA_BROKERS: '127.0.0.1:1',
      LICET_CUSTOMERS_PEERS: `localhost:${rpcPort}`,
    });
    const close = await startPod('customers', startSource, config, logger);
    const bus = new TcpBus({ peers: config.rpc.peers, tls: await ensureCertificates(config.rpc.tlsDir, ['gateway']) });
    const context = () => systemContext('licenses', 5000);
    expect((await bus.call(CreateAuthor, { name: 'Ada', mode: 'live' }, context())).ok).toBe(true);
    expect((await bus.call(commonCalls.customers.Heads, {}, context())).ok).toBe(true);
    await eventually(async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200);
    await bus.close();
    await close();
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
  }, 30_000);

  it.each([
    ['LICET_DATABASE_URL', { LICET_KAFKA_BROKERS: '127.0.0.1:1' }],
    ['LICET_KAFKA_BROKERS', { LICET_DATABASE_URL: 'postgresql://127.0.0.1:1/licet' }],
  ])('says in one line that it needs %s', async (name, environment) => {
    const config = loadConfig({ LICET_PORT: '0', LICET_DATA_DIR: dataDir, ...environment });
    await expect(startPod('customers', startSource, config, logger)).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(new RegExp(`^${name} is not set`)) as string,
    });
  });
});
