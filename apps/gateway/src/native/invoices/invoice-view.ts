import {
  Count,
  Decimal,
  type InvoiceFacts,
  type InvoiceLine,
  InvoiceStatus,
  Metadata,
  Nullable,
  type OtherLicense,
  ipId,
  nativeId,
} from '@licet/contracts';
import Type from 'typebox';
import {
  Answer,
  AnyText,
  IdOf,
  IpId,
  NullableInstant,
  NullableText,
  type Shown,
  SoloNumber,
  head,
} from '../http/view-schema.ts';

const Money = Type.Object({ amount: Decimal, currency: Type.String({ pattern: '^[A-Z]{3}$' }) });

/** [native-api 8] */
export const InvoiceView = Answer(
  'Invoice',
  {
    ...head('invoice', 'invoice'),
    customerId: Nullable(IdOf('customer')),
    number: AnyText,
    status: InvoiceStatus,
    blocked: Type.Boolean(),
    registrar: AnyText,
    comments: AnyText,
    holdUntil: NullableInstant,
    automaticMail: Type.Boolean(),
    lines: Type.Array(
      Type.Object({
        optionId: IdOf('option'),
        quantity: Count,
        unitPrice: Money,
        licenseIds: Type.Array(IdOf('license')),
        renewsLicenseId: Nullable(IdOf('license')),
        upgradesLicenseId: Nullable(IdOf('license')),
      }),
    ),
    total: Type.Object({ ...Money.properties, amount: AnyText }),
    solo: Type.Object({ invoiceNo: SoloNumber }),
    ip: Type.Object({ orderId: IpId }),
    externalId: NullableText,
    metadata: Metadata,
  },
  {
    id: 'inv_01k9qpwf00e0080000000004w9',
    object: 'invoice',
    createdAt: '2026-03-01T09:12:45.120Z',
    updatedAt: '2026-03-01T09:12:45.120Z',
    version: 1,
    customerId: 'cus_01k9qpwf00e0080000000002xs',
    number: 'ITP-DLOA-2345678A-BCDEFHK2-34567892-ABCDEF23-K4',
    status: 'web',
    blocked: false,
    registrar: 'Manual',
    comments: '',
    holdUntil: null,
    automaticMail: true,
    lines: [
      {
        optionId: 'opt_01k9qpwf00e0080000000001yh',
        quantity: 2,
        unitPrice: { amount: '49.90', currency: 'USD' },
        licenseIds: ['lic_01k9qpwf00e0080000000003x1'],
        renewsLicenseId: null,
        upgradesLicenseId: null,
      },
    ],
    total: { amount: '99.80', currency: 'USD' },
    solo: { invoiceNo: 5001 },
    ip: { orderId: '6e6f9a01003c00708000000000001389' },
    externalId: null,
    metadata: {},
  },
);

/** An invoice as the native API shows it: licenses by their ids, and nothing of how they are. [native-api 8, INV-04, ST-20] */
export function invoiceView(invoice: InvoiceFacts, customerUuid: string | null): Shown<typeof InvoiceView> {
  const { number, status, blocked, registrar, comments, holdUntil, automaticMail, currency } = invoice;
  return {
    id: nativeId('invoice', invoice.uuid),
    object: 'invoice',
    createdAt: invoice.createdAt,
    updatedAt: invoice.updatedAt,
    version: invoice.version,
    customerId: customerUuid === null ? null : nativeId('customer', customerUuid),
    ...{ number, status, blocked, registrar, comments, holdUntil, automaticMail },
    lines: invoice.lines.map((line) => lineView(line, currency)),
    total: { amount: invoice.total, currency },
    solo: { invoiceNo: invoice.invoiceId },
    ip: { orderId: ipId(invoice.uuid) },
    externalId: invoice.externalId,
    metadata: invoice.metadata,
  };
}

const lineView = ({ optionUuid, quantity, unitPrice, licenses, renews, upgrades }: InvoiceLine, currency: string) => ({
  optionId: nativeId('option', optionUuid),
  quantity,
  unitPrice: { amount: unitPrice, currency },
  licenseIds: licenses.map(idOf),
  renewsLicenseId: renews && idOf(renews),
  upgradesLicenseId: upgrades && idOf(upgrades),
});

const idOf = ({ uuid }: OtherLicense): string => nativeId('license', uuid);
