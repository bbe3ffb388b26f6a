import { type CallContext, type Code, codes } from '@licet/contracts';
import { Logger } from '@nestjs/common';

/** What is left of an exception when it leaves a handler: nothing that could tell a stranger about the inside. */
export class Fault {
  readonly code: Code;
  readonly requestId: string;

  constructor(code: Code, requestId: string) {
    this.code = code;
    this.requestId = requestId;
  }
}

const logger = new Logger('CommandBus');

/** Logs what happened with everything that helps, and keeps the code. */
export function faultOf(error: unknown, call: string, context: CallContext): Fault {
  const code = codeOf(error);
  const { requestId, correlationId, commandId } = context;
  const expected = code !== 'internal';
  logger[expected ? 'warn' : 'error']({
    msg: `${call} failed`,
    call,
    code,
    requestId,
    correlationId,
    commandId,
    err: error,
  });
  return new Fault(code, requestId);
}

/** The code that an error carries, when it is one of the registry. PostgreSQL's and Node's own codes are not. */
function codeOf(error: unknown): Code {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && Object.hasOwn(codes, code) ? (code as Code) : 'internal';
}
