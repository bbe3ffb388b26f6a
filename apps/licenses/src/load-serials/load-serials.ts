import { Handles } from '@licet/command-bus';
import { type CallContext, LoadSerials, type ReplyOf, type RequestOf, newUuid, purposes } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Products } from '../aggregates.ts';
import { productOf } from '../domain/facts.ts';
import { notFound } from '../refusals.ts';
import { Serials } from '../serials.ts';

type Request = RequestOf<typeof LoadSerials>;

/** Puts serial numbers at the end of a product's list. Their passwords are kept as keyed proofs only. [SN-02, PWD-02] */
@Controller()
export class LoadSerialsHandler {
  constructor(
    private readonly products: Products,
    private readonly serials: Serials,
    private readonly vault: Vault,
  ) {}

  @Handles(LoadSerials)
  async handle({ serials, ...request }: Request, call: CallContext): Promise<ReplyOf<typeof LoadSerials>> {
    const { authorId, productId } = request;
    const { state: product } = await this.products.read(String(productId));
    if (!productOf(product, authorId)) return notFound('product');
    const proven = serials.map(({ serial, password }) => ({
      ...{ uuid: newUuid(), serial, passwordVerifier: this.#verifier(password) },
    }));
    const command = { type: 'LoadSerials' as const, request, product, serials: proven };
    const execution = await this.serials.decide(productId, command, call);
    const [event] = execution.kind === 'accepted' ? execution.events : [];
    const added = event?.type === 'SerialsLoaded' ? event.data.serials : [];
    return replyTo(execution, () => ({ added: added.length, duplicates: placesNotIn(added, serials) }));
  }

  #verifier(password: string | null): string | null {
    return password ? this.vault.randomSecretVerifier(purposes.serialPassword, password) : null;
  }
}

/** Places, from 1, of what was left out. */
function placesNotIn(added: readonly { serial: string }[], asked: Request['serials']): number[] {
  const left = new Set(added.map(({ serial }) => serial.toLowerCase()));
  return asked.flatMap(({ serial }, i) => (left.delete(serial.toLowerCase()) ? [] : [i + 1]));
}
