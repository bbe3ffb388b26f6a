import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { StartError } from '../lifecycle/start-error.ts';
import { nestLogger } from '../logging/nest-logger.ts';
import { HealthModule, type ReadyProbe } from './health-module.ts';

/** Serves `/healthz`, `/readyz` and `/metrics` of a pod that has no HTTP of its own. Port 0: any free one. */
export async function startHealthServer(
  { host, port, logger }: { host: string; port: number; logger: Logger },
  ready: ReadyProbe,
): Promise<{ url: string; close(): Promise<void> }> {
  const app = await NestFactory.create<NestFastifyApplication>(HealthModule.with(ready), new FastifyAdapter(), {
    logger: nestLogger(logger),
    abortOnError: false,
  });
  try {
    await app.listen(port, host);
  } catch (error) {
    const reason = (error as Error).message;
    throw new StartError(`HTTP cannot be served on ${host}:${port}: ${reason}. Set LICET_HOST and LICET_PORT.`, {
      cause: error,
    });
  }
  return { url: await app.getUrl(), close: () => app.close() };
}
