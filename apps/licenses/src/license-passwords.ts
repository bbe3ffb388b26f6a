import { type CallContext, VerifyCustomerPassword, purposes } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Inject, Injectable } from '@nestjs/common';
import { type CommandBus, commandBus } from './command-bus.token.ts';
import type { License } from './domain/license.ts';

/** Compares passwords that come along with a license's name. */
@Injectable()
export class LicensePasswords {
  constructor(
    private readonly vault: Vault,
    @Inject(commandBus) private readonly bus: CommandBus,
  ) {}

  /**
   * The license's own password, else the customer's, which DNA and IntelliProtector do not know; that of its serial number only where
   * `serial` is true. [PWD-03, PWD-05, PWD-06, PWD-11, UNI-09]
   */
  async fits(license: License, password: string, call: CallContext, { serial = false } = {}): Promise<boolean> {
    const { activationPasswordVerifier, serialPasswordVerifier, customerId } = license;
    if (await this.vault.verify(activationPasswordVerifier, password, purposes.activationPassword)) return true;
    if (call.via === 'dna' || call.via === 'ip') return false;
    const listed = serial ? serialPasswordVerifier : null;
    if (listed && (await this.vault.verify(listed, password, purposes.serialPassword))) return true;
    if (customerId === null) return false;
    const reply = await this.bus.call(VerifyCustomerPassword, { customerId, password }, call);
    return reply.ok && reply.value.matches;
  }
}
