import { Handles } from '@licet/command-bus';
import { type CallContext, CheckInstallation, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { checkFacts } from '../domain/use-installation.ts';
import { InstallationCall } from '../installation-call.ts';
import { Ledgers } from '../ledgers.ts';

/** Tells an installation whether it may go on, and records that it asked. [SA-CHK] */
@Controller()
export class CheckInstallationHandler {
  constructor(
    private readonly installation: InstallationCall,
    private readonly ledgers: Ledgers,
  ) {}

  @Handles(CheckInstallation)
  async handle(
    request: RequestOf<typeof CheckInstallation>,
    call: CallContext,
  ): Promise<ReplyOf<typeof CheckInstallation>> {
    const decided = await this.installation.decide('check', request, call);
    if ('refusal' in decided) return decided;
    const { state, events, position } = decided.accepted;
    const event = events[0];
    if (state.kind === 'unknown' || event?.type !== 'InstallationChecked') throw new Error('Nothing was checked');
    const value = { ...checkFacts(state, this.ledgers.contextAt(new Date())), at: event.data.at };
    return { ok: true, value, ...(position && { positions: [position] }) };
  }
}
