import { type PasswordForm, objectUuid, purposes } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault, generateActivationPassword, generatePassword } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { type Issue, type Sellable, keyForm } from '../domain/add-license.ts';
import { firstCustomData } from './first-custom-data.ts';
import { generateLicenseKey } from './license-key.ts';

/** Makes what a new license needs beforehand: number, key, activation password, and its personal texts sealed. */
@Injectable()
export class Issuer {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  /** `number`: one that was taken before. `passwords`: the form of its password, where that is not the usual one. */
  async prepare({ fields, option, product }: Sellable, number?: number, passwords?: PasswordForm): Promise<Issue> {
    const { licenseeName, licenseeEmail, notes } = fields;
    const customData = firstCustomData(option.settings);
    const licenseId = number ?? (await this.store.nextNumber('license'));
    const subject = this.vault.subject(`license-${licenseId}`);
    await this.vault.ensureKeys([subject]);
    const seal = (text: string) => (text === '' ? null : this.vault.sealNow(subject, text));
    const password = passwords ? generatePassword(passwords) : generateActivationPassword();
    return {
      licenseId,
      uuid: objectUuid(licenseId),
      key: generateLicenseKey(keyForm({ option, product })),
      activationPassword: this.vault.sealNow(subject, password),
      activationPasswordVerifier: this.vault.randomSecretVerifier(purposes.activationPassword, password),
      licenseeName: seal(licenseeName),
      licenseeEmail: seal(licenseeEmail),
      notes: seal(notes),
      ...(customData && { customData: this.vault.sealNow(subject, JSON.stringify(customData)) }),
    };
  }
}
