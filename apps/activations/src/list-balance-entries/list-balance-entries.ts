import { Handles } from '@licet/command-bus';
import { counterName, ListBalanceEntries, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { refillDue } from '../domain/balance-entries.ts';
import { EntryTable } from '../entry-table.ts';
import { LedgerFinder } from '../policies/ledger-finder.ts';
import { Ledgers } from '../ledgers.ts';

/** Movements of a balance of a license. [API-VERB-04, API-BAL-04] */
@Controller()
export class ListBalanceEntriesHandler {
  constructor(
    private readonly entries: EntryTable,
    private readonly finder: LedgerFinder,
    private readonly ledgers: Ledgers,
  ) {}

  @Handles(ListBalanceEntries)
  async handle(request: RequestOf<typeof ListBalanceEntries>): Promise<ReplyOf<typeof ListBalanceEntries>> {
    const { authorId, licenseId, name, query } = request;
    const found = await this.finder.find(licenseId);
    if (found?.terms.authorId !== authorId) return absent('license');
    const { state: ledger } = await this.ledgers.read(String(licenseId));
    const balance = ledger.kind === 'open' ? ledger.balances.find((it) => it.name === name) : undefined;
    if (name !== counterName && !balance) return absent('balance');
    const refill = refillDue(balance, new Date().toISOString());
    return this.entries.page({ authorId, owner: `ledger-${licenseId}`, name, ...(refill && { refill }) }, query);
  }
}

const absent = (what: 'license' | 'balance') => ({
  ok: false as const,
  refusal: { code: 'not_found' as const, facts: { what } },
});
