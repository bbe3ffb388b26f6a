import * as contracts from '@licet/contracts';
import { type CallDefinition, type Service, dependentsOf, services } from '@licet/contracts';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const apps = ['gateway', ...services] as const;
export type App = (typeof apps)[number];

/**
 * The services that an app calls, as the code says: those whose calls stand in its sources, and those whose events it follows, which it
 * asks for heads and data keys. The gateway speaks to all.
 */
export function calledBy(app: App): Service[] {
  if (app === 'gateway') return [...services];
  const followed = services.filter((source) => dependentsOf[source].includes(app));
  const called = servicesCalledIn(join('apps', app, 'src'));
  return services.filter((service) => service !== app && (followed.includes(service) || called.includes(service)));
}

const call = /\bbus\s*\.(?:call|everyPod)\(\s*(\w+)/g;
/** A call that every service answers, asked of those who follow the record of this one. */
const dependentCall = /\bdependentsOf\.(\w+)\.map\(\(dependent\) =>\s*this\.bus\.call\(commonCalls\[dependent\]/g;

function servicesCalledIn(folder: string): Service[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /(?<!\.(spec|suite|scenarios))\.ts$/.test(file) && !file.startsWith('testing/'),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const dependents = [...text.matchAll(dependentCall)].flatMap(([, service]) => dependentsOf[service as Service]);
    const named = [...text.replaceAll(dependentCall, '').matchAll(call)].map(([, name]) => definition(name!, file));
    return [...dependents, ...named.map(({ service }) => service)];
  });
}

function definition(name: string, file: string): CallDefinition {
  const found = (contracts as Record<string, unknown>)[name] as CallDefinition | undefined;
  if (!found?.service) throw new Error(`${file} calls ${name}, which is no call of the contracts by its own name.`);
  return found;
}
