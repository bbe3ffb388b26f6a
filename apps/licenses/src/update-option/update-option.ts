import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, UpdateOption } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Options } from '../aggregates.ts';
import { CatalogNotes } from '../catalog-notes.ts';
import { optionFacts } from '../domain/facts.ts';

/** Changes settings of an option; behavior follows from the next call on. [API-OPT-01, API-OPT-08] */
@Controller()
export class UpdateOptionHandler {
  constructor(
    private readonly options: Options,
    private readonly notes: CatalogNotes,
  ) {}

  @Handles(UpdateOption)
  async handle(request: RequestOf<typeof UpdateOption>, call: CallContext): Promise<ReplyOf<typeof UpdateOption>> {
    const { optionId } = request;
    const note = await this.notes.seal('option', optionId, request.note);
    const execution = await this.options.decide(optionId, { type: 'UpdateOption', request, note }, call);
    return replyTo(execution, optionFacts);
  }
}
