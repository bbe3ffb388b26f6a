import { Handles } from '@licet/command-bus';
import { type CallContext, EnterBalance, type ReplyOf, type RequestOf } from '@licet/contracts';
import type { ServiceResources } from '@licet/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { decidePrepared } from '../decide-prepared.ts';
import { Ledgers } from '../ledgers.ts';
import { LedgerFinder } from '../policies/ledger-finder.ts';
import { Resources } from '../resources.ts';

type Request = RequestOf<typeof EnterBalance>;

/** Adds to a balance of a license, or consumes of it. [API-BAL-01] */
@Controller()
export class EnterBalanceHandler {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly ledgers: Ledgers,
    private readonly finder: LedgerFinder,
  ) {}

  @Handles(EnterBalance)
  async handle(request: Request, call: CallContext): Promise<ReplyOf<typeof EnterBalance>> {
    const { licenseId } = request;
    if (!(await this.finder.find(licenseId))) return { ok: false, refusal: { code: 'not_found' } };
    const command = { type: 'enter' as const, request, reason: this.#sealed(request) };
    const { execution } = await decidePrepared(async () => {
      const decided = await this.ledgers.decide(licenseId, command, call);
      return decided.kind === 'refused' ? { execution: decided, refusal: decided.refusal } : { execution: decided };
    });
    if (execution.kind === 'refused') return { ok: false, refusal: execution.refusal };
    const event = execution.kind === 'accepted' ? execution.events[0] : undefined;
    if (execution.kind === 'claimed' || event?.type !== 'BalanceChanged') throw new Error('No balance was changed');
    const { name, amount, balance, at } = event.data;
    const entry = { kind: 'entry' as const, name, amount, balance, reason: request.reason, at, actor: call.actor };
    return { ok: true, value: { entry, balance }, ...(execution.position && { positions: [execution.position] }) };
  }

  /** The finder has made sure of the key. */
  #sealed({ licenseId, reason }: Request) {
    const { vault } = this.resources;
    return reason === '' ? null : vault.sealNow(vault.subject(`ledger-${licenseId}`), reason);
  }
}
