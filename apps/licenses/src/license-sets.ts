import type { CallContext, LicenseSetEvent } from '@licet/contracts';
import { Aggregate, EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import { contextOf } from './aggregates.ts';
import type { DecisionContext } from './domain/caller.ts';
import { type LicenseSetCommand, type LicenseSetState, licenseSetDecider } from './domain/license-set.ts';

/** Streams `licenseSet-<command id>`: whoever sends the command again finds the set that it has made. */
@Injectable()
export class LicenseSets extends Aggregate<LicenseSetCommand, LicenseSetState, LicenseSetEvent, DecisionContext> {
  constructor(store: EventStore) {
    super(store, { kind: 'licenseSet', decider: licenseSetDecider, memory: { maxStreams: 500 } });
  }

  decide(setId: string, command: LicenseSetCommand, call: CallContext) {
    return this.execute(setId, command, {
      call,
      authorId: () => command.request.authorId,
      context: (now) => contextOf(call, now),
    });
  }
}
