import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, UpdateProduct } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Licenses, Products } from '../aggregates.ts';
import { CatalogNotes } from '../catalog-notes.ts';
import { productFacts } from '../domain/facts.ts';
import { isTryout } from '../domain/tryout.ts';
import { OwnRecord } from '../policies/own-record.ts';
import { Tryouts } from '../replicas/tryouts.ts';

/** Changes settings of a product. [API-PRD-01] */
@Controller()
export class UpdateProductHandler {
  constructor(
    private readonly products: Products,
    private readonly notes: CatalogNotes,
    private readonly licenses: Licenses,
    private readonly tryouts: Tryouts,
    private readonly record: OwnRecord,
  ) {}

  @Handles(UpdateProduct)
  async handle(request: RequestOf<typeof UpdateProduct>, call: CallContext): Promise<ReplyOf<typeof UpdateProduct>> {
    const { productId } = request;
    const note = await this.notes.seal('product', productId, request.note);
    const tryouts = request.clears === undefined ? 0 : await this.#tryouts(productId);
    const execution = await this.products.decide(productId, { type: 'UpdateProduct', request, note, tryouts }, call);
    return replyTo(execution, productFacts);
  }

  /** Read one by one: this is asked once in the life of a product. */
  async #tryouts(productId: number): Promise<number> {
    await this.record.followed();
    const ids = await this.tryouts.of(productId);
    let found = 0;
    for (const licenseId of ids) if (isTryout((await this.licenses.read(String(licenseId))).state)) found++;
    return found;
  }
}
