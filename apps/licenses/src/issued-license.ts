import type { IssuedLicense } from '@licet/contracts';
import type { Vault } from '@licet/vault';
import type { License } from './domain/license.ts';

/** A license as whoever issued it is told of it, with its password. */
export async function issuedLicense(license: License, vault: Vault): Promise<IssuedLicense> {
  const { licenseId, uuid, serialNumberText: serialNumber, customerId } = license;
  const { activationsLeft, deactivationsLeft, counter } = license;
  const activationPassword = (await vault.open(license.activationPassword)) ?? '';
  return { licenseId, uuid, serialNumber, activationPassword, customerId, activationsLeft, deactivationsLeft, counter };
}
