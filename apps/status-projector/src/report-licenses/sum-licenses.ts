import { Handles } from '@licet/command-bus';
import { type ReplyOf, type RequestOf, SumLicenses } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Controller } from '@nestjs/common';
import { boundsOf } from '../domain/period.ts';

type Request = RequestOf<typeof SumLicenses>;

interface Row {
  licenses: number;
  quantity: number;
  amount: string;
  tests: number;
}

/** How many licenses were entered in a period, and what they cost. [RPT-07, TEST-07] */
@Controller()
export class SumLicensesHandler {
  constructor(private readonly store: EventStore) {}

  @Handles(SumLicenses)
  async handle(request: Request): Promise<ReplyOf<typeof SumLicenses>> {
    const { rows } = await this.store.pool.query<Row>(licenseSums(request));
    const { licenses, quantity, amount, tests } = rows[0] ?? { licenses: 0, quantity: 0, amount: '0', tests: 0 };
    return { ok: true, value: { licenses, quantity, amount, testLicenses: tests } };
  }
}

export const licenseSums = ({ authorId, onlyOk, ...period }: Request) => ({
  name: 'sum_licenses',
  text: `
    SELECT count(*) FILTER (WHERE NOT is_test)::int AS licenses,
           coalesce(sum(quantity) FILTER (WHERE NOT is_test), 0)::float8 AS quantity,
           coalesce(sum(quantity * unit_price::numeric) FILTER (WHERE NOT is_test), 0)::text AS amount,
           count(*) FILTER (WHERE is_test)::int AS tests
      FROM license
     WHERE author_id = $1 AND entered_at >= $2 AND entered_at < $3 AND (NOT $4 OR status = 'active')`,
  values: [authorId, ...boundsOf(period), onlyOk],
});
