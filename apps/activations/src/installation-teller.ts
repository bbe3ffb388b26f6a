import type { InstallationDetails } from '@licet/contracts';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { type Installation, type OpenLedger, installationFacts } from './domain/ledger.ts';
import { Resources } from './resources.ts';

/** Tells installations with their names, which the ledger holds sealed. */
@Injectable()
export class InstallationTeller {
  constructor(@Inject(Resources) private readonly resources: ServiceResources) {}

  async tell({ licenseId, terms }: OpenLedger, installations: readonly Installation[]): Promise<InstallationDetails[]> {
    const sealed = installations.flatMap(({ name }) => name ?? []);
    const names = await this.resources.vault.openMany(sealed);
    return installations.map((installation) => ({
      ...installationFacts(installation),
      ...{ licenseId, licenseUuid: terms.uuid, isTest: terms.isTest, customerId: terms.customerId },
      name: (installation.name && names.get(installation.name)) ?? '',
      fingerprintHash: fingerprintHash(installation.machine),
      ...{ revision: installation.revision, updatedAt: installation.updatedAt },
    }));
  }
}

/** Of hashes that are keyed and of this license alone, so it tells nothing of the machine elsewhere. */
const fingerprintHash = (machine: readonly string[]): string | null =>
  machine.length === 0
    ? null
    : createHash('sha256')
        .update([...machine].sort().join('\n'))
        .digest('base64url');
