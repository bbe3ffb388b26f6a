import { Handles } from '@licet/command-bus';
import { ListSerials, type ReplyOf, type RequestOf, type SerialFacts, serialList } from '@licet/contracts';
import { type MemoryList, readMemoryList } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Products } from '../aggregates.ts';
import { productOf } from '../domain/facts.ts';
import { type ListedSerial, serialsOf } from '../domain/serials.ts';
import { notFound } from '../refusals.ts';
import { SerialHolders } from '../serial-holders.ts';
import { Serials } from '../serials.ts';

const lines: MemoryList<SerialFacts> = {
  declaration: serialList,
  id: ({ number }) => number,
  fields: {
    createdAt: ({ createdAt }) => createdAt,
    serial: ({ serial }) => serial,
    used: ({ licenseId }) => licenseId !== null,
  },
};

/**
 * The list of a product with what became of each serial number. Whose they are is looked up for the page alone, unless the list is filtered by
 * just that. [API-PRD-09, API-LIST-01]
 */
@Controller()
export class ListSerialsHandler {
  constructor(
    private readonly products: Products,
    private readonly serials: Serials,
    private readonly holders: SerialHolders,
    private readonly vault: Vault,
  ) {}

  @Handles(ListSerials)
  async handle({ authorId, productId, query }: RequestOf<typeof ListSerials>): Promise<ReplyOf<typeof ListSerials>> {
    const { state: product } = await this.products.read(String(productId));
    if (!productOf(product, authorId)) return notFound('product');
    const { state } = await this.serials.read(String(productId));
    const page = (holders: ReadonlyMap<string, number>) =>
      readMemoryList(lines, [authorId, productId], serialsOf(state).map(told(holders)), query, this.vault);
    if (query.filters.some(({ field }) => field === 'used')) return page(await this.holders.ofProduct(productId));

    const turned = await page(new Map());
    if (!turned.ok) return turned;
    const { items } = turned.value;
    const holders = await this.holders.among(
      productId,
      items.map(({ serial }) => serial),
    );
    return { ok: true, value: { ...turned.value, items: items.map((it) => ({ ...it, ...held(holders, it) })) } };
  }
}

const held = (holders: ReadonlyMap<string, number>, { serial }: { serial: string }) => ({
  licenseId: holders.get(serial.toLowerCase()) ?? null,
});

const told =
  (holders: ReadonlyMap<string, number>) =>
  ({ passwordVerifier, ...listed }: ListedSerial): SerialFacts => ({
    ...{ ...listed, hasPassword: passwordVerifier !== null },
    ...held(holders, listed),
  });
