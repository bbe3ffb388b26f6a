import { Handles } from '@licet/command-bus';
import { GetKey, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { keyWith } from '../domain/key.decide.ts';
import { KeyTeller } from '../key-teller.ts';

/** One API key of an account. [API-KEY-02, API-KEY-08] */
@Controller()
export class GetKeyHandler {
  constructor(
    private readonly authors: Authors,
    private readonly teller: KeyTeller,
  ) {}

  @Handles(GetKey)
  async handle({ authorId, name }: RequestOf<typeof GetKey>): Promise<ReplyOf<typeof GetKey>> {
    const { state } = await this.authors.read(String(authorId));
    const find = () =>
      state.kind === 'none' ? undefined : typeof name === 'string' ? keyWith(state, name) : state.keys.get(name.keyId);
    const key = find();
    if (state.kind === 'none' || !key) return { ok: false, refusal: { code: 'not_found', facts: { what: 'key' } } };
    return { ok: true, value: await this.teller.tell(state, key) };
  }
}
