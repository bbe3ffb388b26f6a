import { Handles } from '@licet/command-bus';
import { GetOption, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Options } from '../aggregates.ts';
import { optionFacts, optionOf } from '../domain/facts.ts';
import { notFound } from '../refusals.ts';

/** An option of the author. */
@Controller()
export class GetOptionHandler {
  constructor(private readonly options: Options) {}

  @Handles(GetOption)
  async handle({ authorId, optionId }: RequestOf<typeof GetOption>): Promise<ReplyOf<typeof GetOption>> {
    const option = optionOf((await this.options.read(String(optionId))).state, authorId);
    return option ? { ok: true, value: optionFacts(option) } : notFound('option');
  }
}
