import { Handles } from '@licet/command-bus';
import { ListSerials, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Products } from '../aggregates.ts';
import { productOf } from '../domain/facts.ts';
import { serialsOf } from '../domain/serials.ts';
import { notFound } from '../refusals.ts';
import { SerialHolders } from '../serial-holders.ts';
import { Serials } from '../serials.ts';

/** The list of a product with what became of each serial number, newest first. [API-PRD-09] */
@Controller()
export class ListSerialsHandler {
  constructor(
    private readonly products: Products,
    private readonly serials: Serials,
    private readonly holders: SerialHolders,
  ) {}

  @Handles(ListSerials)
  async handle(request: RequestOf<typeof ListSerials>): Promise<ReplyOf<typeof ListSerials>> {
    const { authorId, productId, used, before, limit } = request;
    const { state: product } = await this.products.read(String(productId));
    if (!productOf(product, authorId)) return notFound('product');
    const [{ state }, holders] = await Promise.all([
      this.serials.read(String(productId)),
      this.holders.ofProduct(productId),
    ]);
    const rest = serialsOf(state)
      .filter(({ number }) => before === null || number < before)
      .map(({ passwordVerifier, ...listed }) => {
        const licenseId = holders.get(listed.serial.toLowerCase()) ?? null;
        return { ...listed, hasPassword: passwordVerifier !== null, licenseId };
      })
      .filter(({ licenseId }) => used === null || (licenseId !== null) === used)
      .toReversed();
    const serials = rest.slice(0, limit);
    return { ok: true, value: { serials, next: rest.length > limit ? (serials.at(-1)?.number ?? null) : null } };
  }
}
