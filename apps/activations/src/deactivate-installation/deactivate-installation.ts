import { Handles } from '@licet/command-bus';
import { type CallContext, DeactivateInstallation, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { InstallationCall } from '../installation-call.ts';

/** Takes an installation back. [SA-DEA] */
@Controller()
export class DeactivateInstallationHandler {
  constructor(private readonly installation: InstallationCall) {}

  @Handles(DeactivateInstallation)
  async handle(
    request: RequestOf<typeof DeactivateInstallation>,
    call: CallContext,
  ): Promise<ReplyOf<typeof DeactivateInstallation>> {
    const decided = await this.installation.decide('deactivate', request, call);
    if ('refusal' in decided) return decided;
    const { events, position } = decided.accepted;
    const event = events[0];
    if (event?.type !== 'InstallationDeactivated') throw new Error('Nothing was deactivated');
    return { ok: true, value: { at: event.data.at }, ...(position && { positions: [position] }) };
  }
}
