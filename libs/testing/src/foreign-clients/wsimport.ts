import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheFolder, filled } from '../cache-folder.ts';
import { hasMaven, javaVersion } from '../java.ts';
import { fetchJars } from '../maven-jars.ts';
import { ForeignClient } from './foreign-client.ts';

const sourceOf = (name: string) => fileURLToPath(new URL(`./java/${name}`, import.meta.url));
const pom = sourceOf('pom.xml');
const jars = (): string => cacheFolder('wsimport', readFileSync(pom));

/** What is missing for a client by wsimport; undefined when nothing is. */
export function wsimportLacks(): string | undefined {
  if ((javaVersion() ?? 0) < 17) return 'Java 17 or newer is not on the path';
  if (spawnSync('javac', ['-version']).status !== 0) return 'this Java has no compiler';
  return existsSync(jars()) || hasMaven() ? undefined : `no jars in ${jars()} and no Maven to fetch them`;
}

/** A client that wsimport generates from these services' descriptions, once for each state of them. */
export async function wsimportClient(services: readonly { name: string; address: string }[]): Promise<ForeignClient> {
  const lib = join(await fetchJars(pom, jars()), '*');
  const descriptions = await Promise.all(services.map(descriptionOf));
  const inputs = [pom, sourceOf('Generate.java')].map((file) => readFileSync(file));
  const folder = await filled(cacheFolder('wsdl', ...inputs, ...descriptions), async (draft) => {
    for (const [i, { name }] of services.entries()) writeFileSync(join(draft, `${name}.wsdl`), descriptions[i]!);
    await promisify(execFile)('java', ['-cp', lib, sourceOf('Generate.java'), draft]);
  });
  const classPath = [lib, join(folder, 'classes')].join(delimiter);
  return new ForeignClient('java', ['-cp', classPath, sourceOf('Calls.java')]);
}

/** Without the port of this run, so that the same description is known again. */
async function descriptionOf({ address }: { address: string }): Promise<string> {
  const response = await fetch(`${address}?WSDL`);
  if (!response.ok) throw new Error(`${address}?WSDL answers ${response.status}`);
  return (await response.text()).replaceAll(new URL(address).origin, 'http://localhost');
}
