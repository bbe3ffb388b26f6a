import type { RenewalFacts, Sealed } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import type { Renewal, RenewalState } from './domain/renewal.ts';
import { Renewals } from './renewals.ts';

/** Finds renewals and tells them; what is free text or secret of them is sealed under a key of their stream. */
@Injectable()
export class RenewalTeller {
  constructor(
    private readonly renewals: Renewals,
    private readonly vault: Vault,
  ) {}

  /** A renewal of the author. */
  async named(authorId: number, renewalId: number): Promise<Renewal | undefined> {
    const { state } = await this.renewals.read(String(renewalId));
    return state.kind === 'renewal' && state.authorId === authorId ? state : undefined;
  }

  /** Null for the empty text. */
  async seal(renewalId: number, text: string): Promise<Sealed | null> {
    return text === '' ? null : this.sealed(renewalId, text);
  }

  async sealed(renewalId: number, text: string): Promise<Sealed> {
    const subject = this.vault.subject(`renewal-${renewalId}`);
    await this.vault.ensureKeys([subject]);
    return this.vault.sealNow(subject, text);
  }

  async open(sealed: Sealed | null): Promise<string> {
    return sealed === null ? '' : ((await this.vault.open(sealed)) ?? '');
  }
}

export function renewalFacts(state: RenewalState): RenewalFacts {
  const { renewalId, uuid, authorId, productId, optionId, optionUuid, invoice, status } = recordedRenewal(state);
  const { types, terms, isTest, usedAt, usedFor, version, createdAt, updatedAt } = recordedRenewal(state);
  return {
    ...{ renewalId, uuid, authorId, productId, optionId, optionUuid, invoice, status },
    ...{ types, terms, isTest, usedAt, usedFor, version, createdAt, updatedAt },
  };
}

export function recordedRenewal(state: RenewalState): Renewal {
  if (state.kind === 'none') throw new Error('A recorded renewal is not there.');
  return state;
}
