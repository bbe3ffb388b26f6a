import { accept, comparePositions, type Decision, type LedgerEvent } from '@licet/contracts';
import type { MarkStale, Mend } from './commands.ts';
import type { Ledger } from './ledger.ts';

/**
 * From here on nothing is decided on the terms, by no process: whoever has them in memory loses on the expected version. Without a ledger there
 * is nothing to decide on, and what was taken over already is not missing. [design 4]
 */
export function decideMarking({ source }: MarkStale, ledger: Ledger): Decision<LedgerEvent> {
  if (ledger.kind === 'unknown' || ledger.stale || comparePositions(source, ledger.source) <= 0) return accept();
  return accept<LedgerEvent>({ type: 'LedgerMarkedStale', data: { licenseId: ledger.licenseId, source } });
}

/** Nothing is missing any more. */
export function decideMending({ source }: Mend, ledger: Ledger): Decision<LedgerEvent> {
  if (ledger.kind === 'unknown' || !ledger.stale) return accept();
  return accept<LedgerEvent>({ type: 'LedgerMended', data: { licenseId: ledger.licenseId, source } });
}
