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
  const line = { msg: `${call} failed`, call, code, requestId, correlationId, commandId, err: error };
  if (code === 'internal') logger.error(line);
  else logTrouble(call, line);
  return new Fault(code, requestId);
}

const troubleEvery = 1000;
const silenced = new Map<string, { until: number; count: number }>();

/** While infrastructure is in trouble every call fails alike: one line a second tells it, with the number of those left out. */
function logTrouble(call: string, line: object): void {
  const silence = silenced.get(call);
  if (silence && Date.now() < silence.until) {
    silence.count++;
    return;
  }
  silenced.set(call, { until: Date.now() + troubleEvery, count: 0 });
  logger.warn({ ...line, leftOut: silence?.count ?? 0 });
}

/** What infrastructure says when it is in trouble: not a bug, so HTTP 503. */
const troubles: Readonly<Record<string, Code>> = {
  STORE_OVERLOADED: 'unavailable',
  STORE_UNAVAILABLE: 'unavailable',
  CONTENDED: 'unavailable',
  VAULT_OVERLOADED: 'unavailable',
  UNKNOWN_EVENT_VERSION: 'unavailable',
  OUTCOME_UNKNOWN: 'outcome_unknown',
};
/** Node's words for a broken connection, and PostgreSQL's classes of states for one (08), for shutdown (57P) and for want of resources (53). */
const connectionTrouble =
  /^(E(CONN\w+|PIPE|HOSTUNREACH|NETUNREACH|TIMEDOUT|NOTFOUND|AI_AGAIN)|08\w{3}|57P\w{2}|53\w{3})$/;
/** The driver gives these no code. */
const connectionTroubleText =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;

/** The code of the registry that stands for an error: its own, or the one for its kind of trouble, or `internal`. */
function codeOf(error: unknown): Code {
  if (typeof error !== 'object' || error === null) return 'internal';
  const code = 'code' in error ? String(error.code) : '';
  const message = 'message' in error ? String(error.message) : '';
  if (Object.hasOwn(codes, code)) return code as Code;
  const noSocket = code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect'; // the server took it along
  const lost = noSocket || connectionTrouble.test(code) || connectionTroubleText.test(message);
  return troubles[code] ?? (lost ? 'unavailable' : 'internal');
}
