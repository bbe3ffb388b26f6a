import { Handles } from '@licet/command-bus';
import { type CallContext, DeleteSerial, type ReplyOf, type RequestOf } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Serials } from '../serials.ts';

/** Takes a serial number off the list, unless a license has it. [API-PRD-09] */
@Controller()
export class DeleteSerialHandler {
  constructor(private readonly serials: Serials) {}

  @Handles(DeleteSerial)
  async handle(request: RequestOf<typeof DeleteSerial>, call: CallContext): Promise<ReplyOf<typeof DeleteSerial>> {
    const execution = await this.serials.decide(request.productId, { type: 'DeleteSerial', request }, call);
    if (execution.kind === 'claimed')
      return { ok: false, refusal: { code: 'transition_not_allowed', facts: { from: 'used', to: 'deleted' } } };
    return replyTo(execution, () => null);
  }
}
