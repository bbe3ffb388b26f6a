import { Handles } from '@licet/command-bus';
import { ListSerials, type ReplyOf, type RequestOf, type SerialFacts, serialList } from '@licet/contracts';
import { type MemoryList, readMemoryList } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Products } from '../aggregates.ts';
import { productOf } from '../domain/facts.ts';
import { serialsOf } from '../domain/serials.ts';
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

/** The list of a product with what became of each serial number. [API-PRD-09, API-LIST-01] */
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
    const [{ state }, holders] = await Promise.all([
      this.serials.read(String(productId)),
      this.holders.ofProduct(productId),
    ]);
    const known = serialsOf(state).map(({ passwordVerifier, ...listed }) => {
      const licenseId = holders.get(listed.serial.toLowerCase()) ?? null;
      return { ...listed, hasPassword: passwordVerifier !== null, licenseId };
    });
    return readMemoryList(lines, [authorId, productId], known, query, this.vault);
  }
}
