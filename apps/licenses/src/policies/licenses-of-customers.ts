import {
  type CallContext,
  type EventOf,
  type LanePosition,
  type LicenseeRegistered,
  type Sealed,
  commandIdOf,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { systemContext } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { Licenses } from '../aggregates.ts';
import type { License } from '../domain/license.ts';
import type { TakeRegistrationCommand } from '../domain/take-registration.ts';
import { MergedCustomers } from '../replicas/merged-customers.ts';
import { MovedByMerges, moveCommand } from '../replicas/moved-by-merges.ts';

type Cause = Partial<CallContext>;

const patience = 30_000; // milliseconds

/**
 * Takes into licenses what `customers` decides about them. Command ids come from the cause, so that each takes effect once, however often
 * it is brought. [design 3, processes]
 */
@Injectable()
export class LicensesOfCustomers {
  constructor(
    private readonly store: EventStore,
    private readonly licenses: Licenses,
    private readonly vault: Vault,
    private readonly merged: MergedCustomers,
    private readonly moved: MovedByMerges,
  ) {}

  /** The licensee, sealed anew under the key of the license. [SL-REG-27] */
  async nameLicensee(told: EventOf<typeof LicenseeRegistered>['data'], at: LanePosition, cause: Cause): Promise<void> {
    const { licenseId, licensee } = told;
    const license = await this.#license(licenseId);
    if (!license) return;
    const [licenseeName, licenseeEmail] = await Promise.all([
      this.#resealed(license, license.licenseeName, licensee.name),
      this.#resealed(license, license.licenseeEmail, licensee.email),
    ]);
    const changes = {
      ...(licenseeName !== undefined && { licenseeName }),
      ...(licenseeEmail !== undefined && { licenseeEmail }),
    };
    await this.#take(license, changes, commandIdOf(`customers:${at.lane}:${at.epoch}:${at.position}`), cause);
  }

  /** The first customer of a license that had none. [UNI-78] */
  async give(licenseId: number, customerId: number, cause: Cause): Promise<void> {
    const license = await this.#license(licenseId);
    const changes = { customerId: { before: null, after: customerId } };
    if (license) await this.#take(license, changes, commandIdOf(`first-customer:${licenseId}:${customerId}`), cause);
  }

  /** Every license that still is a retired customer's. [SL-REG-30] */
  async moveAll(fromId: number, cause: Cause): Promise<void> {
    const { rows } = await this.store.pool.query<{ license_id: number }>({
      name: 'licenses_of_customer',
      text: licensesOfCustomer,
      values: [fromId],
    });
    for (const row of rows) await this.move(row.license_id, cause);
  }

  /** Gives the license to whoever its customer was merged into; nothing for a customer who stands for himself. */
  async move(licenseId: number, cause: Cause): Promise<void> {
    const license = await this.#license(licenseId);
    if (!license?.customerId) return;
    const after = await this.merged.standing(license.customerId);
    if (after === license.customerId) return;
    await this.#give(license, license.customerId, after, cause);
  }

  /** Every license that a merge took from a customer, as far as it still is where merges brought it. [API-CUS-04] */
  async giveBackAll(fromId: number, cause: Cause): Promise<void> {
    for (const licenseId of await this.moved.from('license', fromId)) await this.giveBack(licenseId, cause);
  }

  /** Gives the license to whoever stands for the customer whom somebody gave it to last; once more where a merge is faster. */
  async giveBack(licenseId: number, cause: Cause): Promise<void> {
    for (let done = false; !done;) {
      const license = await this.#license(licenseId);
      const origin = await this.moved.origin('license', licenseId);
      if (!license?.customerId || origin === null) return;
      const after = await this.merged.standing(origin);
      done = after === license.customerId || (await this.#give(license, license.customerId, after, cause));
    }
  }

  /** Its customer was deleted for good in the moment that it was given to him: it has none from now on. [TEST-08] */
  async leave(licenseId: number, customerId: number): Promise<void> {
    const license = await this.#license(licenseId);
    if (license?.customerId !== customerId) return;
    const changes = { customerId: { before: customerId, after: null } };
    await this.#take(license, changes, commandIdOf(`customer-gone:${licenseId}:${license.version}`), {});
  }

  #give(license: License, before: number, after: number, cause: Cause): Promise<boolean> {
    const { licenseId, version } = license;
    const changes = { customerId: { before, after } };
    return this.#take(license, changes, moveCommand('license', licenseId, before, version), cause);
  }

  /** False where the license has moved on meanwhile. */
  async #take(
    license: License,
    changes: TakeRegistrationCommand['changes'],
    commandId: string,
    cause: Cause,
  ): Promise<boolean> {
    if (Object.keys(changes).length === 0) return false;
    const { authorId, licenseId } = license;
    const command = { type: 'TakeRegistration' as const, request: { authorId, licenseId }, changes };
    const { actor, via, requestId, correlationId } = { ...systemContext('licenses', patience), ...cause };
    const known = { actor, via, requestId, correlationId, commandId };
    const execution = await this.licenses.decide(licenseId, command, systemContext('licenses', patience, known));
    if (execution.kind !== 'accepted') throw new Error(`License ${licenseId} does not take what customers decided.`);
    return execution.events.length > 0;
  }

  async #license(licenseId: number): Promise<License | undefined> {
    const { state } = await this.licenses.read(String(licenseId));
    return state.kind === 'license' ? state : undefined;
  }

  /** Undefined where nothing was told, the text is the same, or its key was destroyed meanwhile. */
  async #resealed(
    { licenseId }: License,
    before: Sealed | null,
    told: Sealed | null | undefined,
  ): Promise<Sealed | null | undefined> {
    if (told === undefined || (told === null && before === null)) return undefined;
    if (told === null) return null;
    const [text, present] = await Promise.all([
      this.vault.open(told),
      before === null ? null : this.vault.open(before),
    ]);
    if (text === null || text === present) return undefined;
    return this.vault.seal(this.vault.subject(`license-${licenseId}`), text);
  }
}

export const licensesOfCustomer = 'select license_id from license_customer where customer_id = $1 order by license_id';
