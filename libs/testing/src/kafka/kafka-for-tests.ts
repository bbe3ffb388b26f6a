import { randomBytes } from 'node:crypto';
import { describeWithout } from '../loud-skip.ts';
import { kafkaKind } from './kafka-kind.ts';
import { askForKafka, type SharedKafka } from './shared-kafka.ts';

export interface KafkaForTests extends SharedKafka {
  /** Random text for names of topics and groups: suites share one broker. */
  prefix: string;
}

/** First use may have to fetch the jars. Milliseconds. */
const patience = 180_000;

/** The broker of this jest run, started when the first suite asks. Throws when there is none; `describeWithKafka` skips then. */
export async function kafkaForTests(): Promise<KafkaForTests> {
  const folder = process.env.LICET_TEST_FOLDER;
  if (!folder) throw new Error('LICET_TEST_FOLDER is unset: run this suite through `npm test`.');
  return { ...(await askForKafka(folder)), prefix: `t${randomBytes(5).toString('hex')}-` };
}

/**
 * A suite that needs Kafka. Where there is none it is skipped, and says so; with `KAFKA_REQUIRED=1` that is a failure, so that green
 * never means "did not run". `kafka()` may be called from hooks and tests.
 */
export function describeWithKafka(name: string, suite: (kafka: () => KafkaForTests) => void): void {
  const found = kafkaKind();
  if ('missing' in found) {
    without(name, found.missing, suite);
    return;
  }
  describe(name, () => {
    let kafka: KafkaForTests | undefined;
    beforeAll(async () => {
      kafka = await kafkaForTests();
    }, patience);
    suite(() => there(kafka));
  });
}

/** A suite that starts, kills and restarts a broker of its own by `startKafka`; skipped like `describeWithKafka`. */
export function describeWithOwnKafka(name: string, suite: () => void): void {
  const found = kafkaKind();
  if ('kind' in found && found.kind === 'jars') describe(name, suite);
  else without(name, 'missing' in found ? found.missing : `a ${found.kind} broker cannot be killed`, suite);
}

const need = { what: 'a Kafka broker', required: 'KAFKA_REQUIRED' };

const without = (name: string, reason: string, suite: (kafka: () => KafkaForTests) => void): void => {
  describeWithout(need, name, reason, () => {
    suite(() => there(undefined));
  });
};

function there(kafka: KafkaForTests | undefined): KafkaForTests {
  if (!kafka) throw new Error('The Kafka broker is there from the first hook on.');
  return kafka;
}
