import { Handles, ServiceUnavailable } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, WouldHold } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { wouldHold } from '../domain/balances.ts';
import { activeInstallations, wouldEnd } from '../domain/end-installations.ts';
import { Ledgers } from '../ledgers.ts';
import { FoldTerms } from '../policies/fold-terms.ts';
import { LedgerFinder } from '../policies/ledger-finder.ts';
import { LicenseStale } from '../policies/stale-licenses.ts';

/** Kept back from the caller's deadline for reading and the way home; milliseconds. */
const reserve = 50;

/** Whether counter changes, and the end of all installations, would fit, once the ledger has taken over the owner's last change. [design 4] */
@Controller()
export class WouldHoldHandler {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly finder: LedgerFinder,
    private readonly policy: FoldTerms,
  ) {}

  @Handles(WouldHold)
  async handle(
    { licenseId, after, endInstallations, ...changes }: RequestOf<typeof WouldHold>,
    { deadline }: CallContext,
  ): Promise<ReplyOf<typeof WouldHold>> {
    if (!(await this.policy.waitApplied(after, deadline - reserve)))
      throw new ServiceUnavailable('activations', `license ${licenseId} has not caught up with its owner`);
    if (!(await this.finder.find(licenseId))) return { ok: false, refusal: { code: 'not_found' } };
    const { state } = await this.ledgers.read(String(licenseId));
    if (state.kind === 'unknown') throw new Error(`The ledger of license ${licenseId} vanished`);
    if (state.stale) throw new LicenseStale(licenseId);
    const { activationsLeft, deactivationsLeft, counter } = state;
    const refusal = endInstallations && wouldEnd(state, endInstallations, this.ledgers.contextAt(new Date()));
    if (refusal?.code === 'unavailable')
      throw new ServiceUnavailable('activations', `what license ${licenseId} was sold on is not known yet`);
    const left = {
      activationsLeft,
      deactivationsLeft,
      counter,
      activeInstallations: activeInstallations(state).length,
      seatsInUse: state.seatsInUse,
      newestMachineAt: state.newestMachineAt,
    };
    return { ok: true, value: { holds: wouldHold(state, changes) && !refusal, ...left } };
  }
}
