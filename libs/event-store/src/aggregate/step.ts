import type { Write } from '../types.ts';
import type { Situation, Task } from './types.ts';

/** A write on its way into the record, and who waits for it. */
export interface Step<C, S, E, X> {
  task: Task<C, S, E, X>;
  events: readonly E[];
  write: Write;
  /** What the write leaves. */
  after: Situation<S>;
  /** Answers that rest on what this write leaves: given when it is stored, decided anew when it is not. */
  resting: Resting[];
}

export interface Resting {
  stored: () => void;
  /** True when somebody else changed the stream. */
  lost: (byOthers: boolean) => void;
}

/** What became of a write; overtaken: others changed the stream. */
export type Fate = 'stored' | 'overtaken' | 'lost';

/** Waits for what becomes of a write. */
export const fateOf = ({ resting }: Pick<Step<never, never, never, never>, 'resting'>): Promise<Fate> =>
  new Promise((resolve) => {
    resting.push({
      stored: () => {
        resolve('stored');
      },
      lost: (byOthers) => {
        resolve(byOthers ? 'overtaken' : 'lost');
      },
    });
  });
