import {
  type InvoiceReference,
  type LicenseChanges,
  type Refused,
  type RequestOf,
  type UpdateLicense,
  refuse,
  setAfter,
} from '@licet/contracts';
import { badSettings, settingChanges } from './license-settings.ts';
import type { License } from './license.ts';
import type { OptionState } from './option.ts';

export type RequestedChanges = NonNullable<RequestOf<typeof UpdateLicense>['changes']>;

/** What was found out and sealed before the decision: the rules themselves neither read nor seal. */
export interface Prepared {
  /** The version that texts were compared with and fields were merged with; null where there are none. */
  basedOn: number | null;
  /** Texts that differ from the present ones, sealed. */
  sealed: Pick<
    LicenseChanges,
    'licenseeName' | 'licenseeEmail' | 'notes' | 'userFields' | 'customData' | 'statusNote' | 'licenseData'
  >;
  /** Whether the customer whom the license is to belong to is one of the author's. */
  customerKnown: boolean;
  /** The license that this one gives way to; null where there is none such. */
  replacement: { licenseId: number; uuid: string; authorId: number } | null;
  /** The invoice that it is to belong to, and whether that stops it; null where there is none such. */
  invoice: (InvoiceReference & { authorId: number; stops: boolean }) | null;
  /** Whether the distributor named is one of the author's. [API-CUS-08] */
  distributorKnown: boolean;
  /** Its option, where settings are changed. */
  option: OptionState | null;
  /** Whether it was ever activated: then it is a test or a trial for good. [API-LIC-13] */
  activated: boolean;
  /** When a machine was bound last that was not bound before, where a freeze is ended; null where there is none. */
  newestMachineAt: string | null;
  /** Evaluation accounts have test licenses only. [API-LIC-07] */
  evaluation: boolean;
}

export const nothingPrepared: Prepared = {
  ...{ basedOn: null, sealed: {}, customerKnown: true, replacement: null, activated: false, evaluation: false },
  ...{ invoice: null, distributorKnown: true, option: null, newestMachineAt: null },
};

/** Members whose new value cannot be. */
export function badMembers(license: License, changes: RequestedChanges, prepared: Prepared): Refused | undefined {
  const { customerId, replacedBy } = changes;
  const { customerKnown, replacement, activated, invoice, distributorKnown } = prepared;
  if (customerId !== undefined && !customerKnown) return refuse('not_found', { what: 'customer' });
  const replaceable = replacement?.authorId === license.authorId && replacement.licenseId !== license.licenseId;
  if (replacedBy != null && !replaceable) return refuse('parameter_invalid', { what: 'replacedBy' });
  if (changes.invoiceId != null && invoice?.authorId !== license.authorId)
    return refuse('not_found', { what: 'invoice' });
  if (!distributorKnown) return refuse('not_found', { what: 'distributor' });
  const bad = badSettings(license, changes, prepared.option);
  if (bad) return bad;
  const kind = memberChanges(license, changes, prepared, null);
  if (activated && kind.isTest !== undefined) return refuse('parameter_invalid', { what: 'isTest' });
  if (activated && kind.isTrial !== undefined) return refuse('parameter_invalid', { what: 'isTrial' });
  return undefined;
}

/** Members that differ from what holds. */
export function memberChanges(
  license: License,
  changes: Omit<RequestedChanges, 'status'>,
  prepared: Prepared,
  at: string | null,
): LicenseChanges {
  const { customerId, replacedBy } = changes;
  const { replacement, evaluation, sealed } = prepared;
  const isTest = changes.isTest === undefined ? undefined : changes.isTest || evaluation;
  const { quantity, unitPrice, currentVersion, isTrial } = changes;
  const asked = { quantity, unitPrice, currentVersion, isTest, isTrial };
  const others = Object.entries(asked).filter(
    ([name, value]) => value !== undefined && value !== license[name as keyof typeof asked],
  );
  const before = license.replacedBy;
  const after = replacement && { licenseId: replacement.licenseId, uuid: replacement.uuid };
  return {
    ...(Object.fromEntries(others) as LicenseChanges),
    ...textsIn(sealed),
    ...settingChanges(license, changes, at && setAfter(at, prepared.newestMachineAt, license.freezeEnd)),
    ...belonging(license, changes, prepared),
    ...(customerId !== undefined &&
      customerId !== license.customerId && { customerId: { before: license.customerId, after: customerId } }),
    ...(replacedBy !== undefined && replacedBy !== (before?.licenseId ?? null) && { replacedBy: { before, after } }),
  };
}

/** All but the note, which goes with a status. */
const textsIn = (sealed: Prepared['sealed']): LicenseChanges =>
  Object.fromEntries(Object.entries(sealed).filter(([name]) => name !== 'statusNote'));

/** To an invoice and to a distributor. A blocked order stops what its lines list. */
function belonging(
  license: License,
  { invoiceId, distributorId }: Omit<RequestedChanges, 'status'>,
  { invoice }: Prepared,
): LicenseChanges {
  const { distributorId: before, invoiceBlocked } = license;
  const moves = invoiceId !== undefined && invoiceId !== (license.invoice?.invoiceId ?? null);
  const stops = invoice?.stops ?? false;
  return {
    ...(moves && {
      invoice: { before: license.invoice, after: invoice && { invoiceId: invoice.invoiceId, uuid: invoice.uuid } },
      ...(stops !== invoiceBlocked && { invoiceBlocked: stops }),
    }),
    ...(distributorId !== undefined && distributorId !== before && { distributorId: { before, after: distributorId } }),
  };
}
