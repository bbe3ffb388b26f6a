import {
  InvoiceCreated,
  type InvoiceEvent,
  InvoiceStepsTaken,
  InvoiceUpdated,
  type RequestOf,
  type TransitionInvoice,
  type UpdateInvoice,
  totalOf,
} from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { invoiceDecider } from './invoice.decide.ts';
import type { TransitionInvoiceCommand } from './transition-invoice.ts';
import type { UpdateInvoiceCommand } from './update-invoice.ts';

const one = { licenseId: 4001, uuid: '019a6f6e-3c00-7000-8000-000000000fa1' };
const two = { licenseId: 4002, uuid: '019a6f6e-3c00-7000-8000-000000000fa2' };
const sample = InvoiceCreated.sample;
const [line] = sample.lines;
const created: InvoiceEvent = {
  type: 'InvoiceCreated',
  data: {
    ...sample,
    status: 'holding',
    holdUntil: '2026-03-10T00:00:00.000Z',
    lines: [line!, line!],
    issues: [sample.issues[0]!, sample.issues[0]!],
    renewals: [0, 0],
  },
};
const issued: InvoiceEvent = {
  type: 'InvoiceStepsTaken',
  data: {
    ...InvoiceStepsTaken.sample,
    issued: [
      { line: 0, licenses: [one] },
      { line: 1, licenses: [two] },
    ],
  },
};
const context = (scopes: readonly string[] = ['invoices:write'], via: 'native' | 'system' = 'native') =>
  ({ now: new Date('2026-03-05T10:00:00.000Z'), caller: { scopes, via }, commandId: 'c-1' }) satisfies DecisionContext;
const ids = { authorId: 1, invoiceId: 5001 };
const to = (
  target: RequestOf<typeof TransitionInvoice>['to'],
  more: Partial<RequestOf<typeof TransitionInvoice>> = {},
): TransitionInvoiceCommand => ({
  type: 'TransitionInvoice',
  request: { ...ids, to: target, note: '', keepLicenses: false, lines: null, expectedVersion: null, ...more },
  note: null,
});
const update = (
  changes: RequestOf<typeof UpdateInvoice>['changes'],
  more: Partial<UpdateInvoiceCommand> = {},
): UpdateInvoiceCommand => ({
  ...{ type: 'UpdateInvoice', request: { ...ids, changes, expectedVersion: null }, customerKnown: true },
  ...more,
});
const invoice = given(invoiceDecider, created, issued);
const after = (...events: InvoiceEvent[]) => given(invoiceDecider, created, issued, ...events);
const transition = (
  type: 'InvoiceVoided' | 'InvoiceRefunded' | 'InvoiceDeleted' | 'InvoiceBlocked',
  status: 'voided' | 'refunded' | 'deleted' | 'holding',
): InvoiceEvent => ({
  type,
  data: {
    ...{ invoiceId: 5001, uuid: sample.uuid, authorId: 1, version: 2, before: 'holding', after: status },
    note: null,
    licenses: [],
    at: sample.at,
  },
});

describe('an invoice', () => {
  it('shows the licenses that were issued for its lines, in version 1 [INV-01, API-REP-03]', () => {
    invoice.when(update({}), context()).thenState((state) => {
      expect(state).toMatchObject({ version: 1, pending: null, lines: [{ licenses: [one] }, { licenses: [two] }] });
    });
  });

  it('decides nothing else while its licenses are being issued', () => {
    for (const command of [to('voided'), update({ registrar: 'Shop' })])
      given(invoiceDecider, created)
        .when(command, context())
        .thenRefused({ code: 'version_conflict', facts: { again: true } });
  });

  it('of another author, or unknown, is not found [AUTH-14]', () => {
    const others = { ...to('voided'), request: { ...to('voided').request, authorId: 2 } };
    invoice.when(others, context()).thenRefused({ code: 'not_found' });
    given(invoiceDecider).when(to('voided'), context()).thenRefused({ code: 'not_found' });
  });

  it('is voided by Financial Access alone, and all its licenses are asked to be Void [INV-05, INV-07, INV-08]', () => {
    invoice.when(to('voided'), context([])).thenRefused({ code: 'scope_missing', facts: { scope: 'invoices:write' } });
    invoice
      .when(to('voided'), context())
      .thenEvents({
        type: 'InvoiceVoided',
        data: {
          ...{ version: 2, before: 'holding', after: 'voided' },
          licenses: [
            { licenseId: 4001, becomes: 'void' },
            { licenseId: 4002, becomes: 'void' },
          ],
        },
      })
      .thenState((state) => {
        expect(state).toMatchObject({ status: 'voided', pending: { version: 2 } });
      });
  });

  it('is refunded line by line: returned, fraud or kept as chosen, or only some licenses of a line [INV-06]', () => {
    const lines = (...choices: { line: number; becomes: 'returned' | 'fraud' | 'kept'; licenseIds?: number[] }[]) => ({
      lines: choices.map((choice) => ({ licenseIds: null, ...choice })),
    });
    const refunded = (options: object, licenses: object[]) =>
      invoice
        .when(to('refunded', options), context())
        .thenEvents({ type: 'InvoiceRefunded', data: { licenses: licenses } });
    refunded({}, [
      { licenseId: 4001, becomes: 'returned' },
      { licenseId: 4002, becomes: 'returned' },
    ]);
    refunded({ keepLicenses: true }, []);
    refunded(lines({ line: 0, becomes: 'fraud' }, { line: 1, becomes: 'kept' }), [
      { licenseId: 4001, becomes: 'fraud' },
    ]);
    refunded(lines({ line: 1, becomes: 'returned', licenseIds: [4002] }), [{ licenseId: 4002, becomes: 'returned' }]);
    for (const [wrong, pointer] of [
      [lines({ line: 2, becomes: 'fraud' }), '/lines/0/line'],
      [lines({ line: 0, becomes: 'fraud' }, { line: 0, becomes: 'kept' }), '/lines/1/line'],
      [lines({ line: 0, becomes: 'fraud', licenseIds: [4002] }), '/lines/0/licenseIds'],
    ] as const)
      invoice
        .when(to('refunded', wrong), context())
        .thenRefused({ code: 'parameter_invalid', facts: { pointers: [pointer] } });
    invoice
      .when(to('deleted', lines({ line: 0, becomes: 'kept' })), context())
      .thenRefused({ code: 'parameter_invalid' });
  });

  it('that was refunded in part can be refunded further [INV-06]', () => {
    const more = to('refunded', { lines: [{ line: 1, becomes: 'returned', licenseIds: null }] });
    after(transition('InvoiceRefunded', 'refunded'))
      .when(more, context())
      .thenEvents({ type: 'InvoiceRefunded', data: { licenses: [{ licenseId: 4002, becomes: 'returned' }] } });
    after(transition('InvoiceRefunded', 'refunded')).when(to('refunded'), context()).thenNothing();
  });

  it('moves between the statuses of an order that stands, and leaves the others only by deletion and restoration [INV-01, API-INV-02]', () => {
    for (const status of ['pending', 'shipping', 'shipped', 'web', 'rebate'] as const)
      invoice
        .when(to(status), context())
        .thenEvents({ type: 'InvoiceUpdated', data: { changes: { status: { before: 'holding', after: status } } } });
    invoice.when(to('holding'), context()).thenNothing();
    invoice.when(to('restored'), context()).thenRefused({ code: 'transition_not_allowed' });
    for (const [type, status] of [
      ['InvoiceVoided', 'voided'],
      ['InvoiceRefunded', 'refunded'],
      ['InvoiceDeleted', 'deleted'],
    ] as const) {
      after(transition(type, status))
        .when(to('web'), context())
        .thenRefused({ code: 'transition_not_allowed', facts: { from: status, to: 'web' } });
      after(transition(type, status)).when(to(status), context()).thenNothing();
    }
    after(transition('InvoiceVoided', 'voided')).when(to('deleted'), context()).thenEvents({ type: 'InvoiceDeleted' });
    after(transition('InvoiceVoided', 'voided'))
      .when(to('refunded'), context())
      .thenRefused({ code: 'transition_not_allowed' });
  });

  it('comes back from deletion with the licenses that were moved by it [API-INV-02]', () => {
    const moved: InvoiceEvent = {
      type: 'InvoiceStepsTaken',
      data: { ...InvoiceStepsTaken.sample, of: 2, issued: [], moved: [{ licenseId: 4001, since: sample.at }] },
    };
    after(transition('InvoiceDeleted', 'deleted'), moved)
      .when(to('restored'), context())
      .thenEvents({
        type: 'InvoiceRestored',
        data: {
          ...{ before: 'deleted', after: 'holding' },
          licenses: [{ licenseId: 4001, becomes: 'restored', since: sample.at }],
        },
      });
  });

  it('is blocked and unblocked in any status, which stays [API-INV-03]', () => {
    invoice
      .when(to('blocked'), context())
      .thenEvents({ type: 'InvoiceBlocked', data: { after: 'holding', licenses: [{ becomes: 'stopped' }, {}] } });
    invoice.when(to('unblocked'), context()).thenNothing();
    const blocked = after(transition('InvoiceBlocked', 'holding'));
    blocked.when(to('blocked'), context()).thenNothing();
    blocked.when(to('unblocked'), context()).thenEvents({ type: 'InvoiceUnblocked' });
  });

  it('minds the version that the caller has seen [API-ETAG-03]', () => {
    invoice.when(to('web', { expectedVersion: 1 }), context()).thenEvents({ type: 'InvoiceUpdated' });
    invoice
      .when(to('web', { expectedVersion: 2 }), context())
      .thenRefused({ code: 'version_conflict', facts: { version: 1 } });
  });

  it('changes members one by one, merges metadata and says nothing of what stays [API-INV-01, API-REP-14, API-VERB-07]', () => {
    const changes = { registrar: 'Shop', automaticMail: true, metadata: { a: '1', b: null } };
    invoice
      .when(update(changes), context())
      .thenEvents({ type: 'InvoiceUpdated', data: { changes: { registrar: 'Shop', metadata: { a: '1' } } } })
      .thenState((state) => {
        expect(state).toMatchObject({ version: 2, registrar: 'Shop', number: sample.number });
      });
    invoice.when(update({ registrar: 'Manual' }), context()).thenNothing();
    invoice
      .when(update({ customerId: 9 }, { customerKnown: false }), context())
      .thenRefused({ code: 'not_found', facts: { what: 'customer' } });
  });

  it('claims its external id, and lets the old one go [API-REP-15]', () => {
    const named: InvoiceEvent = {
      type: 'InvoiceUpdated',
      data: { ...InvoiceUpdated.sample, changes: { externalId: { before: null, after: 'A' } } },
    };
    const { decision } = after(named).when(update({ externalId: 'B' }), context());
    expect(decision).toMatchObject({
      claims: [{ scope: 'externalId/invoice/1', key: 'B' }],
      releases: [{ scope: 'externalId/invoice/1', key: 'A' }],
    });
  });

  it('on hold goes to shipping when the time has come, and not before [INV-14]', () => {
    const release = (at: string) => ({ type: 'ReleaseInvoice' as const, request: { ...ids, at } });
    const job = context([], 'system');
    invoice.when(release('2026-03-09T23:59:59.999Z'), job).thenNothing();
    invoice.when(release('2026-03-10T00:00:00.000Z'), job).thenEvents({
      type: 'InvoiceUpdated',
      data: { changes: { status: { before: 'holding', after: 'shipping' } } },
    });
    invoice.when(release('2026-03-10T00:00:00.000Z'), context([])).thenRefused({ code: 'scope_missing' });
    after(transition('InvoiceVoided', 'voided')).when(release('2027-01-01T00:00:00.000Z'), job).thenNothing();
  });

  it('is removed only when it is deleted and so are all its licenses [INV-13]', () => {
    const remove = (licensesDeleted: boolean) => ({ type: 'RemoveInvoice' as const, request: ids, licensesDeleted });
    const job = context([], 'system');
    invoice.when(remove(true), job).thenNothing();
    const deleted = after(transition('InvoiceDeleted', 'deleted'));
    deleted.when(remove(false), job).thenNothing();
    deleted.when(remove(true), job).thenEvents({ type: 'InvoiceRemoved' });
  });

  it('that could not be made is nowhere, and its steps are taken only once', () => {
    const abandon = {
      type: 'AbandonInvoice' as const,
      request: ids,
      of: 1,
      refusal: { code: 'serials_exhausted' as const },
    };
    given(invoiceDecider, created)
      .when(abandon, context([], 'system'))
      .thenEvents({ type: 'InvoiceAbandoned', data: { code: 'serials_exhausted' } })
      .thenState((state) => {
        expect(state).toMatchObject({ kind: 'gone', refusal: { code: 'serials_exhausted' } });
      });
    invoice.when(abandon, context([], 'system')).thenRefused({ code: 'version_conflict' });
    const taken = { type: 'TakeInvoiceSteps' as const, request: ids, of: 1, issued: [], moved: [] };
    invoice.when(taken, context([], 'system')).thenNothing();
  });
});

it('the total of an invoice is exact [API-REP-09]', () => {
  const lines = [
    { quantity: 3, unitPrice: '0.1' },
    { quantity: 2, unitPrice: '49.9' },
  ];
  expect([totalOf(lines), totalOf([]), totalOf([{ quantity: 1, unitPrice: '0.0001' }])]).toEqual([
    ...['100.10', '0.00', '0.0001'],
  ]);
});
