import { CreateProductUpdate, nativeId } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { tagOf, tagged } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { namedProduct } from '../products/get-product.ts';
import { CreateUpdateBody, changesOf } from './update-body.ts';
import { UpdateView, updateView } from './update-view.ts';

@NativeController('products/:id/updates')
export class CreateUpdateController {
  /** [API-PRD-07, API-VERB-01] */
  @Post()
  @Operation({
    id: 'createUpdate',
    summary: 'Creates an update of a product.',
    dryRun: true,
    status: 201,
    answers: UpdateView,
    versioned: true,
    problems: ['duplicate', 'quota_exceeded'],
  })
  @Requires('products:write')
  async create(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(CreateUpdateBody) body: CreateUpdateBody,
  ): Promise<object | undefined> {
    const { authorId, request, reply } = call;
    const product = await namedProduct(call, id);
    const { productId, uuid } = product;
    const { changes, password = null } = changesOf(body);
    const { name, latestVersion } = body;
    const settings = { ...changes, name, latestVersion, messages: present(changes.messages ?? {}) };
    const update = await call.change(CreateProductUpdate, { authorId, productId, settings, password });
    const path = `${nativeId('product', uuid)}/updates/${nativeId('update', update.uuid)}`;
    void reply.header('location', `/api/v1/products/${path}`);
    return tagged(request, reply, tagOf(update.version), updateView(update, product));
  }
}

const present = (messages: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(messages).filter((entry): entry is [string, string] => entry[1] !== null));
