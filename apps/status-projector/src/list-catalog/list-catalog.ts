import { Handles } from '@licet/command-bus';
import { ListCatalog, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { DataSource, In, LessThan } from 'typeorm';
import { OptionEntry, ProductEntry } from '../replicas/entities.ts';

type Request = RequestOf<typeof ListCatalog>;

/** Numbers of products or options, newest first. [API-LIST-04] */
@Controller()
export class ListCatalogHandler {
  constructor(private readonly database: DataSource) {}

  @Handles(ListCatalog)
  async handle(request: Request): Promise<ReplyOf<typeof ListCatalog>> {
    const numbers = await (request.resource === 'product' ? this.products(request) : this.options(request));
    const next = numbers.length > request.limit ? (numbers[request.limit - 1] ?? null) : null;
    return { ok: true, value: { numbers: numbers.slice(0, request.limit), next } };
  }

  private async products({ authorId, statuses, before, limit }: Request): Promise<number[]> {
    const found = await this.database.getRepository(ProductEntry).find({
      select: { productId: true },
      where: { authorId, ...anyOf('status', statuses), ...below('productId', before) },
      order: { productId: 'DESC' },
      take: limit + 1,
    });
    return found.map(({ productId }) => productId);
  }

  private async options({ authorId, productIds, statuses, before, limit }: Request): Promise<number[]> {
    const found = await this.database.getRepository(OptionEntry).find({
      select: { optionId: true },
      where: {
        authorId,
        ...anyOf('productId', productIds),
        ...anyOf('status', statuses),
        ...below('optionId', before),
      },
      order: { optionId: 'DESC' },
      take: limit + 1,
    });
    return found.map(({ optionId }) => optionId);
  }
}

const anyOf = (column: 'productId' | 'status', values: readonly (number | string)[]) =>
  values.length === 0 ? {} : { [column]: In(values) };

const below = (column: 'productId' | 'optionId', before: number | null) =>
  before === null ? {} : { [column]: LessThan(before) };
