/** Whether requests may be sent here. */
export type Health = () => Promise<boolean>;

/** Nest token of the `Health`. */
export const HEALTH = Symbol('Health');
