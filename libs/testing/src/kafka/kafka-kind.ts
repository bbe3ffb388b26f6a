import { existsSync } from 'node:fs';
import { hasMaven, javaVersion } from '../java.ts';
import { kafkaLib } from './kafka-jars.ts';

/** Where a broker comes from: named by `KAFKA_BROKERS`, started from jars, or started in Docker. */
export type KafkaKind = 'given' | 'jars' | 'docker';

let found: { kind: KafkaKind } | { missing: string } | undefined;

/** What this machine can offer, or what it lacks. Looked up once per process. */
export const kafkaKind = (): { kind: KafkaKind } | { missing: string } => (found ??= look());

function look(): { kind: KafkaKind } | { missing: string } {
  if (process.env.KAFKA_BROKERS) return { kind: 'given' };
  const java = javaVersion() ?? 0;
  if (java >= 17 && (existsSync(kafkaLib()) || hasMaven())) return { kind: 'jars' };
  if (existsSync('/var/run/docker.sock') || process.env.DOCKER_HOST) return { kind: 'docker' };
  const lacks =
    java < 17 ? 'Java 17 or newer is not on the path' : `no jars in ${kafkaLib()} and no Maven to fetch them`;
  return { missing: `KAFKA_BROKERS is unset, ${lacks}, and there is no Docker` };
}
