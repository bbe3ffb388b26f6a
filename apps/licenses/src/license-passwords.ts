import { ServiceUnavailable } from '@licet/command-bus';
import { type CallContext, GuardPassword, type RequestOf, VerifyCustomerPassword, purposes } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Inject, Injectable } from '@nestjs/common';
import { type CommandBus, commandBus } from './command-bus.token.ts';
import type { License } from './domain/license.ts';

/** How long the gate is waited for. Milliseconds. */
const patience = 300;

interface Options {
  serial?: boolean;
}

/** Compares passwords that come along with a license's name. */
@Injectable()
export class LicensePasswords {
  constructor(
    private readonly vault: Vault,
    @Inject(commandBus) private readonly bus: CommandBus,
  ) {}

  /**
   * Whether a password fits. In the XML services wrong ones count with those of activations; from an address that has tried too many, none
   * fits. [AUTH-16]
   */
  async fits(license: License, password: string, call: CallContext, options: Options = {}): Promise<boolean> {
    if (call.via !== 'solo') return this.#isRight(license, password, call, options);
    const { licenseId, authorId } = license;
    const [right, shut] = await Promise.all([
      this.#isRight(license, password, call, options),
      this.#guard({ licenseId, authorId, wrong: false }, call),
    ]);
    if (!right) await this.#guard({ licenseId, authorId, wrong: true }, call);
    return right && !shut;
  }

  /** The gate is a help, no rule: while `activations` is away it is open. */
  async #guard(request: RequestOf<typeof GuardPassword>, call: CallContext): Promise<boolean> {
    const deadline = Math.min(call.deadline, Date.now() + patience);
    try {
      const reply = await this.bus.call(GuardPassword, request, { ...call, deadline });
      return reply.ok && reply.value.shut;
    } catch (error) {
      if (error instanceof ServiceUnavailable) return false;
      throw error;
    }
  }

  /**
   * The license's own password, else the customer's, which DNA and IntelliProtector do not know; that of its serial number only where
   * `serial` is true. [PWD-03, PWD-05, PWD-06, PWD-11, UNI-09]
   */
  async #isRight(license: License, password: string, call: CallContext, { serial = false }: Options): Promise<boolean> {
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
