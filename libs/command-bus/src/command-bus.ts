import type { CallContext, CallDefinition, ReplyOf, RequestOf } from '@licet/contracts';

/**
 * How commands and queries reach the service that answers them. Two adapters, in-process and TCP, behave alike: requests and replies
 * are copied as JSON would copy them, refusals are values, deadlines hold, and only codes come back from a handler that failed.
 */
export interface CommandBus {
  /**
   * One call to one pod of the service. Throws `ServiceUnavailable` when none answered before the deadline of the context, and
   * `CallFailed` when the handler threw.
   */
  call<D extends CallDefinition>(definition: D, request: RequestOf<D>, context: CallContext): Promise<ReplyOf<D>>;
  /**
   * One call to every known pod of the service, for what each process holds in memory. Pods that refuse the connection hold nothing and
   * are left out; one that does not answer otherwise makes the call `ServiceUnavailable`, as does a service without any pod.
   */
  everyPod<D extends CallDefinition>(definition: D, request: RequestOf<D>, context: CallContext): Promise<ReplyOf<D>[]>;
  close(): Promise<void>;
}
