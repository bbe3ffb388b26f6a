import { type Refused, refuse } from '@licet/contracts';
import type { Invoice, InvoiceState } from './invoice.ts';

/** What is still to be done with licenses comes first: the caller finishes it and asks again. */
export const unfinished = refuse('version_conflict', { again: true });

/** The invoice that a command is about, or why not: it is unknown, it has moved on, or its last process is not done. [AUTH-14] */
export function standing(
  state: InvoiceState,
  { authorId, expectedVersion }: { authorId: number; expectedVersion?: number | null },
): Invoice | Refused {
  if (state.kind !== 'invoice' || state.authorId !== authorId) return refuse('not_found', { what: 'invoice' });
  if (state.pending) return unfinished;
  const { version } = state;
  if (expectedVersion != null && expectedVersion !== version) return refuse('version_conflict', { version });
  return state;
}
