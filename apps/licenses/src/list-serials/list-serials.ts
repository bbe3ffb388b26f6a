import { Handles } from '@licet/command-bus';
import { ListSerials, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Products } from '../aggregates.ts';
import { productOf } from '../domain/facts.ts';
import { notFound } from '../refusals.ts';
import { SerialTable } from '../replicas/serial-table.ts';

/** The list of a product with what became of each serial number. [API-PRD-09, API-LIST-01] */
@Controller()
export class ListSerialsHandler {
  constructor(
    private readonly products: Products,
    private readonly serials: SerialTable,
  ) {}

  @Handles(ListSerials)
  async handle({ query, ...of }: RequestOf<typeof ListSerials>): Promise<ReplyOf<typeof ListSerials>> {
    const { state: product } = await this.products.read(String(of.productId));
    return productOf(product, of.authorId) ? this.serials.page(of, query) : notFound('product');
  }
}
