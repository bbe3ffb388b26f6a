import fs from 'node:fs';

/** When a process was started, in clock ticks since boot: with its number it names a process for good. Undefined: no such process. */
export function startedAt(pid: number): string | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Processes that work in a folder. All of a PostgreSQL server's processes work in its data directory. */
export function processesIn(folder: string): number[] {
  const numbers = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.map(Number).filter((pid) => worksIn(pid, folder));
}

/** Whether a process works in a folder; false for one that has ended, and for those of other users. */
export function worksIn(pid: number, folder: string): boolean {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false; // gone, or another user's
  }
}

/** Sends a signal; a process that has gone meanwhile is what was wanted. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
