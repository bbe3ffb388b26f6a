import { type CommandBus, ServiceUnavailable } from '@licet/command-bus';
import { type CallContext, GetLedger, effectiveSettings } from '@licet/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { Options } from '../aggregates.ts';
import { commandBus } from '../command-bus.token.ts';
import type { License } from '../domain/license.ts';
import type { RenewLicenseCommand } from '../domain/renew-license.ts';

/** Finds out what the rules of a renewal need to know of a license. */
@Injectable()
export class PrepareRenewal {
  constructor(
    private readonly options: Options,
    @Inject(commandBus) private readonly bus: CommandBus,
  ) {}

  async of(license: License, call: CallContext): Promise<Pick<RenewLicenseCommand, 'option' | 'firstActivatedAt'>> {
    const { licenseId, optionId, expiryDays } = license;
    const { state: option } = await this.options.read(String(optionId));
    if (option.kind === 'none') throw new Error(`License ${licenseId} has no option.`);
    const { rule } = effectiveSettings(option.settings, license).support;
    const matters = rule === 'daysFromFirstActivation' || expiryDays !== null;
    return { option, firstActivatedAt: matters ? await this.firstActivation(licenseId, call) : null };
  }

  /** Null before it. Only the ledger knows; throws `ServiceUnavailable` where it cannot say. */
  async firstActivation(licenseId: number, call: CallContext): Promise<string | null> {
    const reply = await this.bus.call(GetLedger, { licenseId }, call);
    if (!reply.ok) throw new ServiceUnavailable('activations', `it does not know license ${licenseId} yet`);
    return reply.value.firstActivatedAt;
  }
}
