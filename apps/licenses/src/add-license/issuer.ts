import { type AddLicense, type KeyForm, type RequestOf, objectUuid, purposes } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault, generateActivationPassword } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import type { Issue } from '../domain/add-license.ts';
import { generateLicenseKey } from './license-key.ts';

type Fields = NonNullable<RequestOf<typeof AddLicense>['fields']>;

/** Makes what a new license needs beforehand: number, key, activation password, and its personal texts sealed. */
@Injectable()
export class Issuer {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  /** `number`: one that was taken before. */
  async prepare({ licenseeName, licenseeEmail, notes }: Fields, form: KeyForm, number?: number): Promise<Issue> {
    const licenseId = number ?? (await this.store.nextNumber('license'));
    const subject = this.vault.subject(`license-${licenseId}`);
    await this.vault.ensureKeys([subject]);
    const seal = (text: string) => (text === '' ? null : this.vault.sealNow(subject, text));
    const password = generateActivationPassword();
    return {
      licenseId,
      uuid: objectUuid(licenseId),
      key: generateLicenseKey(form),
      activationPassword: this.vault.sealNow(subject, password),
      activationPasswordVerifier: this.vault.randomSecretVerifier(purposes.activationPassword, password),
      licenseeName: seal(licenseeName),
      licenseeEmail: seal(licenseeEmail),
      notes: seal(notes),
    };
  }
}
