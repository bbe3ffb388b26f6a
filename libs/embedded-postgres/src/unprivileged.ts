import fs from 'node:fs';
import path from 'node:path';

/** PostgreSQL refuses uid 0, so a root caller runs it as nobody. */
export const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

/** Whether the user that runs the server can pass every folder above `target` (and `target` itself, if it is there). */
export function reachable(target: string): boolean {
  if (!unprivileged) return true;
  for (let folder = path.resolve(target); folder !== '/'; folder = path.dirname(folder)) {
    const found = fs.statSync(folder, { throwIfNoEntry: false });
    if (found && (found.mode & 0o001) === 0 && found.uid !== unprivileged.uid) return false;
  }
  return true;
}

/** Makes a folder that only the server's user can enter. Parents keep the usual mode: a closed one would lock that user out. */
export function makePrivate(folder: string): void {
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  if (!fs.existsSync(folder)) fs.mkdirSync(folder, { mode: 0o700 });
  if (unprivileged) fs.chownSync(folder, unprivileged.uid, unprivileged.gid);
}
