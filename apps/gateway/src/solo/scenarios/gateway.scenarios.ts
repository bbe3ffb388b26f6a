import type { CallDefinition, CallContext, Reply } from '@licet/contracts';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { asmxPlugin } from '../asmx/asmx-plugin.ts';
import type { AsmxService } from '../asmx/service.ts';
import { SignInGate } from '../../shared/sign-in-gate.ts';
import type { SoloGateway } from '../solo-call.ts';
import { sendTo, type Send } from './http.scenarios.ts';

export interface Asked {
  name: string;
  request: Record<string, unknown>;
  context: CallContext;
}
type Answers = Record<
  string,
  Reply<unknown> | ((request: never, context: CallContext) => Reply<unknown> | Promise<Reply<unknown>>)
>;

/** A bus that answers as told and remembers what it was asked. The gateway owns no rule, so what it asks is all there is to see. */
export class ScriptedBus {
  readonly asked: Asked[] = [];
  answers: Answers;

  constructor(answers: Answers) {
    this.answers = answers;
  }

  call(definition: CallDefinition, request: unknown, context: CallContext): Promise<Reply<unknown>> {
    const { name } = definition;
    this.asked.push({ name, request: request as Record<string, unknown>, context });
    const answer = this.answers[name];
    if (answer === undefined) return Promise.reject(new Error(`${name} was not expected`));
    return Promise.resolve(typeof answer === 'function' ? answer(request as never, context) : answer);
  }

  everyPod(): Promise<never[]> {
    return Promise.resolve([]);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Request of the last call of this name. */
  last(name: string): Record<string, unknown> | undefined {
    return this.asked.findLast((it) => it.name === name)?.request;
  }
}

/** The SOLO routes alone, on a port of their own. */
export async function soloRoutes(
  services: readonly AsmxService[],
  bus: ScriptedBus,
  callers: SoloGateway['callers'],
  options: { trustProxy?: string; logger?: SoloGateway['logger'] } = {},
): Promise<{ url: string; send: Send; close: () => Promise<void> }> {
  const { trustProxy = false, logger = pino({ level: 'silent' }) } = options;
  const fastify: FastifyInstance = new FastifyAdapter({ trustProxy }).getInstance();
  const gateway: SoloGateway = {
    bus: bus as unknown as SoloGateway['bus'],
    callers,
    logger,
    signIns: new SignInGate(),
  };
  void fastify.register(asmxPlugin(services, gateway));
  const url = await fastify.listen({ host: '127.0.0.1', port: 0 });
  return { url, send: sendTo(url), close: () => fastify.close() };
}
