import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { ToyController } from './toy-controller.ts';

@Module({ controllers: [ToyController] })
class ToyModule {}

/** Starts the toy service on a transport. */
export async function startToy(
  strategy: CustomTransportStrategy,
): Promise<{ controller: ToyController; close(): Promise<void> }> {
  const app = await NestFactory.createMicroservice(ToyModule, { strategy, logger: false, abortOnError: false });
  await app.listen();
  return { controller: app.get(ToyController), close: () => app.close() };
}
