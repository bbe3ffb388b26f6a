import type { CallContext, LedgerEvent } from '@licet/contracts';
import { Aggregate, EventStore, type Execution } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import type { LedgerCommand, LedgerContext } from './domain/commands.ts';
import { ledgerDecider } from './domain/ledger.decide.ts';
import { type Ledger, ledgerStateVersion } from './domain/ledger.ts';
import { FactsInMemory } from './replicas/facts-in-memory.ts';

/** Streams `ledger-<license number>`: what is used of a license, decided by one commit at a time. */
@Injectable()
export class Ledgers extends Aggregate<LedgerCommand, Ledger, LedgerEvent, LedgerContext> {
  constructor(
    store: EventStore,
    private readonly facts: FactsInMemory,
  ) {
    super(store, {
      kind: 'ledger',
      decider: ledgerDecider,
      snapshot: { stateVersion: ledgerStateVersion, every: 500 },
      memory: { maxStreams: 50_000 },
    });
  }

  decide(licenseId: number, command: LedgerCommand, call: CallContext): Promise<Execution<Ledger, LedgerEvent>> {
    const context = (now: Date) => this.contextAt(now);
    return this.execute(String(licenseId), command, { call, authorId: authorOf, context });
  }

  contextAt(now: Date): LedgerContext {
    return { now: now.toISOString(), facts: this.facts };
  }
}

const authorOf = (command: LedgerCommand, ledger: Ledger): number | null =>
  ledger.kind === 'open' ? ledger.terms.authorId : command.type === 'open' ? command.added.authorId : null;
