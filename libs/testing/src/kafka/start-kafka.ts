import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchKafkaJars } from './kafka-jars.ts';
import { jvm, kafkaStorage, type KafkaStorage } from './kafka-storage.ts';
import { answers, warmCoordinators } from './kafka-wire.ts';

export interface KafkaBroker {
  /** `host:port`, the same for the broker's whole life. */
  brokers: string[];
  /** Process id of the broker of the moment; undefined while there is none. */
  readonly pid: number | undefined;
  /** Ends it as a power cut of its machine would, and waits until it is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same data. */
  start(): Promise<void>;
  /** Ends it in good order. */
  stop(): Promise<void>;
  /** Ends it and removes its data. */
  destroy(): Promise<void>;
}

interface Running {
  pid: number;
  exited: Promise<unknown>;
}

const startPatience = 60_000;
const stopPatience = 10_000;
const heap = ['-Xms64m', '-Xmx256m', '-XX:MaxDirectMemorySize=64m', '-Xss512k'];

/**
 * The shell is a dead man's handle: when this process dies, in whatever way, the broker is ended. `$@` is the broker; its number is told
 * through descriptor 3.
 */
const handle = `exec 4<&0
"$@" </dev/null 3>&- 4<&- &
broker=$!
echo $broker >&3
exec 3>&-
(cat <&4; kill -KILL $broker) >/dev/null 2>&1 &
wait $broker`;

/**
 * Starts a real Apache Kafka broker from jars, which Maven fetches on first use. Needs Java 17 or newer. `dataDir`: folder whose data
 * outlives the broker; without one a temporary folder is used. The broker lives no longer than this process.
 */
export async function startKafka({ dataDir }: { dataDir?: string } = {}): Promise<KafkaBroker> {
  const lib = await fetchKafkaJars();
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'licet-kafka-'));
  const storage = await kafkaStorage(lib, folder);
  let running: Running | undefined = await launch(lib, storage);
  const end = async (signal: NodeJS.Signals) => {
    const ending = running;
    running = undefined;
    if (!ending) return;
    send(ending.pid, signal);
    const force = setTimeout(() => {
      send(ending.pid, 'SIGKILL');
    }, stopPatience);
    await ending.exited;
    clearTimeout(force);
  };
  return {
    brokers: [`127.0.0.1:${storage.port}`],
    get pid() {
      return running?.pid;
    },
    start: async () => {
      running ??= await launch(lib, storage);
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    destroy: async () => {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(lib: string, storage: KafkaStorage): Promise<Running> {
  const log = openSync(storage.log, 'a');
  const since = fstatSync(log).size;
  const broker = ['-cp', `${lib}/*`, 'kafka.Kafka', storage.properties];
  const logging = [
    `-Dlog4j2.configurationFile=${storage.logging}`,
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
    '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
  ];
  const child = spawn('/bin/sh', ['-c', handle, 'sh', 'java', ...heap, ...jvm, ...logging, ...broker], {
    detached: true, // Ctrl-C in a terminal is for the owner
    stdio: ['pipe', log, log, 'pipe'],
  });
  closeSync(log);
  const [lifeline, , , numbers] = child.stdio as unknown as [Writable, null, null, Readable];
  lifeline.on('error', () => undefined);
  const exited = once(child, 'exit').then(() => lifeline.destroy());
  const [number] = (await once(numbers, 'data')) as [Buffer];
  numbers.destroy();
  const running = { pid: Number(number.toString()), exited };
  await untilReady(child, storage, since).catch(async (error: unknown) => {
    send(running.pid, 'SIGKILL');
    await exited;
    throw error;
  });
  return running;
}

/** The line in the log comes after the broker was let in by its controller; the port opens earlier. */
async function untilReady(child: ChildProcess, { log, port }: KafkaStorage, since: number): Promise<void> {
  const deadline = Date.now() + startPatience;
  const lines = () => readFileSync(log).subarray(since).toString();
  while (!lines().includes('Kafka Server started') || !(await answers(port))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`The Kafka broker did not start, see ${log}:\n${lines().slice(-2000)}`);
    await sleep(20);
  }
  await warmCoordinators(port, deadline);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
