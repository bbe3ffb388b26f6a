import { Handles } from '@licet/command-bus';
import { GetLedger, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { factsOf } from '../domain/ledger.ts';
import { Ledgers } from '../ledgers.ts';
import { LedgerFinder } from '../policies/ledger-finder.ts';
import { LicenseStale } from '../policies/stale-licenses.ts';

/** What is used of a license, as the record says it at this moment. */
@Controller()
export class GetLedgerHandler {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly finder: LedgerFinder,
  ) {}

  @Handles(GetLedger)
  async handle({ licenseId }: RequestOf<typeof GetLedger>): Promise<ReplyOf<typeof GetLedger>> {
    if (!(await this.finder.find(licenseId))) return { ok: false, refusal: { code: 'not_found' } };
    const { state, version } = await this.ledgers.read(String(licenseId));
    if (state.kind === 'unknown') throw new Error(`The ledger of license ${licenseId} vanished`);
    if (state.stale) throw new LicenseStale(licenseId);
    return { ok: true, value: factsOf(state, version, new Date().toISOString()) };
  }
}
