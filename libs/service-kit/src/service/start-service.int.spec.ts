import { type CommandBus, ensureCertificates, LocalBus, TcpBus, tcpServer } from '@licet/command-bus';
import { commonCalls, CreateAuthor, type Service } from '@licet/contracts';
import type { EventStore } from '@licet/event-store';
import { LaneStream } from '@licet/event-stream';
import { createTestDatabase, eventually, serverUrl, type TestDatabase } from '@licet/testing';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { startFollower, startSource } from '../testing/toy-service.ts';
import type { RunningService, ServiceHost } from './service-host.ts';
import { startService } from './start-service.ts';
import { systemContext } from './system-context.ts';

const logger = pino({ level: 'silent' });
const masterKey = randomBytes(32);
type Wiring = Pick<ServiceHost, 'bus' | 'transport'>;

/** Gives each service its transport and the bus to the others. */
interface Shape {
  wire(service: Service): Promise<Wiring>;
  bus(): CommandBus;
  close(): Promise<void>;
}

function inOneProcess(): Shape {
  const bus = new LocalBus();
  return {
    wire: (service) => Promise.resolve({ bus, transport: bus.server(service) }),
    bus: () => bus,
    close: () => bus.close(),
  };
}

function overTcp(): Shape {
  const peers: Partial<Record<Service, string[]>> = {};
  const buses: TcpBus[] = [];
  const folder = mkdtemp(join(tmpdir(), 'licet-kit-'));
  const tls = folder.then((directory) => ensureCertificates(directory, ['customers', 'licenses']));
  let bus: TcpBus | undefined;
  return {
    wire: async (service) => {
      const port = 20_000 + Math.floor(Math.random() * 20_000);
      peers[service] = [`127.0.0.1:${port}`];
      const options = { host: '127.0.0.1', tls: await tls };
      bus = new TcpBus({ peers, tls: options.tls });
      buses.push(bus);
      return { bus, transport: tcpServer({ ...options, port, service }) };
    },
    bus: () => bus ?? new LocalBus(),
    close: async () => {
      for (const one of buses) await one.close();
      await rm(await folder, { recursive: true });
    },
  };
}

describe.each([
  ['in one process', inOneProcess],
  ['over TCP', overTcp],
])('services %s', (_, makeShape) => {
  let shape: Shape;
  let source: RunningService;
  let follower: RunningService;
  let databases: TestDatabase[];
  let release: () => void = () => undefined;
  let held = Promise.resolve();
  const stores: Partial<Record<Service, EventStore>> = {};
  const stream = new LaneStream(stores, { logger });

  const hold = () => {
    held = new Promise((resolve) => {
      release = resolve;
    });
  };
  const create = () => shape.bus().call(CreateAuthor, { name: 'Ada', mode: 'live' }, systemContext('licenses', 5000));
  const awaitApplied = async (positions: Parameters<typeof ask>[0], milliseconds: number) => {
    const reply = await ask(positions, milliseconds);
    return reply.ok && reply.value.applied;
  };
  const { AwaitApplied } = commonCalls.licenses;
  const ask = (
    positions: { service: Service; lane: number; epoch: number; position: number }[],
    milliseconds: number,
  ) => shape.bus().call(AwaitApplied, { positions, pod: false }, systemContext('licenses', milliseconds));

  beforeAll(async () => {
    shape = makeShape();
    databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const host = async (service: Service, url = ''): Promise<ServiceHost> => ({
      service,
      databaseUrl: url,
      stream,
      masterKey,
      kafka: null,
      logger,
      ...(await shape.wire(service)),
    });
    source = await startSource(await host('customers', databases[0]?.url));
    stores.customers = source.store;
    await shape.bus().call(CreateAuthor, { name: 'First', mode: 'live' }, systemContext('licenses', 5000));
    hold();
    follower = await startFollower(await host('licenses', databases[1]?.url), () => held);
  }, 30_000);

  afterAll(async () => {
    release();
    await follower.close();
    await stream.close();
    await source.close();
    await shape.close();
    await Promise.all(databases.map((database) => database.drop()));
  }, 30_000);

  it('are ready when they have reached what the sources named at their start, not before', async () => {
    expect(await source.ready()).toBe(true);
    expect(await follower.ready()).toBe(false);
    release();
    await eventually(() => follower.ready());
  });

  it('answer the fence when a position has been applied, and no sooner', async () => {
    hold();
    const reply = await create();
    const positions = [...(reply.positions ?? [])];
    expect(positions).toHaveLength(1);
    expect(await awaitApplied(positions, 300)).toBe(false);
    const applied = awaitApplied(positions, 5000);
    release();
    expect(await applied).toBe(true);
    const { rows } = await follower.store.pool.query<{ count: string }>('select count(*) from taken');
    expect(Number(rows[0]?.count)).toBe(2);
  });

  it('have nothing to wait for where they follow nobody', async () => {
    expect(await awaitApplied([{ service: 'activations', lane: 3, epoch: 1, position: 99 }], 1000)).toBe(true);
  });

  it('name their heads, and the wrapped keys of what they sealed', async () => {
    const heads = await shape.bus().call(commonCalls.customers.Heads, {}, systemContext('licenses', 5000));
    expect(heads.ok ? heads.value.reduce((sum, { position }) => sum + position, 0) : 0).toBe(2);
    const subjects = ['customers/customer-3001'];
    const keys = await shape.bus().call(commonCalls.customers.DataKeys, { subjects }, systemContext('licenses', 5000));
    expect(keys).toEqual({ ok: true, value: [{ subject: 'customers/customer-3001', key: null }] });
  });
});

describe('a service', () => {
  const hostAt = (databaseUrl: string, key = masterKey): ServiceHost => {
    const bus = new LocalBus();
    return {
      service: 'customers',
      databaseUrl,
      bus,
      stream: new LaneStream({}),
      masterKey: key,
      kafka: null,
      transport: bus.server('customers'),
      logger,
    };
  };

  it('creates its database, and lets one of many that start at once migrate it', async () => {
    const database = await createTestDatabase();
    await database.drop();
    const running = await Promise.all([1, 2, 3].map(() => startSource(hostAt(database.url))));
    for (const service of running) await service.close();
    await database.drop();
  }, 30_000);

  it('is not ready while its database is away, and ready again when it is back', async () => {
    const database = await createTestDatabase();
    const service = await startSource(hostAt(database.url));
    await eventually(() => service.ready());
    const name = /\/(test_\w+)/.exec(database.url)?.[1] ?? '';
    const admin = new pg.Client(serverUrl());
    await admin.connect();
    await admin.query(`alter database ${name} with allow_connections false`);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await eventually(async () => !(await service.ready()));
    await admin.query(`alter database ${name} with allow_connections true`);
    await eventually(() => service.ready());
    await admin.end();
    await service.close();
    await database.drop();
  }, 30_000);

  it('fails to start with one clear line when the database cannot be reached', async () => {
    const start = startService(hostAt('postgresql://licet:swordfish@127.0.0.1:1/licet_customers'), {
      migrations: [],
      module: () => {
        throw new Error('unreachable');
      },
    });
    const error = await start.catch((reason: unknown) => reason as Error);
    expect(error).toMatchObject({ name: 'StartError' });
    expect((error as Error).message).toMatch(
      /^The database licet_customers of customers at 127.0.0.1:1 cannot be used: .*LICET_DATABASE_URL.*$/,
    );
    expect((error as Error).message).not.toMatch(/swordfish/);
  });

  it('fails to start with one clear line under another master key', async () => {
    const database = await createTestDatabase();
    await (await startSource(hostAt(database.url))).close();
    await expect(startSource(hostAt(database.url, randomBytes(32)))).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(/LICET_MASTER_KEY/) as string,
    });
    await database.drop();
  }, 30_000);
});
