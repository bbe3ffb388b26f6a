import { GetCustomData, noCustomData, reactivationState, unifiedStatus } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { type LicenseReading, readLicense } from '../../shared/license-reading.ts';
import { isNewest, tagOf, tagged } from '../http/etag.ts';
import type { NativeCall } from '../http/native-call.ts';
import { Problem } from '../http/problem.ts';
import { assertNamed, nameOf } from '../http/resource-id.ts';
import { CustomerIds } from './customer-ids.ts';
import { licenseView } from './license-view.ts';

/** Finds the license that a request is about, and tells it. */
@Injectable()
export class LicenseAnswers {
  readonly #customers: CustomerIds;

  constructor(customers: CustomerIds) {
    this.#customers = customers;
  }

  /** The license that an id or alias names. To a test key live licenses are unknown. [API-REP-05, API-KEY-06] */
  async named(call: NativeCall, id: string): Promise<LicenseReading> {
    const named = await nameOf(call, 'license', id);
    const reading = await this.read(call, named.number);
    assertNamed(named, reading.license);
    return reading;
  }

  async read(call: NativeCall, licenseId: number): Promise<LicenseReading> {
    const reading = await call.waited.during(
      readLicense(call.gateway.bus, call.authorId, { licenseId }, call.context()),
    );
    if (!reading || !call.sees(reading.license)) throw new Problem('not_found');
    return reading;
  }

  /** The license as the native API shows it. */
  async view(call: NativeCall, reading: LicenseReading): Promise<object> {
    const { license } = reading;
    const [customer, distributor, customData] = await Promise.all([
      this.#customers.of(call, license),
      this.#customers.of(call, { customerId: license.distributorId }),
      license.hasCustomData
        ? call.ask(GetCustomData, { authorId: call.authorId, licenseId: license.licenseId })
        : noCustomData,
    ]);
    const view = licenseView(reading, { customer, distributor }, customData);
    return call.customerId === null ? view : { ...view, ...ofTheAuthor };
  }

  /** The license as the answer to a request about it alone, tagged by both of its versions. [API-ETAG-01] */
  async answer(call: NativeCall, reading: LicenseReading, more: object = {}): Promise<object | undefined> {
    const { license, ledger } = reading;
    const { request, reply } = call;
    const view = { ...(await this.view(call, reading)), ...more };
    return tagged(
      request,
      reply,
      tagOf(license.version, ledger.version),
      view,
      isToldByVersions(reading) && !('customer' in more),
    );
  }
}

/** What its author notes for himself is not for customers. [API-USR-05] */
const ofTheAuthor = { notes: '', statusNote: '' };

/**
 * Whether the versions of a license say all that is shown of it: neither option nor product has changed
 * since, nor has time done anything, to balances and re-activations neither; of its invoice it is not known. [API-ETAG-02]
 */
function isToldByVersions({ license, ledger, status }: LicenseReading): boolean {
  const { option, product, invoice, updatedAt } = license;
  if (ledger.balances.some(({ refillDays }) => refillDays !== null)) return false;
  if (invoice || !isNewest(updatedAt, option.updatedAt, product.updatedAt)) return false;
  const then = new Date(updatedAt);
  const { reactivation } = license.settings;
  const reactivations = (at: Date) => reactivationState(reactivation, license, ledger.reactivations, at);
  if (!isDeepStrictEqual(reactivations(then), reactivations(new Date()))) return false;
  const before = unifiedStatus({ license, ledger, option: license.settings, product: product.settings, now: then });
  return isDeepStrictEqual(before, status);
}
