/** What time it is for whatever is done by the calendar; given at start, so that a test need not wait for midnight. */
export abstract class Clock {
  abstract now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
