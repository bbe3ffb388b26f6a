import { Handles } from '@licet/command-bus';
import { type ReplyOf, type RequestOf, SumInvoices } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Controller } from '@nestjs/common';
import { boundsOf } from '../domain/period.ts';

type Request = RequestOf<typeof SumInvoices>;
type Sums = Extract<ReplyOf<typeof SumInvoices>, { ok: true }>['value'];

/** How many invoices were made in a period, and what they come to, currency by currency. [RPT-07, TEST-07] */
@Controller()
export class SumInvoicesHandler {
  constructor(private readonly store: EventStore) {}

  @Handles(SumInvoices)
  async handle(request: Request): Promise<ReplyOf<typeof SumInvoices>> {
    const { rows } = await this.store.pool.query<Sums[number]>(invoiceSums(request));
    return { ok: true, value: rows };
  }
}

/** What was taken back before it was settled was never sold. */
export const invoiceSums = ({ authorId, onlyOk, ...period }: Request) => ({
  name: 'sum_invoices',
  text: `
    SELECT currency,
           count(*) FILTER (WHERE NOT is_test)::int AS invoices,
           coalesce(sum(total::numeric) FILTER (WHERE NOT is_test), 0)::text AS amount,
           count(*) FILTER (WHERE NOT is_test AND status = 'refunded')::int AS refunds,
           coalesce(sum(total::numeric) FILTER (WHERE NOT is_test AND status = 'refunded'), 0)::text AS "refundAmount",
           count(*) FILTER (WHERE is_test)::int AS "testInvoices"
      FROM invoice
     WHERE author_id = $1 AND created_at >= $2 AND created_at < $3 AND whole
       AND status NOT IN ('voided', 'deleted') AND (NOT $4 OR status <> 'refunded')
     GROUP BY currency ORDER BY currency`,
  values: [authorId, ...boundsOf(period), onlyOk],
});
