import { laneCount, services } from '@licet/contracts';
import { topicConfigs } from '@licet/event-stream';
import { databaseNameOf, loadConfig, settings } from '@licet/service-kit';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Container {
  image?: string;
  build?: { context: string; dockerfile: string; args: { APP: string } };
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  volumes?: string[];
  ports?: string[];
  healthcheck?: { test: string[] };
  command?: string[];
}

const compose = parse(readFileSync('docker/compose.yaml', 'utf8'), { merge: true }) as {
  services: Record<string, Container>;
  volumes: Record<string, null>;
};
const apps = [...services, 'gateway'];
const container = (name: string) => compose.services[name]!;

/** As compose puts values in: what is set, or the default behind `:-`. */
const interpolated = (environment: Record<string, string>, values: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(environment).map(([name, text]) => [
      name,
      text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, variable: string, kind?: string, word?: string): string => {
        if (values[variable] !== undefined) return values[variable];
        if (kind === '-') return word ?? '';
        throw new Error(`${variable} is not set: ${word ?? ''}`);
      }),
    ]),
  );
const masterKey = { LICET_MASTER_KEY: randomBytes(32).toString('base64') };

it('runs the five apps with PostgreSQL and Kafka', () => {
  expect(Object.keys(compose.services).sort()).toEqual([...apps, 'first-run', 'kafka', 'postgres', 'topics'].sort());
});

it('makes the demo account once, by a program that exists, reached as the gateway is from outside', () => {
  const { build, command, environment } = container('first-run');
  expect(build?.args).toEqual({ APP: 'platform' });
  expect(existsSync(`apps/platform/${command![0]!.replace(/^dist(.*)\.js$/, 'src$1.ts')}`)).toBe(true);
  const { host, port, rpc } = loadConfig(environment);
  expect([`${host}:${port}:8080`]).toEqual(container('gateway').ports);
  expect(rpc.peers.licenses).toEqual(['licenses:4000']);
});

it.each(apps)('builds %s from the one recipe', (app) => {
  expect(container(app).build).toEqual({ context: '..', dockerfile: 'docker/Dockerfile', args: { APP: app } });
  expect(existsSync(`apps/${app}/src/main.ts`)).toBe(true);
});

it.each(apps)('sets for %s what the program reads, and to values that it takes', (app) => {
  const environment = interpolated(container(app).environment!, masterKey);
  const known: string[] = settings.map(({ name }) => name);
  expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
  const config = loadConfig(environment);
  expect(config.rpc.peers).toEqual(Object.fromEntries(services.map((name) => [name, [`${name}:${config.rpc.port}`]])));
  expect(config.kafkaBrokers).toEqual(['kafka:9092']);
  const database = services.find((service) => service === app);
  expect(config.databaseUrl?.split('@')[1]).toBe(database && `postgres/${databaseNameOf(database)}`);
});

it('gives the master key to the services that keep sealed values, and demands it of the operator', () => {
  expect(apps.filter((app) => 'LICET_MASTER_KEY' in container(app).environment!)).toEqual([...services]);
  expect(() => interpolated(container('licenses').environment!, {})).toThrow('LICET_MASTER_KEY is not set');
});

it('creates a database for each service', () => {
  const created = readFileSync('docker/create-databases.sql', 'utf8').match(/(?<=create database )\w+/g);
  expect(created).toEqual(services.map(databaseNameOf));
});

it('creates the topics that the program would create, before any app starts', () => {
  const script = container('topics').command!.join('\n');
  const create = (topic: string, retention?: string) =>
    `  create ${topic}${retention ? ` --config retention.ms=${retention}` : ''}`.trim();
  const created = script.split('\n').map((line) => line.trim()).filter((line) => line.startsWith('create licet')); // prettier-ignore
  const wanted = topicConfigs().map(({ topic, configEntries = [] }) => {
    const { 'retention.ms': retention, ...shared } = Object.fromEntries(
      configEntries.map(({ name, value }) => [name, value]),
    );
    for (const [name, value] of Object.entries(shared)) expect(script).toContain(`--config ${name}=${value}`);
    return create(topic, retention);
  });
  expect(created).toEqual(wanted);
  expect(script).toContain(`--partitions ${laneCount}`);
  for (const app of apps)
    expect(container(app).depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      topics: { condition: 'service_completed_successfully' },
    });
  expect(container('topics').depends_on).toEqual({ kafka: { condition: 'service_healthy' } });
  for (const store of ['postgres', 'kafka']) expect(container(store).healthcheck?.test[0]).toBe('CMD-SHELL');
});

it('keeps data in named volumes and shows only the gateway, and that to this machine', () => {
  const named = Object.values(compose.services).flatMap(({ volumes = [] }) =>
    volumes.map((volume) => volume.split(':')[0]!).filter((source) => !source.startsWith('.')),
  );
  expect(new Set(named)).toEqual(new Set(Object.keys(compose.volumes)));
  expect(container('kafka').volumes).toEqual([`kafka:${container('kafka').environment!.KAFKA_LOG_DIRS!}`]);
  const shown = Object.entries(compose.services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
  expect(shown).toEqual([['gateway', '127.0.0.1:8080:8080']]);
});
