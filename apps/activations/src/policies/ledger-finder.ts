import { Inject, Injectable } from '@nestjs/common';
import type { ServiceResources } from '@licet/service-kit';
import { KeyDestroyed } from '@licet/vault';
import { keyOf, licenseOfToken } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { isTransient } from '@licet/event-stream';
import { serialClaim } from '../domain/fold-terms.ts';
import { type Ledger, type OpenLedger, isClosed } from '../domain/ledger.ts';
import { Ledgers } from '../ledgers.ts';
import { FactsInMemory } from '../replicas/facts-in-memory.ts';
import { Resources } from '../resources.ts';
import { LicenseOwner } from './license-owner.ts';
import { LicenseTerms } from './license-terms.ts';
import { LicenseStale, StaleLicenses } from './stale-licenses.ts';

/**
 * Finds the ledger that a call concerns, as it is in memory: for preparing a decision. What is not here is asked of the owner of licenses, who
 * alone says unknown. Throws `ServiceUnavailable` when nobody can say. [design 4]
 */
@Injectable()
export class LedgerFinder {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly store: EventStore,
    private readonly ledgers: Ledgers,
    private readonly owner: LicenseOwner,
    private readonly terms: LicenseTerms,
    private readonly facts: FactsInMemory,
    private readonly stale: StaleLicenses,
  ) {}

  async find(licenseId: number): Promise<OpenLedger | undefined> {
    const { state } = await this.ledgers.peek(String(licenseId));
    if (isClosed(state)) return undefined;
    const known = openOnly({ state });
    if (known && (await this.terms.foresee(licenseId))) return openOnly(await this.ledgers.read(String(licenseId)));
    if (known) return this.unlessErased(known);
    // What the policy has left out may be more than the owner's answer shows to this process.
    if (await this.stale.has(licenseId)) throw new LicenseStale(licenseId);
    return this.toldByOwner(licenseId);
  }

  /** Without its key nothing can be prepared: the license was purged, and this process has not heard of it. [JOB-12] */
  private async unlessErased(ledger: OpenLedger): Promise<OpenLedger | undefined> {
    const { vault } = this.resources;
    try {
      await vault.ensureKeys([vault.subject(`ledger-${ledger.licenseId}`)]);
      return ledger;
    } catch (error) {
      if (!(error instanceof KeyDestroyed)) throw error;
      return openOnly(await this.ledgers.read(String(ledger.licenseId)));
    }
  }

  /** With all that the owner has told up to now. Throws `LicenseStale` when that cannot be taken over. */
  private async toldByOwner(licenseId: number): Promise<OpenLedger | undefined> {
    const license = await this.owner.license(licenseId);
    if (!license) return undefined;
    await this.terms.catchUp(license).catch((error: unknown) => {
      throw isTransient(error) ? error : new LicenseStale(licenseId, { cause: error });
    });
    // Confirmed by the record: the policy of another process may have been first.
    return openOnly(await this.ledgers.read(String(licenseId)));
  }

  /** By an InstallationID; it names its license inside. [SA-ACT-35] */
  findByToken(token: string): Promise<OpenLedger | undefined> {
    const licenseId = licenseOfToken(token);
    return licenseId === undefined ? Promise.resolve(undefined) : this.find(licenseId);
  }

  /**
   * By serial number or key: within the products named, the first listed one counts; else within the other products of the account, for
   * which the answer is 5010. [SA-ACT-08, SA-ACT-88]
   */
  async findBySerial(key: string, productIds: readonly number[], authorId: number): Promise<OpenLedger | undefined> {
    const own = this.facts.productsOf(authorId);
    const listed = productIds.filter((id) => own.includes(id) || !this.facts.product(id));
    const here = await this.holder(key, listed);
    if (here !== undefined) return this.find(here);
    // A change that gave the key to the license may be on its way: what its owner knows counts.
    const there = await this.holderAtOwner(key, listed);
    if (there !== undefined) return (await this.find(there)) && this.toldByOwner(there);
    const licenseId = await this.holder(
      key,
      own.filter((id) => !listed.includes(id)),
    );
    return licenseId === undefined ? undefined : this.find(licenseId);
  }

  private async holder(key: string, productIds: readonly number[]): Promise<number | undefined> {
    const streams = await Promise.all(productIds.map((id) => this.store.holderOf(serialClaim(id, key))));
    const first = streams.find((stream) => stream !== undefined);
    return first === undefined ? undefined : Number(keyOf(first));
  }

  private async holderAtOwner(key: string, productIds: readonly number[]): Promise<number | undefined> {
    const holders = await Promise.all(productIds.map((id) => this.owner.holderOf(id, key)));
    return holders.find((licenseId) => licenseId !== undefined);
  }
}

const openOnly = ({ state }: { state: Ledger }): OpenLedger | undefined => (state.kind === 'open' ? state : undefined);
