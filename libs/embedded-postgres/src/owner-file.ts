import fs from 'node:fs';
import { startedAt } from './processes.ts';

/** The folder's server belongs to a process that lives. */
export class DataDirInUse extends Error {
  readonly code = 'DATA_DIR_IN_USE';
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(`The data folder ${folder} is in use by process ${pid}. Stop that process or choose another folder.`);
    this.pid = pid;
  }
}

interface Owner {
  pid: number;
  startedAt: string | null;
}

/** Notes that this process runs the cluster. Throws `DataDirInUse` if another one (or this one already) does; a dead owner gives way. */
export function takeOwnership(file: string, folder: string): void {
  const me: Owner = { pid: process.pid, startedAt: startedAt(process.pid) ?? null };
  for (;;) {
    try {
      fs.writeFileSync(file, JSON.stringify(me), { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = read(file);
    if (owner && lives(owner)) throw new DataDirInUse(folder, owner.pid);
    fs.rmSync(file, { force: true });
  }
}

/** Lets the next process have the folder; no error when the file is gone. */
export const giveUpOwnership = (file: string): void => {
  fs.rmSync(file, { force: true });
};

const lives = (owner: Owner): boolean => {
  const started = startedAt(owner.pid);
  return started !== undefined && started === owner.startedAt;
};

function read(file: string): Owner | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined; // half-written by a process that was killed
  }
}
