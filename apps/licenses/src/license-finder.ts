import { keyOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import { Licenses } from './aggregates.ts';
import { LicenseSets } from './license-sets.ts';
import { LicenseSetSteps } from './policies/license-set-steps.ts';
import { type License, keyClaim } from './domain/license.ts';

/** Finds licenses by number, or by key within a product. */
@Injectable()
export class LicenseFinder {
  constructor(
    private readonly store: EventStore,
    private readonly licenses: Licenses,
    private readonly sets: LicenseSets,
    private readonly steps: LicenseSetSteps,
  ) {}

  async byNumber(licenseId: number): Promise<License | undefined> {
    const { state } = await this.licenses.read(String(licenseId));
    if (state.kind === 'none') return undefined;
    return (await this.#isWhole(state)) ? state : this.byNumber(licenseId);
  }

  /** Nobody is told of a license before its set is there, or taken back: false where something was left to be done. [API-LIC-02] */
  async #isWhole({ setId }: License): Promise<boolean> {
    if (setId === null) return true;
    const { state } = await this.sets.peek(setId);
    if (state.kind === 'set' && state.stage === 'issued') return true;
    await this.steps.finish(setId);
    return false;
  }

  /** Number of the license that holds the key in the product, letter case ignored. [SN-05, UNI-04] */
  async numberOfKey(productId: number, key: string): Promise<number | undefined> {
    const holder = await this.store.holderOf(keyClaim(productId, key));
    return holder === undefined ? undefined : Number(keyOf(holder));
  }

  /** Licenses that hold the key under any product but this one, a few at most. [SL-INFO-46] */
  async ofOtherProducts(productId: number, key: string): Promise<License[]> {
    const { scope, key: text } = keyClaim(productId, key);
    const { rows } = await this.store.pool.query<{ stream_id: string }>({
      name: 'serial_elsewhere',
      text: serialElsewhere,
      values: [text, scope],
    });
    const found = await Promise.all(rows.map((row) => this.byNumber(Number(keyOf(row.stream_id)))));
    return found.filter((license) => license !== undefined);
  }

  /** Numbers of some licenses of the author that hold the key, each under another product. Other authors may hold it as well. */
  async ofAuthor(authorId: number, key: string, most: number): Promise<number[]> {
    const found: number[] = [];
    for (let after = 'serial/'; found.length < most;) {
      // Not named: planned for its values, which are in the index of serial numbers; a plan for any would walk the claims of all products.
      const values = [key.toLowerCase(), after];
      const { rows } = await this.store.pool.query<{ scope: string; stream_id: string }>(serialAnywhere, values);
      const licenses = await Promise.all(rows.map((row) => this.byNumber(Number(keyOf(row.stream_id)))));
      found.push(...licenses.flatMap((license) => (license?.authorId === authorId ? [license.licenseId] : [])));
      const last = rows.at(-1);
      if (!last || rows.length < 100) break;
      after = last.scope;
    }
    return found.slice(0, most);
  }
}

export const serialAnywhere = `select scope, stream_id from claim
  where key = $1 and scope > $2 and scope < 'serial0' order by scope limit 100`;

export const serialElsewhere = `select stream_id from claim
  where key = $1 and scope >= 'serial/' and scope < 'serial0' and scope <> $2 limit 5`;
