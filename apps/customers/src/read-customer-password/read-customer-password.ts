import { Handles } from '@licet/command-bus';
import {
  type CallContext,
  CustomerPasswordRead,
  ReadCustomerPassword,
  type ReplyOf,
  type RequestOf,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { recordLook } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { missingScope } from '../domain/caller.ts';

/** Shows the password of a customer who did not choose it himself, after it was recorded who looks. [API-CUS-03] */
@Controller()
export class ReadCustomerPasswordHandler {
  constructor(
    private readonly store: EventStore,
    private readonly customers: Customers,
    private readonly vault: Vault,
  ) {}

  @Handles(ReadCustomerPassword)
  async handle(
    request: RequestOf<typeof ReadCustomerPassword>,
    call: CallContext,
  ): Promise<ReplyOf<typeof ReadCustomerPassword>> {
    const { authorId } = request;
    const lacking = missingScope({ actor: call.actor, scopes: call.scopes }, 'customers:passwords');
    if (lacking) return { ok: false, refusal: lacking.refusal };
    const found = await this.customers.standing(request.customerId);
    if (found?.authorId !== authorId) return { ok: false, refusal: { code: 'not_found', facts: { what: 'customer' } } };
    const { customerId, uuid, password } = found;
    const data = { customerId, uuid, authorId };
    const look = { event: CustomerPasswordRead, number: customerId, authorId, data };
    const place = await recordLook(this.store, look, call);
    const chosenByCustomer = password?.chosenByCustomer ?? false;
    const shown = password && !chosenByCustomer ? await this.vault.open(password.sealed) : null;
    return { ok: true, value: { password: shown, chosenByCustomer }, positions: [place] };
  }
}
