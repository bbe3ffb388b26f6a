import type { CallContext, Refusal, Sealed } from '@licet/contracts';
import type { Execution } from '@licet/event-store';
import type { LedgerEvent } from '@licet/contracts';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { Attempts } from './attempts.ts';
import { decidePrepared } from './decide-prepared.ts';
import type { Check, Deactivate } from './domain/commands.ts';
import { ledgerDecider } from './domain/ledger.decide.ts';
import { type Ledger, type OpenLedger, unknownLedger } from './domain/ledger.ts';
import { tokenPurpose } from './installation-token.ts';
import { Ledgers } from './ledgers.ts';
import { KeySetOwner } from './policies/key-set-owner.ts';
import { LedgerFinder } from './policies/ledger-finder.ts';
import { Resources } from './resources.ts';

type Command = Check | Deactivate;
export type Accepted = Extract<Execution<Ledger, LedgerEvent>, { kind: 'accepted' }>;
interface Outcome {
  accepted?: Accepted;
  refusal?: Refusal;
  ledger?: OpenLedger;
}

/** Decides a call that an installation makes about itself: the InstallationID alone says which. [SA-GEN-21] */
@Injectable()
export class InstallationCall {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly ledgers: Ledgers,
    private readonly finder: LedgerFinder,
    private readonly attempts: Attempts,
    private readonly keySets: KeySetOwner,
  ) {}

  /** What was recorded, or the refusal; one that names a license is recorded too. */
  async decide(
    type: Command['type'],
    request: Command['request'],
    call: CallContext,
  ): Promise<{ accepted: Accepted } | { ok: false; refusal: Refusal }> {
    const { accepted, refusal, ledger } = await decidePrepared(() => this.attempt(type, request, call));
    if (accepted) return { accepted };
    if (!refusal) throw new Error('Neither accepted nor refused');
    const { encryptionKeyId } = request.protection;
    const unheard = encryptionKeyId !== null && !this.ledgers.contextAt(new Date()).facts.keySet(encryptionKeyId);
    if (refusal.code === 'key_set_unknown' && unheard) await this.keySets.confirmUnknown(encryptionKeyId);
    if (!ledger) return { ok: false, refusal };
    const attempt = { attempt: type === 'check' ? 'check' : 'deactivation', version: versionIn(request) } as const;
    const positions = await this.attempts.record(ledger, attempt, refusal, call);
    return { ok: false, refusal, ...{ positions } };
  }

  private async attempt(type: Command['type'], request: Command['request'], call: CallContext): Promise<Outcome> {
    const token = request.parameters?.installationId ?? '';
    const ledger = await this.finder.findByToken(token);
    const tokenHash = this.resources.vault.keyedHash(tokenPurpose, token);
    const address = ledger ? await this.seal(ledger.licenseId, call.address) : null;
    const command = { type, request, tokenHash, address } as Command;
    if (!ledger) return { refusal: this.withoutLedger(command) };
    const execution = await this.ledgers.decide(ledger.licenseId, command, call);
    if (execution.kind === 'claimed') throw new Error('An installation claims nothing');
    if (execution.kind === 'accepted') return { accepted: execution };
    // Where the caller cannot be one of the license's there is no attempt on it.
    const named = execution.refusal.code !== 'installation_unknown';
    return { refusal: execution.refusal, ...(named && { ledger }) };
  }

  private withoutLedger(command: Command): Refusal {
    const decision = ledgerDecider.decide(command, unknownLedger, this.ledgers.contextAt(new Date()));
    if (decision.kind === 'accepted') throw new Error('Nothing is accepted without a license');
    return decision.refusal;
  }

  private async seal(licenseId: number, address: string | null): Promise<Sealed | null> {
    const { vault } = this.resources;
    return address === null ? null : vault.seal(vault.subject(`ledger-${licenseId}`), address);
  }
}

const versionIn = ({ parameters }: Command['request']): string | null =>
  parameters && 'version' in parameters ? parameters.version : null;
