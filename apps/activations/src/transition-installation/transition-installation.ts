import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, type Sealed, TransitionInstallation } from '@licet/contracts';
import type { ServiceResources } from '@licet/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { decidePrepared } from '../decide-prepared.ts';
import { installationNamed } from '../domain/transition-installation.ts';
import { InstallationTeller } from '../installation-teller.ts';
import { Ledgers } from '../ledgers.ts';
import { LedgerFinder } from '../policies/ledger-finder.ts';
import { Resources } from '../resources.ts';

type Request = RequestOf<typeof TransitionInstallation>;
type Answer = ReplyOf<typeof TransitionInstallation>;

/** Gives an installation back, bans it, or makes it active again. [IN-05, IN-06, AMB-50, API-INS-15] */
@Controller()
export class TransitionInstallationHandler {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly ledgers: Ledgers,
    private readonly finder: LedgerFinder,
    private readonly teller: InstallationTeller,
  ) {}

  @Handles(TransitionInstallation)
  async handle(request: Request, call: CallContext): Promise<Answer> {
    const { licenseId, installationId } = request;
    if (!(await this.finder.find(licenseId))) return { ok: false, refusal: { code: 'not_found' } };
    const command = { type: 'transition' as const, request, ...(await this.sealed(request, call)) };
    const { execution } = await decidePrepared(async () => {
      const decided = await this.ledgers.decide(licenseId, command, call);
      return decided.kind === 'refused' ? { execution: decided, refusal: decided.refusal } : { execution: decided };
    });
    if (execution.kind === 'refused') return { ok: false, refusal: execution.refusal };
    if (execution.kind === 'claimed') throw new Error('A transition claims nothing');
    const { state, position } = execution;
    const installation = state.kind === 'open' ? installationNamed(state, installationId) : undefined;
    if (state.kind === 'unknown' || !installation) throw new Error(`Installation ${installationId} vanished`);
    const [value] = await this.teller.tell(state, [installation]);
    if (!value) throw new Error('An installation is not told');
    return { ok: true, value, ...(position && { positions: [position] }) };
  }

  private async sealed({ licenseId, reason, note }: Request, { address }: CallContext) {
    const { vault } = this.resources;
    const subject = vault.subject(`ledger-${licenseId}`);
    await vault.ensureKeys([subject]);
    const seal = (text: string | null): Sealed | null => (text ? vault.sealNow(subject, text) : null);
    return { reason: seal(reason), note: seal(note), address: seal(address) };
  }
}
