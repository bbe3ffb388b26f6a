import { CreateOption, defaultOption, nativeId } from '@licet/contracts';
import { Post } from '@nestjs/common';
import { mergeSettings } from '../catalog/merge-settings.ts';
import { NativeController, Requires } from '../http/authenticate.ts';
import { tagOf, tagged } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { namedProduct } from '../products/get-product.ts';
import { withReplacement } from './get-option.ts';
import { CreateOptionBody } from './option-body.ts';
import { OptionView, optionView } from './option-view.ts';
import { wholeSettings } from './whole-settings.ts';

@NativeController('options')
export class CreateOptionController {
  /** [API-OPT-01, API-VERB-01] */
  @Post()
  @Operation({
    id: 'createOption',
    summary: 'Creates an option of a product.',
    dryRun: true,
    status: 201,
    answers: OptionView,
    versioned: true,
    problems: ['not_found', 'duplicate', 'transition_not_allowed'],
  })
  @Requires('options:write')
  async create(
    @Call() call: NativeCall,
    @JsonBody(CreateOptionBody) body: CreateOptionBody,
  ): Promise<object | undefined> {
    const { authorId, request, reply } = call;
    const { productId: productName, ...named } = body;
    const product = await namedProduct(call, productName);
    const settings = wholeSettings(mergeSettings(defaultOption, await withReplacement(call, named)));
    const { productId } = product;
    const option = await call.change(CreateOption, { authorId, productId, settings }, { shared: true });
    void reply.header('location', `/api/v1/options/${nativeId('option', option.uuid)}`);
    return tagged(request, reply, tagOf(option.version), optionView(option, product));
  }
}
