import {
  type LicenseAdded,
  type EventOf,
  type LanePosition,
  type LicenseEvent,
  type RecordedEvent,
  type Source,
} from '@licet/contracts';
import { Consumer, type ConsumerOptions } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Resources } from '../resources.ts';
import { LedgerFinder } from './ledger-finder.ts';
import { type Cause, LicenseTerms } from './license-terms.ts';

type Transaction = Parameters<ConsumerOptions['handle']>[1];
type Changed = Exclude<LicenseEvent, EventOf<typeof LicenseAdded>>['data'];

/** The database ends transactions that do nothing for three seconds; milliseconds. */
const signOfLife = 1000;
const changes = new Set(['LicenseStatusChanged', 'LicenseExpirationChanged', 'LicenseUpdated']);

/**
 * Whenever `licenses` adds or changes a license, then its ledger takes that over, as exactly one event. Nothing is ever skipped: what cannot be
 * taken halts the lane and is tried again. Licenses of a delivery are served side by side, the events of one in their order. [design 4]
 */
@Injectable()
export class FoldTerms implements OnModuleInit {
  readonly #consumer: Consumer;

  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly terms: LicenseTerms,
    private readonly finder: LedgerFinder,
  ) {
    const { host, store } = resources;
    this.#consumer = new Consumer({
      name: 'activations-fold-terms',
      source: 'licenses',
      stream: host.stream,
      pool: store.pool,
      handle: (events, tx) => awake(tx, () => this.handle(events)),
      failure: 'halt',
      logger: host.logger,
    });
  }

  onModuleInit(): void {
    this.resources.consumers.add(this.#consumer);
  }

  /** Whether the ledgers have taken over everything up to a place; waits until the deadline. */
  waitApplied(place: LanePosition, deadline: number): Promise<boolean> {
    return this.#consumer.waitApplied(place, deadline);
  }

  private async handle(events: readonly RecordedEvent[]): Promise<void> {
    const perLicense = new Map<string, RecordedEvent[]>();
    for (const event of events) {
      if (event.type !== 'LicenseAdded' && !changes.has(event.type)) continue;
      perLicense.set(event.streamId, [...(perLicense.get(event.streamId) ?? []), event]);
    }
    await Promise.all([...perLicense.values()].map((ofLicense) => this.inOrder(ofLicense)));
  }

  private async inOrder(events: readonly RecordedEvent[]): Promise<void> {
    for (const event of events) {
      const source: Source = { lane: event.lane, epoch: event.epoch, position: event.position };
      if (event.type === 'LicenseAdded')
        await this.terms.open(event.data as EventOf<typeof LicenseAdded>['data'], source, causeOf(event));
      else await this.change(event.data as Changed, source, causeOf(event));
    }
  }

  /** A change needs a ledger; one that is missing is opened by the owner's word. */
  private async change(changed: Changed, source: Source, cause: Cause): Promise<void> {
    await this.finder.find(changed.licenseId);
    await this.terms.change(changed, source, cause);
  }
}

function causeOf({ metadata }: RecordedEvent): Cause {
  const { actor, via, requestId, correlationId, eventId } = metadata;
  return { actor, via, requestId, correlationId, causationId: eventId };
}

async function awake<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => void tx.query('select').catch(() => undefined), signOfLife);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
