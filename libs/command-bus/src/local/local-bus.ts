import { DryRun } from '@licet/dry-run';
import type { CallContext, CallDefinition, ReplyOf, RequestOf, Service } from '@licet/contracts';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { CommandBus } from '../command-bus.ts';
import { assertInTime, beforeDeadline } from '../deadline.ts';
import { CallFailed, ServiceUnavailable } from '../errors.ts';
import { Fault } from '../fault.ts';
import { jsonCopy } from './json-copy.ts';
import { LocalServer } from './local-server.ts';

/** The bus of one process: a call is a function call, isolated by copies. */
export class LocalBus implements CommandBus {
  readonly #servers = new Map<Service, LocalServer>();

  /** The transport with which Nest binds the handlers of a service to this bus. A service that is started again replaces its old self. */
  server(service: Service): CustomTransportStrategy {
    const server = new LocalServer();
    this.#servers.set(service, server);
    return server;
  }

  async call<D extends CallDefinition>(
    definition: D,
    request: RequestOf<D>,
    context: CallContext,
  ): Promise<ReplyOf<D>> {
    const { service, name } = definition;
    const server = this.#servers.get(service);
    if (!server?.open) throw new ServiceUnavailable(service, 'it is not running');
    const handler = server.handler(name);
    if (!handler) throw new Error(`${service} does not answer ${name}.`);
    assertInTime(definition, context);
    const life = server.life;
    return DryRun.across(context, async (traveling) => {
      const { dryRun, ...rest } = traveling; // nobody changes what was written, and it may be much
      const answer = handler(jsonCopy(request), { ...jsonCopy(rest), ...(dryRun && { dryRun }) });
      const outcome: unknown = await beforeDeadline(definition, context, answer);
      if (server.life !== life)
        throw new ServiceUnavailable(service, 'it stopped before it answered', unknownOf(definition));
      if (outcome instanceof Fault) throw new CallFailed(service, name, outcome);
      return jsonCopy(outcome) as ReplyOf<D>;
    });
  }

  async everyPod<D extends CallDefinition>(
    definition: D,
    request: RequestOf<D>,
    context: CallContext,
  ): Promise<ReplyOf<D>[]> {
    return [await this.call(definition, request, context)];
  }

  /** Makes a service silent as if its process had been killed, for tests of isolation; what it was doing goes on, unheard. */
  stop(service: Service): void {
    this.#servers.get(service)?.close();
  }

  /** Ends `stop`. */
  resume(service: Service): void {
    const server = this.#servers.get(service);
    if (server) server.open = true;
  }

  close(): Promise<void> {
    for (const server of this.#servers.values()) server.close();
    this.#servers.clear();
    return Promise.resolve();
  }
}

const unknownOf = ({ kind }: CallDefinition) => (kind === 'command' ? ({ code: 'outcome_unknown' } as const) : {});
