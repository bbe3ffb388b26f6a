import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { kafkaKind, type KafkaKind } from './kafka-kind.ts';
import { answers } from './kafka-wire.ts';
import { startKafka } from './start-kafka.ts';

export interface SharedKafka {
  brokers: string[];
  kind: KafkaKind;
}

interface Started extends SharedKafka {
  end: () => Promise<unknown>;
}

const socketIn = (folder: string): string => join(folder, 'kafka.sock');

/**
 * The one broker of a jest run, started when the first suite asks for it, by the process that outlives all workers. Workers ask over a
 * socket in the run's folder.
 */
export async function offerKafka(folder: string): Promise<() => Promise<void>> {
  let starting: Promise<Started> | undefined;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    starting ??= start();
    starting.then(
      ({ brokers, kind }) => socket.end(JSON.stringify({ brokers, kind })),
      (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
    );
  });
  await new Promise<void>((resolve) => server.listen(socketIn(folder), resolve));
  return async () => {
    server.close();
    const started = await starting?.catch(() => undefined);
    await started?.end();
  };
}

/** Asks the run's process for its broker. */
export async function askForKafka(folder: string): Promise<SharedKafka> {
  const socket = connect(socketIn(folder));
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  const answer = JSON.parse(text) as SharedKafka | { error: string };
  if ('error' in answer) throw new Error(answer.error);
  return answer;
}

async function start(): Promise<Started> {
  const found = kafkaKind();
  if ('missing' in found) throw new Error(found.missing);
  switch (found.kind) {
    case 'given':
      return given((process.env.KAFKA_BROKERS ?? '').split(','));
    case 'jars': {
      const broker = await startKafka();
      return { brokers: broker.brokers, kind: 'jars', end: () => broker.destroy() };
    }
    case 'docker':
      return inDocker();
  }
}

/** A named broker that does not answer is an error: nothing falls through to another one. */
async function given(brokers: string[]): Promise<Started> {
  const port = Number(brokers[0]?.split(':')[1]);
  const local = /^(127\.0\.0\.1|localhost):/.test(brokers[0] ?? '');
  if (local && !(await answers(port))) throw new Error(`KAFKA_BROKERS=${brokers.join(',')} does not answer.`);
  return { brokers, kind: 'given', end: () => Promise.resolve() };
}

async function inDocker(): Promise<Started> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const { freePort } = await import('../free-port.ts');
  const port = await freePort();
  const container = await new GenericContainer('apache/kafka:4.2.1')
    .withExposedPorts({ container: port, host: port })
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_LISTENERS: `PLAINTEXT://0.0.0.0:${port},CONTROLLER://localhost:9093`,
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  return { brokers: [`127.0.0.1:${port}`], kind: 'docker', end: () => container.stop() };
}
