import {
  type AuthenticatedCaller,
  type CallContext,
  type CallDefinition,
  type Position,
  type ReplyOf,
  type RequestOf,
  type Scope,
} from '@licet/contracts';
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callContext } from '../../shared/call-context.ts';
import { settled } from '../../shared/fence.ts';
import type { Gateway } from '../../shared/gateway.ts';
import type { Draw } from '@licet/vault';
import { BusyTime } from './busy-time.ts';
import type { KeyedRun } from './keyed-run.ts';
import { problemOf, scopeMissing } from './problem.ts';

/** What a successful reply to a call holds. */
export type ValueOf<D> = Extract<ReplyOf<D>, { ok: true }>['value'];

/** What an operation has in hand while it answers one authenticated request. */
export class NativeCall {
  readonly gateway: Gateway;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly caller: AuthenticatedCaller;
  /** Present for a call with an `Idempotency-Key`. [API-IDEM-01] */
  run: KeyedRun | undefined;
  /** Whether it only asks what would happen. [API-DRY-01] */
  isDryRun = false;
  /** Where the changes of this call stand. */
  readonly positions: Position[] = [];
  /** How long services were waited for. Milliseconds. [API-TRACE-03] */
  readonly waited = new BusyTime();

  constructor(gateway: Gateway, request: FastifyRequest, reply: FastifyReply, caller: AuthenticatedCaller) {
    this.gateway = gateway;
    this.request = request;
    this.reply = reply;
    this.caller = caller;
  }

  get authorId(): number {
    return this.caller.authorId;
  }

  /** Number of the customer who has signed in; null for everybody else. [API-USR-05] */
  get customerId(): number | null {
    const { kind, id } = this.caller.actor;
    return kind === 'customer' ? Number(id) : null;
  }

  /** Whether an object is there for the caller: to a test key only what is for tests, to a customer only what is his. [API-KEY-06, API-USR-05] */
  sees({ isTest, customerId }: { isTest: boolean; customerId: number | null }): boolean {
    if (this.caller.testOnly && !isTest) return false;
    return this.customerId === null || this.customerId === customerId;
  }

  /** Where everything random in an answer comes from, so that a repeated call makes the same secrets; undefined for true chance. */
  get draw(): Draw | undefined {
    return this.run?.draw;
  }

  /** For queries: commands go through `ask` and `change`, which give them ids that a repeat has too. */
  context(): CallContext {
    return callContext(this.request, 'native', this.caller);
  }

  /** Throws the scope as a problem where the key lacks it. */
  require(scope: Scope): void {
    if (!this.caller.scopes.includes(scope)) throw scopeMissing(scope);
  }

  /** Throws the scope as a problem where a test key calls: what the operation does with it reaches live objects. [API-KEY-06] */
  requireLive(scope: Scope): void {
    if (this.caller.testOnly) throw scopeMissing(scope);
  }

  /** The value of the reply; a refusal is thrown as a problem. */
  async ask<D extends CallDefinition>(definition: D, request: RequestOf<D>): Promise<ValueOf<D>> {
    const reply = await this.#call(definition, request);
    if (!reply.ok) throw problemOf(reply.refusal);
    return reply.value;
  }

  /** Like `ask`, and returns when everybody sees the change, or says in a header that somebody does not yet. [API-VERB-05, API-VERB-08] */
  async change<D extends CallDefinition>(
    definition: D,
    request: RequestOf<D>,
    options?: { shared: boolean },
  ): Promise<ValueOf<D>> {
    const { bus } = this.gateway;
    const reply = await this.#call(definition, request);
    if (!reply.ok) throw problemOf(reply.refusal);
    if (definition.service === 'customers') this.gateway.callers.forget(this.authorId); // holds on the next call [PERM-21]
    this.positions.push(...(reply.positions ?? []));
    const arrived = await this.waited.during(settled(bus, reply.positions ?? [], this.context(), options));
    if (!arrived) void this.reply.header('licet-consistency', 'pending');
    return reply.value;
  }

  async #call<D extends CallDefinition>(definition: D, request: RequestOf<D>): Promise<ReplyOf<D>> {
    const { bus } = this.gateway;
    const step = definition.kind === 'command' ? this.run?.step(definition) : undefined;
    const context = step ? { ...this.context(), commandId: step.commandId } : this.context();
    const reply: ReplyOf<D> = await this.waited.during(bus.call(definition, request, context));
    if (!reply.ok) step?.refused();
    return reply;
  }
}

const calls = new WeakMap<FastifyRequest, NativeCall>();
export const keepCall = (call: NativeCall): unknown => calls.set(call.request, call);
/** Undefined for a request that nobody was admitted for. */
export const callOf = (request: FastifyRequest): NativeCall | undefined => calls.get(request);

/** The `NativeCall` of the request, behind `NativeController`. */
export const Call = createParamDecorator((_: unknown, context: ExecutionContext): NativeCall => {
  const call = callOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!call) throw new Error('This controller does not authenticate: declare it with NativeController.');
  return call;
});
