import { comparePositions } from '@licet/contracts';
import { inTransaction, isTransient, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Resources } from '../resources.ts';
import { LicenseOwner } from './license-owner.ts';
import { LicenseTerms } from './license-terms.ts';
import { StaleLicenses } from './stale-licenses.ts';

/** Between two attempts; milliseconds. */
const pause = 30_000;

/**
 * Takes over after all what stale ledgers lack, from the owner's record, in order: at the start of the service, when newer code may be able to,
 * and from time to time. Several processes may try at once. [design 4]
 */
@Injectable()
export class MendLicenses implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #mending: Promise<void> | undefined;
  #closing = false;

  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly stale: StaleLicenses,
    private readonly owner: LicenseOwner,
    private readonly terms: LicenseTerms,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.mendAll(), pause);
    void this.mendAll();
  }

  async onModuleDestroy(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#timer);
    await this.#mending;
  }

  mendAll(): Promise<void> {
    this.#mending ??= this.#mendAll().finally(() => (this.#mending = undefined));
    return this.#mending;
  }

  async #mendAll(): Promise<void> {
    const { logger } = this.resources.host;
    try {
      for (const licenseId of await this.stale.all()) if (!this.#closing) await this.#tryToMend(licenseId);
      await this.stale.all();
    } catch (error) {
      logger.warn({ err: error }, 'stale licenses cannot be read');
    }
  }

  async #tryToMend(licenseId: number): Promise<void> {
    const { store, host } = this.resources;
    try {
      await inTransaction(store.pool, (tx) => keepAwake(tx, () => this.#mend(tx, licenseId)));
    } catch (error) {
      host.logger[isTransient(error) ? 'warn' : 'error']({ err: error, licenseId }, `license ${licenseId} stays stale`);
    }
  }

  /** The row is locked before the owner is asked, so that the policy adds nothing to it that the answer does not tell. */
  async #mend(tx: Parameters<StaleLicenses['lock']>[0], licenseId: number): Promise<void> {
    const last = await this.stale.lock(tx, licenseId);
    const license = last && (await this.owner.license(licenseId));
    if (!license) return;
    const reached = license.later.at(-1)?.at ?? license.at;
    if (comparePositions(reached, last) < 0) return;
    await this.terms.mend(license, reached);
    await this.stale.clear(tx, licenseId);
    this.resources.host.logger.info({ licenseId }, `license ${licenseId} is mended`);
  }
}
