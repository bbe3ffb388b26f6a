import { Handles } from '@licet/command-bus';
import { type ReplyOf, type RequestOf, SearchCustomers } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Controller } from '@nestjs/common';

interface Row {
  customer_id: number;
  company: string;
}

/** Customers of an author by e-mail address and beginning of the company, oldest first. [SC-02, SC-06] */
@Controller()
export class SearchCustomersHandler {
  constructor(private readonly store: EventStore) {}

  @Handles(SearchCustomers)
  async handle(request: RequestOf<typeof SearchCustomers>): Promise<ReplyOf<typeof SearchCustomers>> {
    const { authorId, limit } = request;
    const [email, company] = [criterion(request.email), criterion(request.company)];
    if (email === null && company === null) return { ok: true, value: { customers: [] } };
    const { text, values } = searchOf(authorId, email, company, limit);
    const { rows } = await this.store.pool.query<Row>(text, values);
    return {
      ok: true,
      value: { customers: rows.map((row) => ({ customerId: row.customer_id, company: row.company })) },
    };
  }
}

/** A blank criterion is none. */
const criterion = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text.trim());

/** Each form of the search has a statement of its own, so that each has its index. */
export function searchOf(authorId: number, email: string | null, company: string | null, limit: number) {
  const conditions = ['author_id = $1', 'merged_into IS NULL'];
  const values: unknown[] = [authorId, limit];
  if (email !== null) {
    values.push(email.toLowerCase());
    conditions.push(`email_key = $${values.length}`);
  }
  if (company !== null) {
    values.push(`${company.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`);
    conditions.push(`company_key LIKE $${values.length}`);
  }
  const where = conditions.join(' AND ');
  return { text: `SELECT customer_id, company FROM customer WHERE ${where} ORDER BY customer_id LIMIT $2`, values };
}
