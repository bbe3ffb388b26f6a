import type { CallContext, SerialsEvent } from '@licet/contracts';
import { Aggregate, EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import { contextOf } from './aggregates.ts';
import type { DecisionContext } from './domain/caller.ts';
import { type SerialsCommand, serialsDecider } from './domain/serials.decide.ts';
import type { SerialListState } from './domain/serials.ts';

/** Streams `serials-<product>`. Lists may be long, so few are kept in memory. */
@Injectable()
export class Serials extends Aggregate<SerialsCommand, SerialListState, SerialsEvent, DecisionContext> {
  constructor(store: EventStore) {
    super(store, { kind: 'serials', decider: serialsDecider, memory: { maxStreams: 50 } });
  }

  decide(productId: number, command: SerialsCommand, call: CallContext) {
    return this.execute(String(productId), command, {
      call,
      authorId: () => command.request.authorId,
      context: (now) => contextOf(call, now),
    });
  }
}
