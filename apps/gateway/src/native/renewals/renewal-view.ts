import {
  Nullable,
  OptionSettings,
  type RenewalFacts,
  RenewalStatus,
  RenewalTerms,
  RenewalTypes,
  endlessSupport,
  ipId,
  nativeId,
} from '@licet/contracts';
import Type from 'typebox';
import { Answer, IdOf, IpId, NullableInstant, NullableText, type Shown, head } from '../http/view-schema.ts';

const { expiry } = RenewalTerms.properties;

/** [native-api 8] */
export const RenewalView = Answer(
  'Renewal',
  {
    ...head('renewal', 'renewal'),
    productId: IdOf('product'),
    optionId: IdOf('option'),
    invoiceId: Nullable(IdOf('invoice')),
    status: RenewalStatus,
    key: NullableText,
    renewal: RenewalTypes,
    expiry,
    support: OptionSettings.properties.support,
    isTest: Type.Boolean(),
    usedAt: NullableInstant,
    usedForId: Nullable(IdOf('license')),
    ip: Type.Object({ renewalId: IpId }),
  },
  {
    id: 'ren_01k9qpwf00e0080000000005vh',
    object: 'renewal',
    createdAt: '2026-03-01T09:12:45.120Z',
    updatedAt: '2026-03-01T09:12:45.120Z',
    version: 1,
    productId: 'prd_01k9qpwf00e0080000000000z9',
    optionId: 'opt_01k9qpwf00e0080000000001yj',
    invoiceId: null,
    status: 'active',
    key: null,
    renewal: { fromTypeId: 1, toTypeId: 1 },
    expiry: { rule: 'daysFromCreation', days: 365, date: null },
    support: endlessSupport,
    isTest: false,
    usedAt: null,
    usedForId: null,
    ip: { renewalId: '6e6f9a01003c00708000000000001771' },
  },
);

/** A renewal as the native API shows it; its key only to whoever makes it. [API-INV-06] */
export function renewalView(renewal: RenewalFacts, productUuid: string, key: string | null): Shown<typeof RenewalView> {
  const { uuid, createdAt, updatedAt, version, invoice, status, terms, usedAt, usedFor } = renewal;
  return {
    id: nativeId('renewal', uuid),
    object: 'renewal',
    ...{ createdAt, updatedAt, version },
    productId: nativeId('product', productUuid),
    optionId: nativeId('option', renewal.optionUuid),
    invoiceId: invoice && nativeId('invoice', invoice.uuid),
    ...{ status, key },
    renewal: renewal.types,
    expiry: terms.expiry,
    support: terms.support ?? endlessSupport,
    isTest: renewal.isTest,
    usedAt,
    usedForId: usedFor && nativeId('license', usedFor.uuid),
    ip: { renewalId: ipId(uuid) },
  };
}
