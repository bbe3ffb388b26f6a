/** Too much of one author is waiting already; nothing was stored. HTTP 503 with `Retry-After`. */
export class StoreOverloaded extends Error {
  override readonly name = 'StoreOverloaded';
  readonly code = 'STORE_OVERLOADED';
}

/** PostgreSQL cannot be reached or does not take writes; nothing of this write was stored. HTTP 503. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly code = 'STORE_UNAVAILABLE';
}

/** The connection broke during COMMIT and did not come back in time. Send the same command id again to learn what happened. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  readonly code = 'OUTCOME_UNKNOWN';
}

/** Others changed the stream each time while a command was decided. Nothing was stored. HTTP 503. */
export class Contended extends Error {
  override readonly name = 'Contended';
  readonly code = 'CONTENDED';
}

/** The record holds an event of a version that this code does not know: newer code wrote it. Nothing may be decided without it. */
export class UnknownEventVersion extends Error {
  override readonly name = 'UnknownEventVersion';
  readonly code = 'UNKNOWN_EVENT_VERSION';
}
