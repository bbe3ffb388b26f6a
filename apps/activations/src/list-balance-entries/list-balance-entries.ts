import { Handles } from '@licet/command-bus';
import {
  type BalanceEntry,
  counterName,
  entryList,
  ListBalanceEntries,
  type ReplyOf,
  type RequestOf,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { type MemoryList, readMemoryList, type ServiceResources } from '@licet/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { balanceEntries, type RecordedEntry } from '../domain/balance-entries.ts';
import { LedgerFinder } from '../policies/ledger-finder.ts';
import { Resources } from '../resources.ts';
import { movementsOf } from './movements.ts';

const list: MemoryList<RecordedEntry> = {
  declaration: entryList,
  id: ({ id }) => id,
  fields: { createdAt: ({ at }) => at, kind: ({ kind }) => kind },
};

/** Movements of a balance, from the record itself. [API-VERB-04, API-BAL-04] */
@Controller()
export class ListBalanceEntriesHandler {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly store: EventStore,
    private readonly finder: LedgerFinder,
  ) {}

  @Handles(ListBalanceEntries)
  async handle(request: RequestOf<typeof ListBalanceEntries>): Promise<ReplyOf<typeof ListBalanceEntries>> {
    const { authorId, licenseId, name, query } = request;
    const { vault } = this.resources;
    const ledger = await this.finder.find(licenseId);
    if (ledger?.terms.authorId !== authorId) return absent('license');
    if (name !== counterName && !ledger.balances.some((it) => it.name === name)) return absent('balance');
    const events = await movementsOf(this.store, licenseId);
    const entries = balanceEntries(name, events, new Date().toISOString());
    const page = await readMemoryList(list, [authorId, licenseId, name], entries, query, vault);
    if (!page.ok) return page;
    const items = await Promise.all(page.value.items.map((entry) => this.#opened(entry)));
    return { ok: true, value: { ...page.value, items } };
  }

  async #opened(entry: RecordedEntry): Promise<BalanceEntry> {
    const { kind, name, amount, balance, reason, at, actor } = entry;
    const words = reason === null ? '' : ((await this.resources.vault.open(reason)) ?? '');
    return { kind, name, amount, balance, reason: words, at, actor };
  }
}

const absent = (what: 'license' | 'balance') => ({
  ok: false as const,
  refusal: { code: 'not_found' as const, facts: { what } },
});
