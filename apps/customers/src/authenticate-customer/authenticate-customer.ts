import { Handles } from '@licet/command-bus';
import { AuthenticateCustomer, type CallContext, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { CustomerProof } from '../customer-proof.ts';

/** A customer and his password; whatever was wrong is refused alike. [CU-06, SC-05] */
@Controller()
export class AuthenticateCustomerHandler {
  constructor(private readonly proof: CustomerProof) {}

  @Handles(AuthenticateCustomer)
  async handle(
    request: RequestOf<typeof AuthenticateCustomer>,
    call: CallContext,
  ): Promise<ReplyOf<typeof AuthenticateCustomer>> {
    const proved = await this.proof.of(request, call);
    if (!proved) return { ok: false, refusal: { code: 'unauthenticated' } };
    const { customerId, authorId } = proved.customer;
    return { ok: true, value: { customerId, authorId } };
  }
}
