import type { RenewalEvent } from '@licet/contracts';

/** A renewal as the read model keeps it, in the columns of its table. */
export interface RenewalRow {
  renewal_id: number;
  author_id: number;
  product_id: number;
  option_id: number;
  invoice_id: number | null;
  status: string;
  is_test: boolean;
  used_at: string | null;
  used_for: number | null;
  version: number;
  created_at: string;
  updated_at: string;
}

/** Folds an event into the row of a renewal. Events that were folded before change nothing. */
export function foldRenewal(row: RenewalRow | undefined, event: RenewalEvent, version: number): RenewalRow | undefined {
  if (row && version <= row.version) return row;
  const { at } = event.data;
  if (event.type === 'RenewalCreated') {
    const { renewalId, authorId, productId, optionId, invoice, isTest } = event.data;
    return {
      ...{ renewal_id: renewalId, author_id: authorId, product_id: productId, option_id: optionId },
      ...{ invoice_id: invoice?.invoiceId ?? null, status: 'active', is_test: isTest },
      ...{ used_at: null, used_for: null, version, created_at: at, updated_at: at },
    };
  }
  if (!row) return undefined;
  switch (event.type) {
    case 'RenewalStatusChanged':
      return { ...row, status: event.data.after, version, updated_at: at };
    case 'RenewalUsed':
      return { ...row, used_at: at, used_for: event.data.license.licenseId, version, updated_at: at };
    case 'RenewalUseRequested':
    case 'RenewalUseAbandoned':
      return { ...row, version };
  }
}
