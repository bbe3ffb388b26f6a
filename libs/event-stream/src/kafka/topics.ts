import { domainTopic, laneCount, services } from '@licet/contracts';
import type { Admin, ITopicConfig, ITopicMetadata } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { unlessAborted } from '../waiting.ts';
import { kafkaClient, qualified } from './kafka-client.ts';
import type { KafkaOptions } from './kafka-options.ts';

/** Public topics, one producing service each. [design 5] */
export const publicTopics = {
  licenses: 'licet.license-events.v1',
  activations: 'licet.installation-events.v1',
} as const;

/** An event is at most this long on a topic; bytes. A request of 1 MiB becomes one event of somewhat more. */
const longestMessage = 4 * 1024 * 1024;

/** Within this time brokers must know a new topic; milliseconds. */
const patience = 30_000;

/**
 * Creates the topics that are missing: 16 partitions, replicated as the brokers do by default; domain topics are kept for ever. Throws
 * when one exists with another number of partitions, because then positions could not be kept in order. `stopping` gives up the search for a
 * broker.
 */
export async function createTopics(kafka: KafkaOptions, stopping = new AbortController().signal): Promise<void> {
  const admin = kafkaClient(kafka).admin();
  await unlessAborted(stopping, admin.connect());
  try {
    const wanted = topicConfigs().map((config) => ({ ...config, topic: qualified(kafka, config.topic) }));
    await createMissing(admin, wanted);
    await check(admin, wanted);
  } finally {
    await admin.disconnect();
  }
}

/** Every topic there is, for whoever creates them. */
export const topicConfigs = (): ITopicConfig[] => [
  ...services.map((service) => topic(domainTopic(service), { 'retention.ms': '-1' })),
  ...Object.values(publicTopics).map((name) => topic(name, {})),
];

const topic = (name: string, settings: Record<string, string>): ITopicConfig => ({
  topic: name,
  numPartitions: laneCount,
  configEntries: Object.entries({
    'cleanup.policy': 'delete',
    'max.message.bytes': `${longestMessage}`,
    ...settings,
  }).map(([key, value]) => ({ name: key, value })),
});

async function createMissing(admin: Admin, wanted: ITopicConfig[]): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = wanted.filter((one) => !existing.has(one.topic));
  // false: another process was quicker. Not waiting for leaders: kafkajs then fails on a broker that has not heard of the topic yet.
  if (missing.length > 0) await admin.createTopics({ topics: missing, waitForLeaders: false });
}

async function check(admin: Admin, wanted: ITopicConfig[]): Promise<void> {
  const topics = await described(
    admin,
    wanted.map((one) => one.topic),
  );
  for (const { name, partitions } of topics) {
    if (partitions.length === laneCount) continue;
    throw new Error(
      `Topic ${name} has ${partitions.length} partitions, but must have ${laneCount}, one for each lane. Create it anew; what it held is published again by a rewound relay.`,
    );
  }
}

/** The topics as soon as the brokers know them all and each partition has a leader. */
async function described(admin: Admin, names: string[]): Promise<ITopicMetadata[]> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: names });
      if (topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return topics;
      if (Date.now() > deadline) throw new Error('Partitions of the topics have no leader.');
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await sleep(50);
  }
}
