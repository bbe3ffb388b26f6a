import { ServiceUnavailable } from '@licet/command-bus';
import { type LicenseFacts, type RequestOf, UpdateLicense, unifiedStatus } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import type { LicenseReading } from '../../shared/license-reading.ts';
import { mayHaveChangedIt, tagOf, versionsIn, wantedTags } from '../http/etag.ts';
import type { NativeCall } from '../http/native-call.ts';
import { Problem } from '../http/problem.ts';
import { LicenseAnswers } from './license-answers.ts';

type Changes = NonNullable<RequestOf<typeof UpdateLicense>['changes']>;

/** Changes licenses by one command each, and reads them as they are then. */
@Injectable()
export class ChangeLicense {
  readonly #licenses: LicenseAnswers;

  constructor(licenses: LicenseAnswers) {
    this.#licenses = licenses;
  }

  async update(call: NativeCall, before: LicenseReading, changes: Changes): Promise<LicenseReading> {
    const { licenseId } = before.license;
    const expected = expectedVersion(call, before);
    const request = { authorId: call.authorId, licenseId, changes, ...expected };
    return this.after(call, before, await this.guarded(call, licenseId, () => call.change(UpdateLicense, request)));
  }

  /** A conflict tells the whole tag that holds: only its first part is compared. [API-ETAG-03] */
  async guarded<T>(call: NativeCall, licenseId: number, change: () => Promise<T>): Promise<T> {
    try {
      return await change();
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'version_conflict') throw error;
      throw conflict(await this.#licenses.read(call, licenseId));
    }
  }

  /** What is used of it as it is told now, or as it was told just before where nobody can tell any more: the change is durable. [API-VERB-08] */
  async after(call: NativeCall, before: LicenseReading, license: LicenseFacts): Promise<LicenseReading> {
    try {
      return await this.#licenses.read(call, license.licenseId);
    } catch (error) {
      if (!(error instanceof ServiceUnavailable)) throw error;
      const { ledger } = before;
      const { settings: option } = license;
      const { settings: product } = license.product;
      return { license, ledger, status: unifiedStatus({ license, ledger, option, product, now: new Date() }) };
    }
  }
}

/** `If-Match` names both versions of a license, and a change by staff minds the first: a check-in never spoils an edit. [API-ETAG-03] */
export function expectedVersion({ request }: NativeCall, reading: LicenseReading): { expectedVersion?: number } {
  const wanted = wantedTags(request);
  if (wanted === null) return {};
  const { version } = reading.license;
  const named = versionsIn(wanted, /^"([0-9]{1,9})\.[0-9]+"$/);
  if (named.includes(version)) return { expectedVersion: version };
  const [first] = named;
  if (first === undefined || !mayHaveChangedIt(request)) throw conflict(reading);
  return { expectedVersion: first };
}

/** An entry minds the second version that `If-Match` names, that of the ledger, which counts edits when it takes them over. [API-ETAG-03] */
export function expectedUsage({ request }: NativeCall, reading: LicenseReading): { expectedUsage?: number } {
  const wanted = wantedTags(request);
  if (wanted === null) return {};
  const { version } = reading.ledger;
  const named = versionsIn(wanted, /^"[0-9]{1,9}\.([0-9]{1,9})"$/);
  if (named.includes(version)) return { expectedUsage: version };
  const [first] = named;
  if (first === undefined || !mayHaveChangedIt(request)) throw conflict(reading);
  return { expectedUsage: first };
}

const conflict = ({ license, ledger }: LicenseReading): Problem =>
  new Problem('version_conflict', undefined, { extras: { currentETag: tagOf(license.version, ledger.version) } });
