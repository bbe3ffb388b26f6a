import type { CallContext, LicenseEvent, ProductEvent, RecordedEvent } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Consumer, type ConsumerOptions, concerning } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Resources } from '../resources.ts';

type Transaction = Parameters<ConsumerOptions['handle']>[1];
/** Whoever said that a product is sold from now on. */
export type Cause = Pick<CallContext, 'actor' | 'via' | 'requestId' | 'correlationId'>;

/** A license that goes with the end of the trying out of its product. */
export interface Leaving {
  licenseId: number;
  authorId: number;
  productId: number;
  eventId: string;
  cause: Cause;
}

/**
 * Licenses that were issued while their product was being tried out, from this service's own record. Either may be heard of first: that of a
 * license, or that its product is sold. [DNA-MODE-06]
 */
@Injectable()
export class Tryouts implements OnModuleInit {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly store: EventStore,
  ) {}

  onModuleInit(): void {
    const { host, own, consumers } = this.resources;
    consumers.add(
      new Consumer({
        name: 'licenses-tryouts',
        source: 'licenses',
        stream: own,
        pool: this.store.pool,
        failure: 'halt',
        logger: host.logger,
        ...concerning(isTold, (events, tx) => this.#follow(events, tx)),
      }),
    );
  }

  /** Numbers of licenses of a product that is being tried out, in order. */
  async of(productId: number): Promise<number[]> {
    const { rows } = await this.store.pool.query<{ license_id: number }>(ofProduct, [productId]);
    return rows.map((row) => row.license_id);
  }

  /** Some of the licenses behind this one that are to go, in order, kept from everybody else until the transaction ends. */
  async leaving(tx: Transaction, behind: number, most: number): Promise<Leaving[]> {
    return (await tx.query<Leaving>(someLeaving, [behind, most])).rows;
  }

  /** They are dealt with. */
  async settled(tx: Transaction, licenseIds: readonly number[]): Promise<void> {
    await tx.query(forget, [licenseIds]);
  }

  async #follow(events: readonly Told[], tx: Transaction): Promise<void> {
    for (const event of events) {
      switch (event.type) {
        case 'LicenseAdded': {
          const { licenseId, productId, authorId } = event.data;
          await tx.query(insertLicense, [licenseId, productId, authorId]);
          break;
        }
        case 'LicensePurged':
          await tx.query(forget, [[event.data.licenseId]]);
          break;
        case 'ProductUpdated': {
          const { actor, via, requestId, correlationId, eventId } = event.metadata;
          const cause: Cause = { actor, via, requestId, correlationId };
          const { productId, clears } = event.data;
          await tx.query(insertProduct, [productId, clears !== true, eventId, JSON.stringify(cause)]);
          await tx.query(forgetKept);
          break;
        }
      }
    }
  }
}

type Told = RecordedEvent &
  (
    | Extract<LicenseEvent, { type: 'LicenseAdded' | 'LicensePurged' }>
    | Extract<ProductEvent, { type: 'ProductUpdated' }>
  );

function isTold(event: RecordedEvent): event is Told {
  const told = event as RecordedEvent & (LicenseEvent | ProductEvent);
  if (told.type === 'LicenseAdded') return told.data.tryout === true;
  return told.type === 'LicensePurged' || (told.type === 'ProductUpdated' && told.data.changes.mode === 'active');
}

const ofProduct = 'select license_id from tryout_license where product_id = $1 order by license_id';
const insertLicense = 'insert into tryout_license values ($1, $2, $3) on conflict (license_id) do nothing';
const insertProduct = 'insert into tried_out_product values ($1, $2, $3, $4) on conflict (product_id) do nothing';
const forget = 'delete from tryout_license where license_id = any ($1)';
const forgetKept =
  'delete from tryout_license t using tried_out_product p where p.keeps and p.product_id = t.product_id';
export const someLeaving = `select t.license_id as "licenseId", t.author_id as "authorId", t.product_id as "productId",
    p.event_id as "eventId", p.cause
  from tried_out_product p join tryout_license t using (product_id) where not p.keeps and t.license_id > $1
  order by t.license_id limit $2 for update of t skip locked`;
