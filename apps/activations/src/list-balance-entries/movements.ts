import type { LedgerEvent, RecordedEvent } from '@licet/contracts';
import type { EventStore } from '@licet/event-store';

type Movement = RecordedEvent & LedgerEvent;

/** Of a ledger all that moves balances. Programs check their installations far more often: those events stay in the record. */
const moving: readonly LedgerEvent['type'][] = ['LedgerOpened', 'TermsChanged', 'BalanceChanged'];

/** So many at a time: nobody else waits long for a connection. */
const limit = 1_000;

/** What has moved the balances of a license, in order. */
export async function movementsOf(store: Pick<EventStore, 'readTypes'>, licenseId: number): Promise<Movement[]> {
  const movements: Movement[] = [];
  for (;;) {
    const after = movements.at(-1)?.version ?? 0;
    const page = (await store.readTypes(`ledger-${licenseId}`, moving, { after, limit })) as Movement[];
    movements.push(...page);
    if (page.length < limit) return movements;
  }
}
