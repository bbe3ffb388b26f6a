import { type Sealed, type UserFields, hasNoValue, noUserFields } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { License } from './domain/license.ts';

/** User Defined Fields as the record holds them: one sealed text. [design 3, sealed values] */
@Injectable()
export class UserFieldsVault {
  constructor(private readonly vault: Vault) {}

  /** Null for fields without any value. */
  async seal({ licenseId }: License, fields: UserFields): Promise<Sealed | null> {
    if (hasNoValue(fields)) return null;
    return this.vault.seal(this.vault.subject(`license-${licenseId}`), JSON.stringify(fields));
  }

  /** None has a value once the key is destroyed. */
  async open({ userFields }: License): Promise<UserFields> {
    const text = userFields === null ? null : await this.vault.open(userFields);
    return text === null ? noUserFields : (JSON.parse(text) as UserFields);
  }

  /** The sealed value of the license, if these are the fields in it. */
  async sameIn(license: License, fields: UserFields): Promise<Sealed | undefined> {
    if (license.userFields === null) return undefined;
    return isDeepStrictEqual(await this.open(license), fields) ? license.userFields : undefined;
  }
}
