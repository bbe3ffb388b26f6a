import type { Code, Service } from '@licet/contracts';

/**
 * No pod of the service answered in time: HTTP 503, never a business code. `outcome_unknown` when a command was sent and may still take
 * effect; sent again under the same command id it finds its receipt.
 */
export class ServiceUnavailable extends Error {
  override readonly name = 'ServiceUnavailable';
  readonly service: Service;
  readonly code: Extract<Code, 'unavailable' | 'outcome_unknown'>;

  constructor(
    service: Service,
    reason: string,
    options?: ErrorOptions & { code?: Extract<Code, 'unavailable' | 'outcome_unknown'> },
  ) {
    super(`${service} is unavailable: ${reason}`, options);
    this.service = service;
    this.code = options?.code ?? 'unavailable';
  }
}

/**
 * A handler threw. Only the code and the request id travel; message and stack are in the log of the service, under the request id.
 * `code` is the one of the thrown error where it is in the registry (such as `outcome_unknown`), otherwise `internal`.
 */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly service: Service;
  readonly code: Code;
  readonly requestId: string;

  constructor(service: Service, call: string, fault: { code: Code; requestId: string }) {
    super(`${call} failed in ${service}: ${fault.code} (request ${fault.requestId})`);
    this.service = service;
    this.code = fault.code;
    this.requestId = fault.requestId;
  }
}
