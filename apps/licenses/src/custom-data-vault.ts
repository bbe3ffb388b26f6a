import { type CustomData, type LicenseChanges, type Sealed, noCustomData } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import type { License } from './domain/license.ts';

/** An event that holds custom data: that of the issue, or that of a change. */
type Holder = Pick<LicenseChanges, 'customData'> & { changes?: LicenseChanges };

const heldIn = ({ customData, changes }: Holder): Sealed | null | undefined => changes?.customData ?? customData;

/** Custom data as the record holds it. It may be long, so a license in memory knows only which of its events holds it. */
@Injectable()
export class CustomDataVault {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  /** Null for empty custom data. */
  async seal({ licenseId }: License, customData: CustomData): Promise<Sealed | null> {
    if (customData.value === '') return null;
    return this.vault.seal(this.vault.subject(`license-${licenseId}`), JSON.stringify(customData));
  }

  /** Empty for none, and once the key is destroyed. */
  async open({ licenseId, customDataVersion }: License): Promise<CustomData> {
    if (customDataVersion === null) return noCustomData;
    const [event] = await this.store.readStream(`license-${licenseId}`, customDataVersion - 1);
    const customData = event && heldIn(event.data as Holder);
    if (!customData) throw new Error(`Event ${customDataVersion} of license ${licenseId} holds no custom data.`);
    const text = await this.vault.open(customData);
    return text === null ? noCustomData : (JSON.parse(text) as CustomData);
  }

  /** Version of the event that holds just this, if the last one that was recorded does. */
  async sameIn(license: License, { format, value }: CustomData): Promise<number | undefined> {
    if (license.customDataVersion === null) return undefined;
    const present = await this.open(license);
    return present.format === format && present.value === value ? license.customDataVersion : undefined;
  }
}
