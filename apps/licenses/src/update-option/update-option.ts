import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, UpdateOption } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Options } from '../aggregates.ts';
import { CatalogNotes } from '../catalog-notes.ts';
import { optionFacts } from '../domain/facts.ts';
import { OptionSecrets } from '../option-secrets.ts';

/** Changes settings of an option; behavior follows from the next call on. [API-OPT-01, API-OPT-08] */
@Controller()
export class UpdateOptionHandler {
  constructor(
    private readonly options: Options,
    private readonly notes: CatalogNotes,
    private readonly secrets: OptionSecrets,
  ) {}

  @Handles(UpdateOption)
  async handle(request: RequestOf<typeof UpdateOption>, call: CallContext): Promise<ReplyOf<typeof UpdateOption>> {
    const { optionId } = request;
    const { state } = await this.options.read(String(optionId)); // a secret that another pod has sealed must be known again
    const note = await this.notes.seal('option', optionId, request.note);
    const told = { settings: request.changes, pluginUrlUsable: true };
    const { settings: changes, pluginUrlUsable } =
      state.kind === 'none' ? told : await this.secrets.prepare(optionId, request.changes, state.settings);
    const command = { type: 'UpdateOption' as const, request: { ...request, changes }, note, pluginUrlUsable };
    const execution = await this.options.decide(optionId, command, call);
    return replyTo(execution, optionFacts);
  }
}
