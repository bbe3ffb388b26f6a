import { type RenewalTerms, RenewLicense, type SupportTerms, endlessSupport, missingOf } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import type { SupportSettings } from '../catalog/setting-parts.ts';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { instantOf } from '../http/moment.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { type Offense, Problem } from '../http/problem.ts';
import { ChangeLicense, expectedVersion } from './change-license.ts';
import { LicenseAnswers } from './license-answers.ts';
import { LicenseView } from './license-view-schema.ts';
import { RenewLicenseBody } from './renew-license-body.ts';

@NativeController('licenses')
export class RenewLicenseController {
  readonly #licenses: LicenseAnswers;
  readonly #change: ChangeLicense;

  constructor(licenses: LicenseAnswers, change: ChangeLicense) {
    this.#licenses = licenses;
    this.#change = change;
  }

  /** A voucher is spent by it, once however often it is asked. [API-LIC-22] */
  @Post(':id/renew')
  @Operation({
    id: 'renewLicense',
    summary: 'Renews a license by the key of a voucher, or by what is to hold.',
    dryRun: true,
    answers: LicenseView,
    versioned: true,
    problems: ['renewal_not_applicable'],
  })
  @Requires('licenses:write')
  async renew(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(RenewLicenseBody) body: RenewLicenseBody,
  ): Promise<object | undefined> {
    assertOneWay(body);
    const { renewalKey = null } = body;
    const terms = renewalKey === null ? termsOf(body) : null;
    const before = await this.#licenses.named(call, id);
    const { licenseId } = before.license;
    const request = { authorId: call.authorId, licenseId, renewalKey, terms, ...expectedVersion(call, before) };
    const license = await this.#change.guarded(call, licenseId, () => call.change(RenewLicense, request));
    return this.#licenses.answer(call, await this.#change.after(call, before, license));
  }
}

/** A key, or terms that say enough. [API-OPT-09] */
function assertOneWay({ renewalKey, expiry, support, edition }: RenewLicenseBody): void {
  const terms = { expiry, support, edition };
  const named = Object.entries(terms).flatMap(([name, value]) => (value === undefined ? [] : [`/${name}`]));
  if (renewalKey === undefined && named.length === 0) throw missing('/renewalKey');
  const strange = renewalKey === undefined ? [] : named;
  const incomplete = [...(expiry ? incompleteExpiry(expiry) : []), ...(support ? incompleteSupport(support) : [])];
  const errors = [
    ...strange.map((pointer): Offense => ({ pointer, code: 'invalid', detail: 'does not go with a key' })),
    ...incomplete.map((pointer): Offense => ({ pointer, code: 'invalid', detail: 'is needed by the rule' })),
  ];
  if (errors.length > 0) throw new Problem('parameter_invalid', undefined, { errors });
}

const missing = (pointer: string): Problem =>
  new Problem('parameter_missing', undefined, {
    errors: [{ pointer, code: 'required', detail: 'or what is to hold' }],
  });

function incompleteExpiry({ rule, days = 0, date = null }: NonNullable<RenewLicenseBody['expiry']>): string[] {
  const missing = missingOf({ rule, days, date });
  return missing ? [`/expiry/${missing}`] : [];
}

function incompleteSupport({ rule, days, date, maxVersion }: Partial<SupportTerms>): string[] {
  if (rule === undefined) return ['/support/rule'];
  if (rule === 'onDate') return date == null ? ['/support/date'] : [];
  if (rule === 'maxVersion') return maxVersion == null ? ['/support/maxVersion'] : [];
  return rule === 'never' || days ? [] : ['/support/days'];
}

const termsOf = ({ expiry, support, edition }: RenewLicenseBody): RenewalTerms => ({
  expiry: expiry ? { rule: expiry.rule, days: expiry.days ?? 0, date: kept(expiry.date) } : null,
  support: support ? supportOf(support) : null,
  edition: edition ? { typeId: edition.typeId, name: edition.name ?? '' } : null,
});

const supportOf = (support: SupportSettings): SupportTerms =>
  Object.assign({}, endlessSupport, support, { date: kept(support.date) });

const kept = (date: string | null | undefined): string | null => (date == null ? null : instantOf(date));
