import { Handles, type LocalBus } from '@licet/command-bus';
import { commonCalls, type ReplyOf, type RequestOf, type Service } from '@licet/contracts';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

type DataKeys = (typeof commonCalls)[Service]['DataKeys'];
type Keys = Extract<ReplyOf<DataKeys>, { ok: true }>['value'];

/** A service that answers for its data keys, and for nothing else. */
export async function answerKeys(
  bus: LocalBus,
  service: Service,
  keysOf: (subjects: readonly string[]) => Promise<Keys>,
): Promise<INestMicroservice> {
  @Controller()
  class KeyOwner {
    @Handles(commonCalls[service].DataKeys)
    async keys({ subjects }: RequestOf<DataKeys>): Promise<ReplyOf<DataKeys>> {
      return { ok: true, value: await keysOf(subjects) };
    }
  }
  @Module({ controllers: [KeyOwner] })
  class KeyOwnerModule {}
  const app = await NestFactory.createMicroservice(KeyOwnerModule, { strategy: bus.server(service), logger: false });
  await app.listen();
  return app;
}
