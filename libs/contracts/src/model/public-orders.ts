import { nativeId } from '../base/ids.ts';
import type { InvoiceChanges } from '../events/invoices.ts';
import { hidden } from './public-license-changes.ts';
import type { Change, DataOf, Outline, Outlines } from './public-outline.ts';
import type { RenewalReference } from './renewal.ts';

/** What invoices and renewals tell the world. [API-EVT] */
export const ordersTold: Outlines = {
  InvoiceCreated: ({ customerId, number, status, registrar, currency, lines, ...ids }) => ({
    ...invoice(ids),
    data: {
      solo: { invoiceNo: ids.invoiceId, customerId },
      ...{ number, status, registrar, currency },
      lines: lines.map(({ optionUuid, quantity, unitPrice }) => ({
        ...{ optionId: nativeId('option', optionUuid), quantity, unitPrice },
      })),
    },
  }),
  InvoiceUpdated: ({ changes, ...ids }) => ({
    ...invoice(ids),
    changes: invoiceChanges(changes),
    data: soloInvoice(ids),
  }),
  InvoiceVoided: invoiceTransitioned,
  InvoiceRefunded: invoiceTransitioned,
  InvoiceDeleted: invoiceTransitioned,
  InvoiceRestored: invoiceTransitioned,
  InvoiceBlocked: (data) => ({ ...invoiceTransitioned(data), changes: [blocked(true)] }),
  InvoiceUnblocked: (data) => ({ ...invoiceTransitioned(data), changes: [blocked(false)] }),
  InvoiceAbandoned: ({ code, ...ids }) => ({ ...invoice({ ...ids, version: 1 }), data: { ...soloInvoice(ids), code } }),
  InvoiceRemoved: (ids) => ({ object: 'invoice', id: nativeId('invoice', ids.uuid), data: soloInvoice(ids) }),
  RenewalCreated: ({ optionUuid, types, terms, isTest, ...ids }) => ({
    ...renewal(ids),
    data: { optionId: nativeId('option', optionUuid), renewal: types, ...terms, isTest },
  }),
  RenewalStatusChanged: ({ before, after, ...ids }) => ({
    ...renewal(ids),
    changes: [{ path: '/status', before, after }],
  }),
  RenewalUsed: ({ license, at, ...ids }) => ({
    ...renewal(ids),
    changes: [
      { path: '/usedAt', before: null, after: at },
      { path: '/usedForId', before: null, after: nativeId('license', license.uuid) },
    ],
  }),
};

const invoice = ({ uuid, version }: { uuid: string; version: number }) =>
  ({ object: 'invoice', id: nativeId('invoice', uuid), version }) as const;

function invoiceTransitioned({ before, after, ...ids }: DataOf<'InvoiceVoided'>): Outline {
  const changes = before === after ? [] : [{ path: '/status', before, after }];
  return { ...invoice(ids), changes, data: soloInvoice(ids) };
}

const renewal = ({ uuid, version }: RenewalReference & { version: number }) =>
  ({ object: 'renewal', id: nativeId('renewal', uuid), version }) as const;

const soloInvoice = ({ invoiceId }: { invoiceId: number }) => ({ solo: { invoiceNo: invoiceId } });

const blocked = (after: boolean): Change => ({ path: '/blocked', before: !after, after });

/** Members that were told with what they were before, and names of the others. */
function invoiceChanges({ status, customerId, holdUntil, ...others }: InvoiceChanges): Change[] {
  return [
    ...(status ? [{ path: '/status', ...status }] : []),
    ...(customerId ? [{ path: '/solo/customerId', ...customerId }] : []),
    ...(holdUntil ? [{ path: '/holdUntil', ...holdUntil }] : []),
    ...Object.keys(others).map((name) => ({ path: `/${name}`, ...hidden })),
  ];
}
