import { Handles } from '@licet/command-bus';
import { type CallContext, CreateOption, type ReplyOf, type RequestOf, objectUuid } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { replyToCreation } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Options, Products } from '../aggregates.ts';
import { optionFacts } from '../domain/facts.ts';
import { OptionSecrets } from '../option-secrets.ts';

/** Makes an option of a product. [API-OPT-01] */
@Controller()
export class CreateOptionHandler {
  constructor(
    private readonly store: EventStore,
    private readonly products: Products,
    private readonly options: Options,
    private readonly secrets: OptionSecrets,
  ) {}

  @Handles(CreateOption)
  async handle(request: RequestOf<typeof CreateOption>, call: CallContext): Promise<ReplyOf<typeof CreateOption>> {
    const { state: product } = await this.products.read(String(request.productId));
    const optionId = await this.store.nextNumber('option');
    const { settings, pluginUrlUsable } = await this.secrets.prepare(optionId, request.settings);
    const made = { optionId, uuid: objectUuid(optionId), product, pluginUrlUsable };
    const command = { type: 'CreateOption' as const, ...made, request: { ...request, settings } };
    const execution = await this.options.decide(optionId, command, call);
    return replyToCreation(this.store, this.options, execution, call, optionFacts);
  }
}
