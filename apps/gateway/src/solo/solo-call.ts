import type { AuthenticatedCaller, CallContext, CallDefinition, Position, ReplyOf, RequestOf } from '@licet/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callContext, type KnownCaller } from '../shared/call-context.ts';
import { settled } from '../shared/fence.ts';
import type { Gateway } from '../shared/gateway.ts';

export type SoloGateway = Pick<Gateway, 'bus' | 'logger' | 'signIns'> & { callers: Pick<Gateway['callers'], 'user'> };

/** Author logon as read from a document. */
export interface Logon {
  AuthorID?: number | null | undefined;
  UserID?: string | null | undefined;
  UserPassword?: string | null | undefined;
}

/** What an operation has in hand while it answers one request. */
export class SoloCall {
  private readonly gateway: SoloGateway;
  private readonly request: FastifyRequest;
  private readonly reply: FastifyReply;

  constructor(gateway: SoloGateway, request: FastifyRequest, reply: FastifyReply) {
    this.gateway = gateway;
    this.request = request;
    this.reply = reply;
  }

  /** Sends a command or query; a caller is named where an author has logged on or a customer is known. */
  ask<D extends CallDefinition>(definition: D, request: RequestOf<D>, caller?: KnownCaller): Promise<ReplyOf<D>> {
    return this.gateway.bus.call(definition, request, this.context(caller));
  }

  /**
   * Who has logged on, or null, whichever of the three is wrong. A closed account logs on nowhere, a read-only one not to methods that
   * write. [AUTH-01 … AUTH-05, AUTH-15]
   */
  async logon(
    { AuthorID, UserID, UserPassword }: Logon,
    options: { writes: boolean },
  ): Promise<AuthenticatedCaller | null> {
    if (!AuthorID || !UserID || !UserPassword) return null;
    const caller = await this.gateway.callers.user(AuthorID, UserID, UserPassword, this.context());
    if (!caller || caller.account.status === 'closed') return null;
    return options.writes && caller.account.status === 'readOnly' ? null : caller;
  }

  /**
   * Slows tries to prove that one is somebody, by what they are counted under. Servers of authors ask for their customers, so nothing is
   * counted against an address. [API-USR-06]
   */
  slowed<T extends { ok: boolean }>(login: string, attempt: () => Promise<T>): Promise<T> {
    return this.gateway.signIns.slowed({ login, address: this.request.ip, relay: true }, attempt);
  }

  /** Waits until everybody who reads what was written has it, or says in a header that somebody has not. [design 4, SYS-01] */
  async settle(positions: readonly Position[] | undefined, caller?: KnownCaller): Promise<void> {
    if (!positions || positions.length === 0) return;
    const arrived = await settled(this.gateway.bus, positions, this.context(caller));
    if (!arrived) void this.reply.header('Licet-Consistency', 'pending');
  }

  private context(caller?: KnownCaller): CallContext {
    return callContext(this.request, 'solo', caller);
  }
}
