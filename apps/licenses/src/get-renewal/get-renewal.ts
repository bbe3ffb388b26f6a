import { Handles } from '@licet/command-bus';
import { GetRenewal, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { notFound } from '../refusals.ts';
import { RenewalTeller, renewalFacts } from '../renewal-teller.ts';

/** A renewal from the record itself. [API-INV-06] */
@Controller()
export class GetRenewalHandler {
  constructor(private readonly teller: RenewalTeller) {}

  @Handles(GetRenewal)
  async handle({ authorId, renewalId }: RequestOf<typeof GetRenewal>): Promise<ReplyOf<typeof GetRenewal>> {
    const renewal = await this.teller.named(authorId, renewalId);
    return renewal ? { ok: true, value: renewalFacts(renewal) } : notFound('renewal');
  }
}
