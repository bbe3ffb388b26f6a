import { GetOption, GetProduct, type OptionFacts } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { isNewest, tagOf, tagged } from '../http/etag.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { assertNamed, nameOf } from '../http/resource-id.ts';
import { OptionView, optionView } from './option-view.ts';

@NativeController('options')
export class GetOptionController {
  /** [API-OPT-01] */
  @Get(':id')
  @Operation({ id: 'getOption', summary: 'An option.', answers: OptionView, versioned: true })
  @Requires('options:read')
  async get(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    return answerOption(call, await namedOption(call, id));
  }
}

/** The option that an id or alias names. */
export async function namedOption(call: NativeCall, id: string): Promise<OptionFacts> {
  const named = await nameOf(call, 'option', id);
  return assertNamed(named, await call.ask(GetOption, { authorId: call.authorId, optionId: named.number }));
}

/** An option as the answer to a request about it alone. */
export async function answerOption(call: NativeCall, option: OptionFacts): Promise<object | undefined> {
  const { authorId, request, reply } = call;
  const product = await call.ask(GetProduct, { authorId, productId: option.productId });
  return tagged(
    request,
    reply,
    tagOf(option.version),
    optionView(option, product),
    isNewest(option.updatedAt, product.updatedAt),
  );
}

/** What a body says of an option, with the option that replaces it as its owner knows it. Throws not_found for one that there is not. [API-REP-05] */
export async function withReplacement<B extends { replacedByOptionId?: string | null }>(call: NativeCall, body: B) {
  const { replacedByOptionId: name, ...others } = body;
  if (name === undefined) return others;
  if (name === null) return { ...others, replacedBy: null };
  const { optionId, uuid } = await namedOption(call, name);
  return { ...others, replacedBy: { optionId, uuid } };
}
