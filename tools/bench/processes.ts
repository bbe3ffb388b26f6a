import { readFileSync, readdirSync } from 'node:fs';

/** What a process and its children have used since their start, from /proc; 100 ticks are a second. */
export interface Usage {
  cpuSeconds: number;
  /** Of children that have ended. */
  endedSeconds: number;
  residentMb: number;
}

export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Proportional share of memory, so that what PostgreSQL's processes share is counted once.
  const pss = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
    endedSeconds: (Number(fields[13]) + Number(fields[14])) / 100,
    residentMb: Number(pss?.[1] ?? 0) / 1024,
  };
}

/** The process and all that descend from it. */
export function treeOf(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(treeOf)];
}

/** Sum over processes, without those that ended meanwhile. */
export function sum(pids: readonly number[]): Usage {
  const total = { cpuSeconds: 0, endedSeconds: 0, residentMb: 0 };
  for (const pid of pids) {
    try {
      const { cpuSeconds, endedSeconds, residentMb } = usageOf(pid);
      total.cpuSeconds += cpuSeconds;
      total.endedSeconds += endedSeconds;
      total.residentMb += residentMb;
    } catch {
      // ended between listing and reading
    }
  }
  return total;
}
