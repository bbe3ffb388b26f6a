import { type CallContext, newUuid, purposes, type Sealed } from '@licet/contracts';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Activate, ActivationRecord, ActivationRequest, PasswordProof } from '../domain/commands.ts';
import type { OpenLedger } from '../domain/ledger.ts';
import { settingsOf } from '../domain/license-rules.ts';
import { newInstallationToken, tokenPurpose } from '../installation-token.ts';
import { CustomerPasswords } from '../replicas/customer-passwords.ts';
import { CustomerFactTable } from '../replicas/customers.ts';
import { FactsInMemory } from '../replicas/facts-in-memory.ts';
import { Resources } from '../resources.ts';
import { RegistrationKeys } from './registration-keys.ts';

type Parameters = NonNullable<ActivationRequest['parameters']>;

/** An activation that is ready to be decided, and the InstallationID that it would issue. */
export interface PreparedActivation {
  command: Activate;
  token: string;
}

/** Finds out and seals what a pure decision cannot: proofs of passwords, keyed hashes, sealed texts. */
@Injectable()
export class PrepareActivation {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly passwords: CustomerPasswords,
    private readonly customers: CustomerFactTable,
    private readonly facts: FactsInMemory,
    private readonly keys: RegistrationKeys,
  ) {}

  async prepare(
    request: ActivationRequest,
    parameters: Parameters,
    ledger: OpenLedger,
    call: CallContext,
  ): Promise<PreparedActivation> {
    const token = newInstallationToken(ledger.licenseId);
    const [password, customer, record] = await Promise.all([
      this.proof(parameters, ledger, call),
      this.customer(parameters, ledger),
      this.record(parameters, ledger, token, call.address),
      this.keys.prepare(ledger), // before anything is granted that could then not be told
    ]);
    const asked = { type: 'activate', request, from: call.address, addressLocked: false } as const;
    return { command: { ...asked, password, customer, plugin: null, record }, token };
  }

  /** The license's own password first, and that of a serial number which names it; only then `customers` is asked. [design 4, PWD-07, PWD-08] */
  private async proof(parameters: Parameters, { terms }: OpenLedger, call: CallContext): Promise<PasswordProof> {
    const { password, licenseId } = parameters;
    if (password === null) return null;
    const { activationPasswordVerifier: verifier, customerId } = terms;
    const { vault } = this.resources;
    const listed = licenseId === null ? terms.serialPasswordVerifier : null;
    const own =
      (await vault.verify(verifier, password, purposes.activationPassword)) ||
      (!!listed && (await vault.verify(listed, password, purposes.serialPassword)));
    if (own || customerId === null) return { verifier, own, customer: null };
    const matches = await this.passwords.matches(customerId, password, call);
    return { verifier, own, customer: { customerId, matches } };
  }

  /** Read only when the caller or the option asks for registration. [SA-ACT-17, SA-GEN-25] */
  private async customer({ requireRegistration }: Parameters, { terms }: OpenLedger): Promise<Activate['customer']> {
    const asked = requireRegistration || settingsOf(terms, this.facts)?.activation.requireRegistration;
    if (!asked || terms.customerId === null) return null;
    const registered = await this.customers.isRegistered(terms.customerId);
    return registered === undefined ? null : { customerId: terms.customerId, registered };
  }

  private async record(
    parameters: Parameters,
    { licenseId }: OpenLedger,
    token: string,
    address: string | null,
  ): Promise<ActivationRecord> {
    const { vault } = this.resources;
    const subject = vault.subject(`ledger-${licenseId}`);
    await vault.ensureKeys([subject]);
    const seal = (text: string | null): Sealed | null => (text === null ? null : vault.sealNow(subject, text));
    const related = parameters.relatedInstallationId;
    return {
      installationId: newUuid(),
      token: { hash: vault.keyedHash(tokenPurpose, token), sealed: vault.sealNow(subject, token) },
      name: seal(parameters.name),
      activationData: seal(parameters.activationData?.xml ?? null),
      machine: this.machine(parameters, licenseId),
      relatedInstallationId:
        related === null
          ? null
          : { hash: vault.keyedHash(tokenPurpose, related), sealed: vault.sealNow(subject, related) },
      address: seal(address),
    };
  }

  /** Hashed per license, so that nobody follows a machine through the record from one license to another. [SA-ACT-82] */
  private machine({ activationData, userCode2 }: Parameters, licenseId: number): string[] {
    const hash = (text: string) => this.resources.vault.keyedHash('machine', `${licenseId}\n${text}`);
    if (activationData === null) return [hash(`code ${userCode2}`)];
    const { identifiers, xml } = activationData;
    return identifiers.length === 0
      ? [hash(`document ${xml}`)]
      : [...new Set(identifiers)].map((it) => hash(`entry ${it}`));
  }
}
