import type { CallContext, RenewalEvent } from '@licet/contracts';
import { Aggregate, EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import { contextOf } from './aggregates.ts';
import type { DecisionContext } from './domain/caller.ts';
import { type RenewalCommand, renewalDecider } from './domain/renewal.decide.ts';
import type { RenewalState } from './domain/renewal.ts';

/** Streams `renewal-<n>`. */
@Injectable()
export class Renewals extends Aggregate<RenewalCommand, RenewalState, RenewalEvent, DecisionContext> {
  constructor(store: EventStore) {
    super(store, { kind: 'renewal', decider: renewalDecider });
  }

  decide(renewalId: number, command: RenewalCommand, call: CallContext) {
    return this.execute(String(renewalId), command, {
      call,
      authorId: () => command.request.authorId,
      context: (now) => contextOf(call, now),
    });
  }
}
