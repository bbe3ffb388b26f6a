import { Handles } from '@licet/command-bus';
import { type CallContext, CreateProductUpdate, type ReplyOf, type RequestOf, newUuid } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Products } from '../aggregates.ts';
import { productOf } from '../domain/facts.ts';
import { ProductUpdatesOf } from '../product-updates.ts';
import { notFound } from '../refusals.ts';
import { recordedUpdate } from '../recorded-update.ts';
import { UpdatePasswords } from '../update-passwords.ts';

type Request = RequestOf<typeof CreateProductUpdate>;

/** Makes an update of a product. [PU-01, API-PRD-07] */
@Controller()
export class CreateProductUpdateHandler {
  constructor(
    private readonly products: Products,
    private readonly updates: ProductUpdatesOf,
    private readonly passwords: UpdatePasswords,
  ) {}

  @Handles(CreateProductUpdate)
  async handle({ password, ...request }: Request, call: CallContext): Promise<ReplyOf<typeof CreateProductUpdate>> {
    const { authorId, productId } = request;
    const { state: product } = await this.products.read(String(productId));
    if (!productOf(product, authorId)) return notFound('product');
    const sealed = await this.passwords.seal(productId, password);
    const command = { type: 'CreateProductUpdate' as const, uuid: newUuid(), product, request, password: sealed };
    const execution = await this.updates.decide(productId, command, call);
    return replyTo(execution, recordedUpdate(execution, command.uuid));
  }
}
