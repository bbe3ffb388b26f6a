import { Handles } from '@licet/command-bus';
import { type CallContext, ChangeProductUpdate, type ReplyOf, type RequestOf } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { ProductUpdatesOf } from '../product-updates.ts';
import { recordedUpdate } from '../recorded-update.ts';
import { notFound } from '../refusals.ts';
import { UpdatePasswords } from '../update-passwords.ts';

type Request = RequestOf<typeof ChangeProductUpdate>;

/** Changes settings of an update; a check sees them at once. [PU-04] */
@Controller()
export class ChangeProductUpdateHandler {
  constructor(
    private readonly updates: ProductUpdatesOf,
    private readonly passwords: UpdatePasswords,
  ) {}

  @Handles(ChangeProductUpdate)
  async handle({ password, ...request }: Request, call: CallContext): Promise<ReplyOf<typeof ChangeProductUpdate>> {
    const { productId, uuid, authorId } = request;
    const { state } = await this.updates.read(String(productId));
    if (state.kind === 'none' || state.authorId !== authorId) return notFound('update');
    const sealed = await this.passwords.seal(productId, password);
    const command = { type: 'ChangeProductUpdate' as const, request, password: sealed };
    const execution = await this.updates.decide(productId, command, call);
    return replyTo(execution, recordedUpdate(execution, uuid));
  }
}
