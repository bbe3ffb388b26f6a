import type { AuthenticatedCaller, Scope } from '@licet/contracts';
import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Inject,
  SetMetadata,
  UseGuards,
  UseInterceptors,
  applyDecorators,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callContext, withOwnDeadline } from '../../shared/call-context.ts';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { apiVersion } from './api-version.ts';
import { tellOrigin } from './cross-origin.ts';
import { awaitPlace } from './feed-place.ts';
import { deprecationHeaders } from './deprecation.ts';
import { PlayDryRun, isDryRun, writingParameters } from './dry-run.ts';
import { beginKeyed } from './idempotency.ts';
import { NativeCall, keepCall } from './native-call.ts';
import { operationOf } from './operation.ts';
import { Problem, scopeMissing } from './problem.ts';
import { RateLimits, classOf, tooOften } from './rate-limits.ts';
import { knowOnly } from './query.ts';

const scopeOfOperation = 'licet:scope';
const anyScope = 'licet:anyScope';
const queryOfOperation = 'licet:query';
const allowedReadOnly = 'licet:allowedReadOnly';
const forCustomers = 'licet:forCustomers';

/** Scope that an operation asks for. [API-KEY-09] */
export const Requires = (scope: Scope) => SetMetadata(scopeOfOperation, scope);

/** The scope that a handler asks for; undefined where every key may. */
export const scopeOf = (handler: object): Scope | undefined =>
  Reflect.getMetadata(scopeOfOperation, handler) as Scope | undefined;

/** An operation for every key, whatever it may do. [API-KEY-08] */
export const ForEveryKey = () => SetMetadata(anyScope, true);

/** An operation that reads its query itself; every other one knows no parameter. [API-REP-11] */
export const ReadsQuery = () => SetMetadata(queryOfOperation, true);

/**
 * An operation that customers who have signed in may use too, on what is their own: its objects are read through `NativeCall.sees`, or found by
 * `ownOnly`. All others are closed to them. [API-USR-05]
 */
export const ForCustomers = () => SetMetadata(forCustomers, true);

/** A change that is possible while the account is read-only. [AUTH-15] */
export const AllowedReadOnly = () => SetMetadata(allowedReadOnly, true);

export const isAllowedReadOnly = (handler: object): boolean => Reflect.getMetadata(allowedReadOnly, handler) === true;

/** Lets in whoever brings a key of the native dialect with the scope of the operation. [API-KEY-01] */
export class Authenticate implements CanActivate {
  readonly #gateway: Gateway;
  readonly #reflector: Reflector;
  readonly #limits: RateLimits;

  constructor(@Inject(GATEWAY) gateway: Gateway, @Inject(Reflector) reflector: Reflector, limits: RateLimits) {
    this.#gateway = gateway;
    this.#reflector = reflector;
    this.#limits = limits;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const operation = context.getHandler();
    const { deprecated } = operationOf(operation) ?? {};
    const retiring = deprecated && deprecationHeaders(deprecated);
    void reply.headers({ 'api-version': apiVersion, 'cache-control': 'no-store', ...retiring });
    const call = new NativeCall(this.#gateway, request, reply, await this.#admitted(request));
    tellOrigin(call);
    await this.#limit(call);
    const has = (mark: string) => this.#reflector.get<boolean | undefined>(mark, operation) === true;
    admit(call.caller, request.method, has(allowedReadOnly));
    const scope = this.#reflector.get<Scope | undefined>(scopeOfOperation, operation);
    if (call.customerId !== null && !has(anyScope) && !has(forCustomers)) throw scopeMissing(scope ?? '');
    if (scope && call.customerId === null) call.require(scope);
    else if (!scope && !has(anyScope)) throw new Error('An operation that asks for no scope must say so.');
    if (!has(queryOfOperation)) knowOnly(writingParameters(operation), request.query as object, 'parameter_unknown');
    call.isDryRun = isDryRun(request, operation);
    if (reading.has(request.method)) await awaitPlace(call);
    else if (!call.isDryRun) call.run = await beginKeyed(call);
    keepCall(call);
    return true;
  }

  /** An address that proves nothing too often is told so; whoever calls from there with a valid key is not concerned. [API-RATE-04] */
  async #admitted(request: FastifyRequest): Promise<AuthenticatedCaller> {
    try {
      return await callerOf(this.#gateway, request);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { granted, tightest } = await this.#limits.takeFailed(request.ip);
      throw granted ? error : tooOften(tightest);
    }
  }

  /** [API-RATE-01, API-RATE-02] */
  async #limit({ request, reply, caller }: NativeCall): Promise<void> {
    const { granted, tightest } = await this.#limits.take(classOf(request), caller);
    void reply.headers({
      'ratelimit-limit': tightest.limit,
      'ratelimit-remaining': tightest.remaining,
      'ratelimit-reset': tightest.resetSeconds,
    });
    if (!granted) throw tooOften(tightest);
  }
}

/** Whose key a request brings, or whose token, as he is at this moment. Throws a problem for nobody. [API-KEY-01, API-USR-04] */
async function callerOf(
  { callers }: Gateway,
  request: FastifyRequest,
  context = callContext(request, 'native'),
): Promise<AuthenticatedCaller> {
  const [, keyId, secret] = keyForm.exec(request.headers.authorization ?? '') ?? [];
  const token = tokenIn(request);
  if (!(keyId && secret) && !token) throw unauthenticated();
  const found = token
    ? await callers.token(token, context)
    : await callers.key('native', keyId ?? '', secret ?? '', context);
  if (!('refusal' in found)) return found;
  const { code } = found.refusal;
  if (code === 'address_not_allowed') throw new Problem(code);
  throw unauthenticated(code === 'key_expired' ? code : 'unauthenticated');
}

/** Whether an answer that never ends may go on: its caller has not lost what it began with. [API-KEY-07, PERM-21] */
export async function mayGoOn({ gateway, request, caller }: NativeCall, scope: Scope): Promise<boolean> {
  try {
    const now = await callerOf(gateway, request, withOwnDeadline(callContext(request, 'native')));
    admit(now, request.method, false);
    return now.scopes.includes(scope) && now.testOnly === caller.testOnly;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

const keyForm = /^bearer +lk_(?:live|test)_([0-9a-z]{1,64})_([0-9A-Za-z-]{1,255}) *$/i;

const tokenForm = /^bearer +([\w-]{1,500}\.[\w-]{1,1000}\.[\w-]{1,500}) *$/i;

/** The token that a request brings, whoever made it. */
export const tokenIn = ({ headers }: FastifyRequest): string | undefined =>
  tokenForm.exec(headers.authorization ?? '')?.[1];

export const unauthenticated = (code: 'unauthenticated' | 'key_expired' = 'unauthenticated'): Problem =>
  new Problem(code, undefined, { headers: { 'www-authenticate': 'Bearer realm="licet"' } });

const reading = new Set(['GET', 'HEAD']);

/** What the account itself forbids. */
function admit({ account }: AuthenticatedCaller, method: string, allowed: boolean): void {
  if (account.status === 'closed') throw new Problem('account_closed');
  if (account.status === 'readOnly' && !reading.has(method) && !allowed) throw new Problem('account_read_only');
}

/** A controller of one operation under `/api/v1`, for callers with a key or a token. */
export const NativeController = (path: string) =>
  applyDecorators(Controller(`api/v1/${path}`), UseGuards(Authenticate), UseInterceptors(PlayDryRun));
