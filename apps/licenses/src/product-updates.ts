import type { CallContext, ProductUpdateEvent } from '@licet/contracts';
import { Aggregate, EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import { contextOf } from './aggregates.ts';
import type { DecisionContext } from './domain/caller.ts';
import { type ProductUpdateCommand, productUpdatesDecider } from './domain/product-updates.decide.ts';
import type { ProductUpdatesState } from './domain/product-updates.ts';

/** Streams `updates-<product>`. */
@Injectable()
export class ProductUpdatesOf extends Aggregate<
  ProductUpdateCommand,
  ProductUpdatesState,
  ProductUpdateEvent,
  DecisionContext
> {
  constructor(store: EventStore) {
    super(store, { kind: 'updates', decider: productUpdatesDecider });
  }

  decide(productId: number, command: ProductUpdateCommand, call: CallContext) {
    return this.execute(String(productId), command, {
      call,
      authorId: () => command.request.authorId,
      context: (now) => contextOf(call, now),
    });
  }
}
