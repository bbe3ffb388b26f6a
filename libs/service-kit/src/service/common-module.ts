import { Handles } from '@licet/command-bus';
import {
  type CallContext,
  commonCalls,
  externalIdClaim,
  keyOf,
  type ReplyOf,
  type RequestOf,
  type Service,
} from '@licet/contracts';
import { Controller, type DynamicModule, Inject, Module, type Type } from '@nestjs/common';
import type { ServiceResources } from './service-host.ts';

type Common = (typeof commonCalls)[Service];
const resourcesToken = Symbol('ServiceResources');
/** Kept back from the caller's deadline for the way home of the answer. */
const wayHome = 25;

/** Answers what every service answers: the fence, data keys, heads, objects by their external ids. */
export const commonModule = (resources: ServiceResources): DynamicModule => ({
  module: CommonModule,
  controllers: [controllerOf(commonCalls[resources.host.service])],
  providers: [{ provide: resourcesToken, useValue: resources }],
});

@Module({})
class CommonModule {}

function controllerOf(calls: Common): Type {
  @Controller()
  class CommonController {
    readonly #resources: ServiceResources;

    constructor(@Inject(resourcesToken) resources: ServiceResources) {
      this.#resources = resources;
    }

    @Handles(calls.AwaitApplied)
    async awaitApplied(
      { positions, pod }: RequestOf<Common['AwaitApplied']>,
      { deadline }: CallContext,
    ): Promise<ReplyOf<Common['AwaitApplied']>> {
      const applied = await this.#resources.consumers.waitApplied(positions, deadline - wayHome, pod);
      return { ok: true, value: { applied } };
    }

    @Handles(calls.DataKeys)
    async dataKeys({ subjects }: RequestOf<Common['DataKeys']>): Promise<ReplyOf<Common['DataKeys']>> {
      return { ok: true, value: await this.#resources.vault.wrappedKeys(subjects) };
    }

    @Handles(calls.Heads)
    async heads(): Promise<ReplyOf<Common['Heads']>> {
      return { ok: true, value: await this.#resources.store.heads() };
    }

    @Handles(calls.FindByExternalId)
    async findByExternalId({
      resource,
      authorId,
      externalId,
    }: RequestOf<Common['FindByExternalId']>): Promise<ReplyOf<Common['FindByExternalId']>> {
      const holder = await this.#resources.store.holderOf(externalIdClaim(resource, authorId, externalId));
      if (holder === undefined) return { ok: false, refusal: { code: 'not_found', facts: { what: resource } } };
      return { ok: true, value: { number: Number(keyOf(holder)) } };
    }
  }
  return CommonController;
}
