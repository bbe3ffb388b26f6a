import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, TransitionRenewal } from '@licet/contracts';
import { Contended } from '@licet/event-store';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { RenewalSteps } from '../policies/renewal-steps.ts';
import { notFound } from '../refusals.ts';
import { RenewalTeller, renewalFacts } from '../renewal-teller.ts';
import { Renewals } from '../renewals.ts';

type Request = RequestOf<typeof TransitionRenewal>;

const attempts = 5;

/** Blocks a renewal, deletes it, or frees it again; a use that is under way is settled first. [API-INV-06] */
@Controller()
export class TransitionRenewalHandler {
  constructor(
    private readonly renewals: Renewals,
    private readonly steps: RenewalSteps,
    private readonly teller: RenewalTeller,
  ) {}

  @Handles(TransitionRenewal)
  async handle(request: Request, call: CallContext): Promise<ReplyOf<typeof TransitionRenewal>> {
    const { authorId, renewalId } = request;
    if (!(await this.teller.named(authorId, renewalId))) return notFound('renewal');
    const note = await this.teller.seal(renewalId, request.note);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const execution = await this.renewals.decide(renewalId, { type: 'TransitionRenewal', request, note }, call);
      if (execution.kind !== 'refused' || execution.refusal.facts?.again !== true)
        return replyTo(execution, renewalFacts);
      await this.steps.finish(renewalId);
    }
    throw new Contended(`renewal-${renewalId}`);
  }
}
