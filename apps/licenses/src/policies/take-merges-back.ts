import { type RecordedEvent, keyOf, kindOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Consumer, concerning, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Movable, MovedByMerges, movedFrom } from '../replicas/moved-by-merges.ts';
import { Resources } from '../resources.ts';
import { InvoicesOfCustomers } from './invoices-of-customers.ts';
import { LicensesOfCustomers } from './licenses-of-customers.ts';

/**
 * Whenever a merge has moved something, then it is noted, and goes back where that merge, or one further on in the chain, was taken back meanwhile:
 * what is noted is committed before it is asked whose it should be, as `FollowRegistrations` does it the other way round. [API-CUS-04]
 */
@Injectable()
export class TakeMergesBack implements OnModuleInit {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly store: EventStore,
    private readonly moved: MovedByMerges,
    private readonly licenses: LicensesOfCustomers,
    private readonly invoices: InvoicesOfCustomers,
  ) {}

  onModuleInit(): void {
    const { host, own, consumers } = this.resources;
    consumers.add(
      new Consumer({
        name: 'licenses-take-merges-back',
        source: 'licenses',
        stream: own,
        pool: this.store.pool,
        ...concerning(isMoveOrEnd, (events, tx) => keepAwake(tx, () => this.#handle(events))),
        failure: 'halt',
        logger: host.logger,
      }),
    );
  }

  async #handle(events: readonly RecordedEvent[]): Promise<void> {
    const moves = events.flatMap(moveTold);
    await this.moved.note(moves);
    for (const { type, streamId } of events)
      if (ends.has(type)) await this.moved.forget(kindOf(streamId) as Movable, Number(keyOf(streamId)));
    for (const { kind, id } of moves) await this.#back[kind](id);
  }

  readonly #back: Record<Movable, (id: number) => Promise<void>> = {
    license: (id) => this.licenses.giveBack(id, {}),
    invoice: (id) => this.invoices.giveBack(id, {}),
  };
}

const ends = new Set(['LicensePurged', 'InvoiceAbandoned', 'InvoiceRemoved']);
const movable = new Set(['license', 'invoice']);

const isMoveOrEnd = (event: RecordedEvent): event is RecordedEvent =>
  ends.has(event.type) || moveTold(event).length > 0;

function moveTold(event: RecordedEvent): { kind: Movable; from: number; id: number }[] {
  const [kind, id] = [kindOf(event.streamId) as Movable, Number(keyOf(event.streamId))];
  const from = movable.has(kind) ? movedFrom(kind, id, event) : undefined;
  return from === undefined ? [] : [{ kind, from, id }];
}
