import { isDry } from '@licet/dry-run';
import {
  type LicenseAdded,
  type EventOf,
  keyOf,
  type LanePosition,
  type RecordedEvent,
  type Source,
} from '@licet/contracts';
import { Consumer, type ConsumerOptions, isTransient, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Resources } from '../resources.ts';
import { LedgerFinder } from './ledger-finder.ts';
import { type Changed, LicenseTerms, causeOf, sourceOf } from './license-terms.ts';
import { LicenseStale, StaleLicenses, type Untaken } from './stale-licenses.ts';

type Transaction = Parameters<ConsumerOptions['handle']>[1];

const taken = new Set([
  'LicenseAdded',
  'LicenseStatusChanged',
  'LicenseExpirationChanged',
  'LicenseUpdated',
  'LicensePurged',
]);

/**
 * Whenever `licenses` adds, changes or purges a license, then its ledger takes that over, as exactly one event. Nothing is ever skipped: what cannot be
 * taken makes its license stale until it is mended, and others go on; broken infrastructure and unknown versions halt the lane. Licenses of a delivery are served side by side, the events of one in their order. [design 4]
 */
@Injectable()
export class FoldTerms implements OnModuleInit {
  readonly #consumer: Consumer;

  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly terms: LicenseTerms,
    private readonly finder: LedgerFinder,
    private readonly stale: StaleLicenses,
  ) {
    const { host, store } = resources;
    this.#consumer = new Consumer({
      name: 'activations-fold-terms',
      source: 'licenses',
      stream: host.stream,
      pool: store.pool,
      concerns: ({ type }) => taken.has(type),
      handle: (events, tx) => keepAwake(tx, () => this.handle(events, tx)),
      failure: 'halt',
      logger: host.logger,
    });
  }

  onModuleInit(): void {
    this.resources.consumers.add(this.#consumer);
  }

  /** Whether the ledgers have taken over everything up to a place; waits until the deadline. */
  async waitApplied(place: LanePosition, deadline: number): Promise<boolean> {
    return isDry(place) || this.#consumer.waitApplied(place, deadline);
  }

  private async handle(events: readonly RecordedEvent[], tx: Transaction): Promise<void> {
    const perLicense = new Map<number, RecordedEvent[]>();
    for (const event of events) {
      const licenseId = Number(keyOf(event.streamId));
      perLicense.set(licenseId, [...(perLicense.get(licenseId) ?? []), event]);
    }
    const stale = await this.stale.among(tx, [...perLicense.keys()]);
    const left = await Promise.all(
      [...perLicense].map(([licenseId, ofLicense]) =>
        isPurged(ofLicense)
          ? this.close(licenseId, ofLicense)
          : this.inOrder(licenseId, ofLicense, stale.has(licenseId)),
      ),
    );
    for (const [licenseId, ofLicense] of perLicense)
      if (isPurged(ofLicense) && stale.has(licenseId)) await this.stale.clear(tx, licenseId);
    for (const missing of left) if (missing) await this.leaveOut(missing, tx);
  }

  /** Whatever else is told of a license that is deleted for good, or was missed before, matters to nobody. [JOB-03] */
  private async close(licenseId: number, events: readonly RecordedEvent[]): Promise<undefined> {
    const last = events.at(-1);
    if (last) await this.terms.close(licenseId, sourceOf(last), causeOf(last));
  }

  /** Answers what could not be taken: the first such event, and all behind it. */
  private async inOrder(
    licenseId: number,
    events: readonly RecordedEvent[],
    isStale: boolean,
  ): Promise<Untaken | undefined> {
    if (isStale) return untaken(licenseId, events, 'an earlier one is missing');
    for (const [i, event] of events.entries()) {
      try {
        await this.take(event);
      } catch (error) {
        if (isTransient(error) && !(error instanceof LicenseStale)) throw error;
        const { lane, epoch, position, type } = event;
        const { logger } = this.resources.host;
        logger.error({ err: error, licenseId, lane, epoch, position, type }, `license ${licenseId} is stale`);
        return untaken(licenseId, events.slice(i), error instanceof Error ? error.message : 'not an error');
      }
    }
    return undefined;
  }

  /** In the ledger first, so that no process decides any more once the position is behind the event. */
  private async leaveOut(missing: Untaken, tx: Transaction): Promise<void> {
    await this.terms.markStale(missing.licenseId, missing.first);
    await this.stale.mark(tx, missing);
  }

  private async take(event: RecordedEvent): Promise<void> {
    const source = sourceOf(event);
    if (event.type === 'LicenseAdded')
      await this.terms.open(event.data as EventOf<typeof LicenseAdded>['data'], source, causeOf(event));
    else await this.change(event.data as Changed, source, causeOf(event));
  }

  /** A change needs a ledger; one that is missing is opened by the owner's word. */
  private async change(changed: Changed, source: Source, cause: ReturnType<typeof causeOf>): Promise<void> {
    await this.finder.find(changed.licenseId);
    await this.terms.change(changed, source, cause);
  }
}

/** A purge is the last that is told of a license. */
const isPurged = (events: readonly RecordedEvent[]): boolean => events.at(-1)?.type === 'LicensePurged';

function untaken(licenseId: number, events: readonly RecordedEvent[], reason: string): Untaken | undefined {
  const [first, last] = [events[0], events.at(-1)];
  return first && last && { licenseId, first: sourceOf(first), last: sourceOf(last), reason };
}
