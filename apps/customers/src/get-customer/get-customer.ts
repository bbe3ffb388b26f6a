import { Handles } from '@licet/command-bus';
import { GetCustomer, type ReplyOf, type RequestOf, emptyContact } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { ContactSeal } from '../contact-seal.ts';

/** A customer of the author, in clear; of one that was merged into another, that other. [CU-02] */
@Controller()
export class GetCustomerHandler {
  constructor(
    private readonly customers: Customers,
    private readonly seal: ContactSeal,
  ) {}

  @Handles(GetCustomer)
  async handle(request: RequestOf<typeof GetCustomer>): Promise<ReplyOf<typeof GetCustomer>> {
    const found = await this.customers.standing(request.customerId);
    if (found?.authorId !== request.authorId)
      return { ok: false, refusal: { code: 'not_found', facts: { what: 'customer' } } };
    const { customerId, uuid, authorId, registered, version, createdAt, updatedAt, erasedAt } = found;
    const { isDistributor, externalId, metadata } = found;
    const facts = { customerId, uuid, authorId, registered, version, createdAt, updatedAt, erasedAt };
    const members = { isDistributor, externalId, metadata };
    return {
      ok: true,
      value: { ...facts, ...members, contact: erasedAt === null ? await this.seal.open(found.contact) : emptyContact },
    };
  }
}
