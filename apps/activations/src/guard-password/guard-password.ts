import { Handles } from '@licet/command-bus';
import { type CallContext, GuardPassword, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { AddressGate } from '../address-gate.ts';

/** One gate for activations and for the passwords of other services. [AUTH-16] */
@Controller()
export class GuardPasswordHandler {
  constructor(private readonly gate: AddressGate) {}

  @Handles(GuardPassword)
  handle(
    { licenseId, authorId, wrong }: RequestOf<typeof GuardPassword>,
    { address }: CallContext,
  ): ReplyOf<typeof GuardPassword> {
    const trying = { address, licenseId, authorId };
    if (wrong) this.gate.count(trying);
    return { ok: true, value: { shut: this.gate.isShut(trying) } };
  }
}
