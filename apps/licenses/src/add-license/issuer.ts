import { type AddLicense, type RequestOf, objectUuid, purposes } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault, generateActivationPassword } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Issue } from '../domain/add-license.ts';

type Fields = NonNullable<RequestOf<typeof AddLicense>['fields']>;

/** Makes what a new license needs beforehand: number, key, activation password, and its personal texts sealed. */
@Injectable()
export class Issuer {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  async prepare({ licenseeName, licenseeEmail, notes }: Fields): Promise<Issue> {
    const licenseId = await this.store.nextNumber('license');
    const subject = this.vault.subject(`license-${licenseId}`);
    await this.vault.ensureKeys([subject]);
    const seal = (text: string) => (text === '' ? null : this.vault.sealNow(subject, text));
    const password = generateActivationPassword();
    return {
      licenseId,
      uuid: objectUuid(licenseId),
      key: generateLicenseKey(),
      activationPassword: this.vault.sealNow(subject, password),
      activationPasswordVerifier: this.vault.randomSecretVerifier(purposes.activationPassword, password),
      licenseeName: seal(licenseeName),
      licenseeEmail: seal(licenseeEmail),
      notes: seal(notes),
    };
  }
}

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** `XXXX-XXXX-XXXX-XXXX` of 32 characters, 80 random bits, without 0, O, 1 and I. [UNI-04] */
export const generateLicenseKey = (): string =>
  Array.from({ length: 4 }, () => [...randomBytes(4)].map((byte) => alphabet.charAt(byte & 31)).join('')).join('-');
