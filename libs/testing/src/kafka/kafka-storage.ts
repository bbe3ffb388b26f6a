import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../free-port.ts';

export interface KafkaStorage {
  properties: string;
  logging: string;
  log: string;
  port: number;
}

export const jvm = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData', '-Djava.awt.headless=true'];

const logging = `status=error
appender.o.type=Console
appender.o.name=O
appender.o.layout.type=PatternLayout
appender.o.layout.pattern=%d{ISO8601} %p %m (%c{1})%n
rootLogger.level=WARN
rootLogger.appenderRef.o.ref=O
logger.s.name=kafka.server.KafkaRaftServer
logger.s.level=INFO
`;

/** Settings and formatted storage of a broker that is its own controller. Ports are kept: they stand in the storage. */
export async function kafkaStorage(lib: string, dataDir: string): Promise<KafkaStorage> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 }); // it holds the whole record
  const [port, controller] = await portsOf(join(dataDir, 'ports.json'));
  const data = join(dataDir, 'data');
  const files = {
    properties: join(dataDir, 'server.properties'),
    logging: join(dataDir, 'log4j2.properties'),
    log: join(dataDir, 'broker.log'),
    port,
  };
  writeFileSync(files.logging, logging);
  if (!existsSync(data)) {
    const draft = `${data}.new`; // renamed when complete
    rmSync(draft, { recursive: true, force: true });
    writeFileSync(files.properties, properties(draft, port, controller));
    await format(lib, files.properties);
    renameSync(draft, data);
  }
  writeFileSync(files.properties, properties(data, port, controller));
  return files;
}

async function portsOf(file: string): Promise<[number, number]> {
  if (!existsSync(file)) writeFileSync(file, JSON.stringify([await freePort(), await freePort()]));
  return JSON.parse(readFileSync(file, 'utf8')) as [number, number];
}

async function format(lib: string, file: string): Promise<void> {
  const tool = ['-cp', `${lib}/*`, 'kafka.tools.StorageTool', 'format'];
  const flags = ['-t', clusterId(), '-c', file, '--standalone'];
  await promisify(execFile)('java', ['-Xmx128m', ...jvm, ...tool, ...flags]);
}

function clusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? clusterId() : id; // would be taken for a flag
}

/** Small, quick to start and to notice a death; one copy of everything. */
function properties(data: string, port: number, controller: number): string {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controller}`,
    'log.dirs': data,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'default.replication.factor': 1,
    'min.insync.replicas': 1,
    'group.initial.rebalance.delay.ms': 0,
    'auto.create.topics.enable': false,
    'num.network.threads': 2,
    'num.io.threads': 2,
    'num.replica.fetchers': 1,
    'background.threads': 2,
    'num.recovery.threads.per.data.dir': 1,
    'log.cleaner.dedupe.buffer.size': 4194304,
    'log.cleaner.io.buffer.size': 262144,
    'log.cleaner.threads': 1,
    'log.segment.bytes': 16777216,
    'log.index.size.max.bytes': 1048576,
    'broker.session.timeout.ms': 2000,
    'broker.heartbeat.interval.ms': 250,
    'initial.broker.registration.timeout.ms': 60000,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
