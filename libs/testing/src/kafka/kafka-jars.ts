import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../cache-folder.ts';
import { fetchJars } from '../maven-jars.ts';

const pom = fileURLToPath(new URL('./pom.xml', import.meta.url));

/** Folder of the broker's jars: `KAFKA_LIB`, or a cache folder named after the pom. May not be there yet. */
export const kafkaLib = (): string => process.env.KAFKA_LIB ?? cacheFolder('kafka', readFileSync(pom));

/** Fetches the jars by Maven if they are not there yet. */
export const fetchKafkaJars = (): Promise<string> => fetchJars(pom, kafkaLib());
