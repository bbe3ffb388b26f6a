import { BeginKeyedCall, KeepAnswer, type KeptAnswer, LeaveKeyedCall } from '@licet/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf } from '../../shared/body.ts';
import { KeyedRun } from './keyed-run.ts';
import type { NativeCall } from './native-call.ts';
import { Problem } from './problem.ts';

/** How long a call is waited for that runs already, between which pauses it is looked at, and how long nobody else runs a call. Milliseconds. */
const wait = { most: 5000, firstPause: 25, longestPause: 400 };
/** Longer than a request may take. */
const held = 15_000;
/** For keeping an answer, when the time of the request may be over. Milliseconds. */
const keeping = 2000;

const keyed = new Set(['POST', 'PATCH', 'DELETE']);

/** What was answered to the first call with the same key, thrown in place of doing anything. [API-IDEM-02] */
export class Replayed extends Error {
  override readonly name = 'Replayed';
  readonly answer: KeptAnswer;

  constructor(answer: KeptAnswer) {
    super('A call was repeated.');
    this.answer = answer;
  }
}

/** Sends it; limits, ids and times are those of the repeat. [API-IDEM-02] */
export function tellReplayed({ answer }: Replayed, reply: FastifyReply): void {
  void reply.header('idempotency-replayed', 'true');
  void reply.send(put(answer, reply));
}

function put({ status, headers, body }: KeptAnswer, reply: FastifyReply): string | undefined {
  void reply.code(status).headers(headers);
  return body === '' ? undefined : body;
}

/**
 * The run of a call that brings an `Idempotency-Key`; undefined for one that brings none. Throws the answer of the first call, or why there is
 * none. [API-IDEM-01 … API-IDEM-04, API-IDEM-08, API-IDEM-10]
 */
export async function beginKeyed(call: NativeCall): Promise<KeyedRun | undefined> {
  const key = keyOf(call);
  if (key === undefined) return undefined;
  const { authorId, caller, request } = call;
  const { kind, id } = caller.actor;
  const asked = {
    ...{ authorId, caller: `${kind} ${id}`, key, request: requestHash(request), patienceMs: held },
    seesPersons: seesPersons(call),
  };
  const until = Date.now() + wait.most;
  for (let pause = wait.firstPause; ; pause = Math.min(2 * pause, wait.longestPause)) {
    const found = await call.ask(BeginKeyedCall, asked);
    if (found.kind === 'begun') return new KeyedRun(found);
    if (found.kind === 'answered') throw new Replayed(found.answer);
    if (found.kind === 'reused') throw new Problem('idempotency_key_reused');
    if (Date.now() + pause > until)
      throw new Problem('idempotency_in_progress', undefined, { headers: { 'retry-after': '1' } });
    await sleep(pause);
  }
}

const seesPersons = ({ caller }: NativeCall): boolean => caller.scopes.includes('customers:personal');

function keyOf({ request, caller }: NativeCall): string | undefined {
  if (!keyed.has(request.method)) return undefined;
  const key = request.headers['idempotency-key'];
  if (key === undefined) {
    if (request.method === 'POST' && caller.apiRules.requireIdempotencyKey)
      throw new Problem('idempotency_key_missing', 'The account asks for an Idempotency-Key on every POST.');
    return undefined;
  }
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const detail = 'must be 1 to 255 visible ASCII characters';
  throw new Problem('parameter_invalid', undefined, {
    errors: [{ parameter: 'Idempotency-Key', code: 'invalid', detail }],
  });
}

/** Same for a repeat, another for any other method, target or body. [API-IDEM-03] */
const requestHash = (request: FastifyRequest): string =>
  createHash('sha256').update(`${request.method} ${request.originalUrl}\n`).update(bodyOf(request)).digest('base64url');

/**
 * Keeps what is about to be answered where it is a result, and lets go of the key where it is none; returns what is to be sent. The change is
 * durable whatever becomes of its answer: whoever repeats a call whose answer could not be kept gets it made again from the record.
 * [API-IDEM-05, API-IDEM-06, API-IDEM-07]
 */
export async function endKeyed(call: NativeCall, run: KeyedRun, payload: unknown): Promise<unknown> {
  const { reply, request, gateway } = call;
  const body = reply.statusCode === 204 ? '' : textOf(payload);
  try {
    if (body === undefined || !isResult(reply.statusCode, run)) await leave(call, run, !run.begun && !run.resumed);
    else return put(await keep(call, run, body), reply);
  } catch (err) {
    gateway.logger.warn({ err, requestId: request.id }, 'The answer of a call with an Idempotency-Key was not kept.');
  }
  return reply.statusCode === 204 ? undefined : payload;
}

/** A result is what was decided; a fault of the request before anything was begun leaves the key free for the mended request. */
function isResult(status: number, { begun, resumed }: KeyedRun): boolean {
  if (status >= 500 || status === 429) return false;
  return status < 300 || begun || resumed || status === 409 || status === 422;
}

async function keep(call: NativeCall, { callId }: KeyedRun, body: string): Promise<KeptAnswer> {
  const { authorId, reply } = call;
  const answer = { status: reply.statusCode, headers: headersOf(reply), body };
  const personal = reply.statusCode < 300 && seesPersons(call); // problems tell of nobody [API-ERR-05]
  const kept = await call.gateway.bus.call(KeepAnswer, { authorId, callId, answer, personal }, lateContext(call));
  return kept.ok ? kept.value : answer;
}

async function leave(call: NativeCall, { callId }: KeyedRun, undone: boolean): Promise<void> {
  await call.gateway.bus.call(LeaveKeyedCall, { authorId: call.authorId, callId, undone }, lateContext(call));
}

const lateContext = (call: NativeCall) => ({ ...call.context(), deadline: Date.now() + keeping });

/** Headers that belong to the result, not to the one answer. */
const ofResult = ['content-type', 'location', 'etag', 'licet-cursor'];

function headersOf(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    ofResult.flatMap((name) => {
      const value = reply.getHeader(name);
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
}

/** Undefined for what is streamed. */
function textOf(payload: unknown): string | undefined {
  if (payload === undefined || payload === null) return '';
  if (Buffer.isBuffer(payload)) return payload.toString('utf8');
  return typeof payload === 'string' ? payload : undefined;
}
