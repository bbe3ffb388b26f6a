import { Handles } from '@licet/command-bus';
import { type CallContext, CreateRenewal, type ReplyOf, type RequestOf, objectUuid } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { replyToCreation } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Options, contextOf } from '../aggregates.ts';
import { assessRenewal } from '../domain/renewal.decide.ts';
import { Invoices } from '../invoices.ts';
import { RenewalKeys } from '../renewal-keys.ts';
import { RenewalTeller, recordedRenewal, renewalFacts } from '../renewal-teller.ts';
import { Renewals } from '../renewals.ts';
import { KnownCustomers } from '../replicas/known-customers.ts';
import { generateRenewalKey } from './renewal-key.ts';

type Request = RequestOf<typeof CreateRenewal>;

/** Makes a renewal; whoever repeats the command is told the key that it made. [API-INV-06] */
@Controller()
export class CreateRenewalHandler {
  constructor(
    private readonly store: EventStore,
    private readonly renewals: Renewals,
    private readonly options: Options,
    private readonly invoices: Invoices,
    private readonly customers: KnownCustomers,
    private readonly keys: RenewalKeys,
    private readonly teller: RenewalTeller,
  ) {}

  @Handles(CreateRenewal)
  async handle(request: Request, call: CallContext): Promise<ReplyOf<typeof CreateRenewal>> {
    const execution = await this.#decide(request, call);
    const reply = await replyToCreation(this.store, this.renewals, execution, call, recordedRenewal);
    if (!reply.ok) return reply;
    return { ...reply, value: { renewal: renewalFacts(reply.value), key: await this.teller.open(reply.value.key) } };
  }

  async #decide(request: Request, call: CallContext) {
    const { authorId, optionId, invoiceId } = request;
    const [option, invoice, account] = await Promise.all([
      this.options.read(String(optionId)),
      invoiceId === null ? null : this.invoices.read(String(invoiceId)),
      this.customers.account(authorId, call),
    ]);
    const question = { request, option: option.state, invoice: invoice?.state ?? null };
    const refused = assessRenewal(question, contextOf(call, new Date()));
    if (refused) return refused;
    const renewalId = await this.store.nextNumber('renewal');
    const key = generateRenewalKey();
    const prepared = { renewalId, uuid: objectUuid(renewalId), key: await this.teller.sealed(renewalId, key) };
    const found = { evaluation: account?.mode === 'evaluation', keyClaim: this.keys.claimOf(authorId, key) };
    return this.renewals.decide(renewalId, { type: 'CreateRenewal', ...question, ...found, prepared }, call);
  }
}
