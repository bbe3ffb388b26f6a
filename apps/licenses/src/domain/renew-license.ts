import {
  type Claim,
  type Decision,
  type LicenseEvent,
  type Refused,
  type RenewalFault,
  type RenewalReference,
  type RenewalTerms,
  effectiveSettings,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import type { License, LicenseState } from './license.ts';
import type { OptionState } from './option.ts';
import { recordChanges } from './record-changes.ts';
import { renewedBy } from './renewed-settings.ts';
import { isEnded, masterNeeded } from './status-rules.ts';

/** The renewal by which it is done, and whom it is for. */
export interface Voucher extends RenewalReference {
  productId: number;
  /** Null: licenses of any type. */
  fromTypeId: number | null;
  isTest: boolean;
}

export interface RenewLicenseCommand {
  type: 'RenewLicense';
  request: { authorId: number; licenseId: number; expectedVersion?: number };
  terms: RenewalTerms;
  /** Null: by the terms alone. */
  voucher: Voucher | null;
  /** Taken by the use of a voucher: by what renews the license, or by what gives that up, never by both. */
  claim: Claim | null;
  /** Option of the license. */
  option: OptionState;
  /** First activation, where anything counts from there. */
  firstActivatedAt: string | null;
}

/** Moves ends and changes the type of a license, with one event. [API-LIC-22, IP-RENEW-09 … IP-RENEW-14] */
export function renewLicense(
  command: RenewLicenseCommand,
  state: LicenseState,
  context: DecisionContext,
): Decision<LicenseEvent> {
  const { request, voucher, claim } = command;
  const lacking = missingScope(context.caller, 'licenses:write');
  if (lacking) return lacking;
  if (state.kind === 'none' || state.authorId !== request.authorId) return refuse('not_found', { what: 'license' });
  const notMaster = masterNeeded(state, undefined, context) && missingScope(context.caller, 'licenses:void');
  if (notMaster) return notMaster;
  const { expectedVersion } = request;
  if (expectedVersion !== undefined && expectedVersion !== state.version)
    return refuse('version_conflict', { version: state.version });
  const changes = applied(command, state, context);
  if (typeof changes === 'string') return notApplicable(changes);
  const renewed = { renewal: voucher && { renewalId: voucher.renewalId, uuid: voucher.uuid } };
  return { ...recordChanges(state, { ...changes, renewed }, context), claims: claim ? [claim] : [] };
}

function applied(
  { terms, voucher, option, firstActivatedAt }: RenewLicenseCommand,
  license: License,
  { now }: DecisionContext,
) {
  if (option.kind === 'none') throw new Error(`License ${license.licenseId} has no option.`);
  const settings = effectiveSettings(option.settings, license);
  const unfit = voucher && unfitFor(voucher, license, settings.edition.typeId);
  if (unfit) return unfit;
  return isEnded(license) ? 'ended' : renewedBy(terms, { license, settings, firstActivatedAt }, now);
}

/** [IP-RENEW-09, IP-RENEW-10, IP-RENEW-12] */
function unfitFor(
  { productId, fromTypeId, isTest }: Voucher,
  license: License,
  typeId: number,
): RenewalFault | undefined {
  if (productId !== license.productId) return 'product';
  if (isTest !== license.isTest) return 'test';
  return fromTypeId !== null && fromTypeId !== typeId ? 'type' : undefined;
}

export const notApplicable = (reason: RenewalFault): Refused => refuse('renewal_not_applicable', { reason });
