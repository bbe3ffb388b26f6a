import { UpdateProduct } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion, tagOf, tagged } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { namedProduct } from './get-product.ts';
import { ProductView, productView } from './product-view.ts';
import { TransitionProductBody } from './transition-product-body.ts';

@NativeController('products')
export class TransitionProductController {
  /** Banning stops all licenses at once and changes none; lifting lets them go on. [API-PRD-03, API-PRD-04, API-VERB-03] */
  @Post(':id/transitions')
  @Operation({
    id: 'transitionProduct',
    summary: 'Changes the status or the mode of a product.',
    dryRun: true,
    answers: ProductView,
    versioned: true,
    problems: ['transition_not_allowed', 'parameter_missing'],
  })
  @Requires('products:write')
  async transition(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(TransitionProductBody) body: TransitionProductBody,
  ): Promise<object | undefined> {
    refuseBoth(body);
    refuseCount(body);
    const { to, mode, note = '' } = body;
    const { authorId, request, reply } = call;
    const { productId, version } = await namedProduct(call, id);
    const changes = { ...(to && { status: to }), ...(mode && { mode }) };
    const clears = body.keepLicenses === false && { clears: body.licenses ?? null };
    const change = {
      authorId,
      productId,
      changes,
      note,
      ...clears,
      expectedVersion: expectedVersion(request, version),
    };
    const product = await call.change(UpdateProduct, change, { shared: true });
    return tagged(request, reply, tagOf(product.version), productView(product));
  }
}

/** Only who has licenses deleted says how many. [DNA-MODE-06] */
function refuseCount({ licenses, keepLicenses }: TransitionProductBody): void {
  if (licenses === undefined || keepLicenses === false) return;
  const offense = { pointer: '/licenses', code: 'invalid' as const, detail: 'goes with `keepLicenses: false`' };
  throw new Problem('parameter_invalid', undefined, { errors: [offense] });
}

/** A transition is from one value to another: each is told on its own in the product's past. [API-VERB-03] */
function refuseBoth({ to, mode }: TransitionProductBody): void {
  if (to === undefined || mode === undefined) return;
  const offense = {
    pointer: '/mode',
    code: 'invalid' as const,
    detail: 'is changed by a call of its own, without `to`',
  };
  throw new Problem('parameter_invalid', undefined, { errors: [offense] });
}
