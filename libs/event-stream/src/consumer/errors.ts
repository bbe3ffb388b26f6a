import type { LanePosition } from '@licet/contracts';
import type { Gap } from './screen.ts';

/** A lane cannot go on until somebody has acted: new code, a rewind, a repaired topic. It is tried again for ever. */
export class LaneStopped extends Error {
  override readonly name = 'LaneStopped';
}

/** The position was set back by somebody else; the lane has to be read again from there. */
export class Rewound extends Error {
  override readonly name = 'Rewound';
}

export const gapIn = ({ lane, after, before }: Gap): LaneStopped =>
  new LaneStopped(`Lane ${lane} goes from position ${after} to ${before}: events between them are missing.`);

export const forkIn = ({ lane, epoch, position }: LanePosition): LaneStopped =>
  new LaneStopped(
    `Lane ${lane} was restored: epoch ${epoch} begins after position ${position}, and what was derived from later events of the epoch before must be dropped. Rewind it to that place.`,
  );

/** Classes of PostgreSQL errors, errors of sockets, and our own codes that mean: not now. */
const transientCodes = [
  /^(08...|57P..|40...|53...|55P03|58...|25P0[34]|57014)$/,
  /^(ECONN[A-Z]+|EPIPE|ENOENT|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|E[A-Z]+UNREACH)$/,
  /^(unavailable|outcome_unknown|STORE_OVERLOADED|STORE_UNAVAILABLE|OUTCOME_UNKNOWN|CONTENDED|UNKNOWN_EVENT_VERSION)$/,
];
const transientMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;

/**
 * Whether an error comes from broken infrastructure (database or service away, deadlock, time limit) and not from the event: the same
 * attempt may succeed later. Errors may also say it of themselves with `transient: true`.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof Rewound) return true;
  if (typeof error !== 'object' || error === null) return false;
  if ('transient' in error && error.transient === true) return true;
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string') return transientCodes.some((pattern) => pattern.test(code));
  return error instanceof Error && transientMessages.test(error.message);
}

/** Whether a time limit of the database was met: fewer events at a time may fit into it. */
export const isOverdue = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && /^(25P0[34]|57014)$/.test(String(error.code));
