import type { CallContext, Code } from '@licet/contracts';

/** A call on the wire, in the shape of Nest's packets. */
export interface CallPacket {
  id: string;
  /** Name of the call. */
  pattern: string;
  /** `remaining`: milliseconds until the deadline, because clocks of hosts differ. */
  data: { request: unknown; context: CallContext; remaining: number };
}

/** Asks whether the other side is still there. */
export interface PingPacket {
  id: string;
  pattern: typeof ping;
}

export const ping = '@ping';

/** `begun: false`: nothing was done, so that another pod may be asked. */
export interface FaultOnWire {
  code: Code;
  requestId: string;
  begun: boolean;
}

export type AnswerPacket =
  { id: string; response: unknown; isDisposed: true } | { id: string; err: FaultOnWire; isDisposed: true };
