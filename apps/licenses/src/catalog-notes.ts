import type { Sealed } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';

type CatalogObject = 'product' | 'option';

/** Why the status of a product or option was changed, in free words: sealed in the record, under a key of the object. [design 3, sealed values] */
@Injectable()
export class CatalogNotes {
  constructor(private readonly vault: Vault) {}

  /** Null for none. */
  async seal(object: CatalogObject, number: number, note: string | undefined): Promise<Sealed | null> {
    if (!note) return null;
    const subject = this.vault.subject(`${object}-${number}`);
    await this.vault.ensureKeys([subject]);
    return this.vault.sealNow(subject, note);
  }

  async open(note: Sealed | null | undefined): Promise<string> {
    return note ? ((await this.vault.open(note)) ?? '') : '';
  }
}
