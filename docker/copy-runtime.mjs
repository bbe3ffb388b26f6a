// Copies what a service runs on into an image: package.json, dist, sql and catalogs of the service and of every library. No sources, no specs.
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';

const [app, out] = process.argv.slice(2);
if (!app || !out) throw new Error('usage: copy-runtime.mjs <app> <folder>');

const projects = [`apps/${app}`, ...readdirSync('libs').map((lib) => `libs/${lib}`)];
for (const project of projects) {
  mkdirSync(`${out}/${project}`, { recursive: true });
  for (const part of ['package.json', 'dist', 'sql', 'catalogs'])
    if (existsSync(`${project}/${part}`))
      cpSync(`${project}/${part}`, `${out}/${project}/${part}`, { recursive: true });
}
