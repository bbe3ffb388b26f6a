import 'reflect-metadata';
import type { CommandBus } from '@licet/command-bus';
import type { EventStream } from '@licet/event-stream';
import { type LicetConfig, type Logger, StartError, nestLogger } from '@licet/service-kit';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { dnaEntrance } from './dna/dna-plugin.ts';
import { GatewayModule } from './gateway.module.ts';
import type { Health } from './health/health.ts';
import { ipEntrance } from './ip/ip-plugin.ts';
import { tellUnreadable } from './native/http/tell-problem.ts';
import { AccountFollower } from './shared/account-follower.ts';
import { SignInGate } from './shared/sign-in-gate.ts';
import { Callers } from './shared/callers.ts';
import { compressJson } from './shared/compression.ts';
import { httpAdapter, through } from './shared/http-server.ts';
import { logRequests } from './shared/request-log.ts';
import { soloTarget } from './solo/solo-target.ts';

export interface GatewayOptions {
  config: LicetConfig;
  bus: CommandBus;
  logger: Logger;
  /** By which changes of accounts are heard of at once; without it they hold within seconds. [API-KEY-07] */
  stream?: EventStream;
  /** Whether everything that requests need is there; asked by `/readyz`. */
  health: Health;
}

export interface RunningGateway {
  /** Where it listens. */
  url: string;
  /** Takes no new requests, finishes those that run, ends event streams. The bus stays open: it is the caller's. */
  close(): Promise<void>;
}

/** The gateway without a listener, as tests inject requests into it. */
export async function createGateway(options: GatewayOptions): Promise<NestFastifyApplication> {
  const { config, bus, logger, stream, health } = options;
  const adapter = httpAdapter(config, [through(dnaEntrance), through(ipEntrance), soloTarget], tellUnreadable);
  logRequests(adapter.getInstance(), logger);
  const callers = new Callers(bus);
  const gateway = { bus, config, logger, callers, signIns: new SignInGate() };
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule.over(gateway, health), adapter, {
    logger: nestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  await compressJson(app);
  if (stream) follow(app, new AccountFollower({ bus, stream, callers, logger }));
  await app.init();
  await adapter.getInstance().ready();
  return app;
}

/** Follows as long as the gateway runs. */
function follow(app: NestFastifyApplication, accounts: AccountFollower): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onReady', (done) => {
      accounts.start();
      done();
    })
    .addHook('onClose', () => accounts.stop());
}

/** Serves all dialects on one port. Throws `StartError` with one clear line when the port cannot be had. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { host, port } = options.config;
  const app = await createGateway(options);
  try {
    await app.getHttpAdapter().getInstance().listen({ port, host }); // Nest's own would log what is told below
  } catch (error) {
    await app.close();
    throw cannotListen(error, host, port);
  }
  return { url: urlOf(app, host), close: () => app.close() };
}

/** Address for people on this machine: a wildcard is reached by loopback. */
function urlOf(app: NestFastifyApplication, host: string): string {
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** Names the variable that has to be changed. */
export const cannotListen = (error: unknown, host: string, port: number): StartError =>
  new StartError(complaintOf(error, host, port), { cause: error });

function complaintOf(error: unknown, host: string, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `LICET_PORT is ${port}, but that port of ${host} is taken. Stop what listens there or choose another port.`;
  if (code === 'EACCES') return `LICET_PORT is ${port}, but must be one that this user may listen on: ${message}.`;
  return `LICET_HOST is ${JSON.stringify(host)}, but must be an address of this machine: ${message}.`;
}
