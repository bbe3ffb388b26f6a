import { LicenseAdded, type LicenseEvent, LicenseStatusChanged, type LicenseStatus } from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import type { FollowInvoiceCommand, InvoiceOrder } from './follow-invoice.ts';
import { licenseDecider } from './license.decide.ts';

const invoice = { invoiceId: 5001, uuid: '019a6f6e-3c00-7000-8000-000000001389' };
const successor = { licenseId: 4002, uuid: '019a6f6e-3c00-7000-8000-000000000fa2' };
const added = (more: object = {}): LicenseEvent => ({
  type: 'LicenseAdded',
  data: { ...LicenseAdded.sample, invoice, ...more },
});
const context: DecisionContext = {
  now: new Date('2026-03-05T10:00:00.000Z'),
  caller: { scopes: [], via: 'system' },
  commandId: 'c-9',
};
const follow = (order: InvoiceOrder, authorId = 1): FollowInvoiceCommand => ({
  ...{ type: 'FollowInvoice', request: { authorId, licenseId: 4001 }, invoice, order },
});
const becomes = (becomes: 'void' | 'returned' | 'fraud' | 'deleted' | 'stopped' | 'freed') =>
  follow({ asks: 'become', becomes });
const active: LicenseStatus = { status: 'active', reason: null };
const inStatus = (after: LicenseStatus): LicenseEvent => ({
  type: 'LicenseStatusChanged',
  data: { ...LicenseStatusChanged.sample, changes: { status: { before: active, after } } },
});
const statusTo = (after: LicenseStatus): { type: 'LicenseStatusChanged'; data: object } => ({
  ...{ type: 'LicenseStatusChanged', data: { changes: { status: { before: active, after } } } },
});

describe('a license that follows its invoice', () => {
  const license = given(licenseDecider, added());

  it.each(['void', 'returned', 'fraud'] as const)(
    'becomes %s, whoever asked, and nothing else changes [INV-05, INV-06, ST-15, ST-16]',
    (reason) => {
      license.when(becomes(reason), context).thenEvents(statusTo({ status: 'revoked', reason }));
      const revoked = inStatus({ status: 'revoked', reason });
      given(licenseDecider, added(), revoked).when(becomes(reason), context).thenNothing();
    },
  );

  it.each(['deleted', 'purging'] as const)('stays %s where people have deleted it', (status) => {
    const gone = given(licenseDecider, added(), inStatus({ status, reason: null }));
    for (const order of [becomes('void'), becomes('deleted'), follow({ asks: 'takeBack' })])
      gone.when(order, context).thenNothing();
  });

  it('is deleted, and comes back only if that very deletion still holds [API-INV-02]', () => {
    license.when(becomes('deleted'), context).thenEvents(statusTo({ status: 'deleted', reason: null }));
    const deleted = given(licenseDecider, added(), inStatus({ status: 'deleted', reason: null }));
    const restored = (since: string) => follow({ asks: 'become', becomes: 'restored', since });
    deleted
      .when(restored(LicenseStatusChanged.sample.at), context)
      .thenEvents({ type: 'LicenseStatusChanged', data: { changes: { status: { after: active } } } });
    deleted.when(restored('2026-03-04T10:00:00.001Z'), context).thenNothing();
    license.when(restored(LicenseStatusChanged.sample.at), context).thenNothing();
  });

  it('is stopped and freed without a change of status, and by no other invoice [API-INV-03]', () => {
    license
      .when(becomes('stopped'), context)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { invoiceBlocked: true } } })
      .thenState((state) => {
        expect(state).toMatchObject({ invoiceBlocked: true, status: active });
      });
    license.when(becomes('freed'), context).thenNothing();
    const other = { ...becomes('stopped'), invoice: { ...invoice, invoiceId: 5002 } };
    license.when(other, context).thenNothing();
  });

  it('is listed on the first invoice that names it [INV-12]', () => {
    given(licenseDecider, added({ invoice: undefined }))
      .when(follow({ asks: 'list' }), context)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { invoice: { before: null, after: invoice } } } })
      .thenState((state) => {
        expect(state).toMatchObject({ invoice });
      });
    license.when(follow({ asks: 'list' }), context).thenNothing();
  });

  it('is prolonged from the later of now and its end, and loses no time paid for [INV-10]', () => {
    const renew = follow({ asks: 'renew', days: 30 });
    for (const [expiresAt, after] of [
      ['2026-03-20T00:00:00.000Z', '2026-04-19T00:00:00.000Z'],
      ['2026-01-01T00:00:00.000Z', '2026-04-04T10:00:00.000Z'],
    ])
      given(licenseDecider, added({ expiresAt }))
        .when(renew, context)
        .thenEvents({
          type: 'LicenseExpirationChanged',
          data: { changes: { expiresAt: { before: expiresAt!, after: after! } } },
        });
    license.when(renew, context).thenNothing(); // never ends
  });

  it.each<[string, string | null, object]>([
    ['gets more days while none has begun to count', null, { expiryDays: { before: 10, after: 40 } }],
    [
      'gets a date, counted from where its days end',
      '2026-03-01T00:00:00.000Z',
      {
        expiresAt: { before: null, after: '2026-04-10T00:00:00.000Z' },
        expiryDays: { before: 10, after: null },
      },
    ],
    [
      'gets a date, counted from now where its days are over',
      '2026-01-01T00:00:00.000Z',
      {
        expiresAt: { before: null, after: '2026-04-04T10:00:00.000Z' },
        expiryDays: { before: 10, after: null },
      },
    ],
  ])(
    'whose days count from the first activation %s [INV-10, API-LIC-22, IP-RENEW-13]',
    (_, firstActivatedAt, changes) => {
      given(licenseDecider, added({ expiresAt: null, expiryDays: 10 }))
        .when({ ...follow({ asks: 'renew', days: 30 }), firstActivatedAt }, context)
        .thenEvents({ type: 'LicenseExpirationChanged', data: { changes } });
    },
  );

  it('gives way to the license that was bought as its upgrade [INV-11]', () => {
    license.when(follow({ asks: 'giveWay', to: successor }), context).thenEvents({
      type: 'LicenseStatusChanged',
      data: {
        changes: {
          status: { before: active, after: { status: 'superseded', reason: null } },
          replacedBy: { before: null, after: successor },
        },
      },
    });
  });

  it('keeps the status that people gave it when an upgrade of it is bought: Upgrade Behavior gives nothing back [INV-11]', () => {
    const revoked = inStatus({ status: 'revoked', reason: 'fraud' });
    given(licenseDecider, added(), revoked)
      .when(follow({ asks: 'giveWay', to: successor }), context)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { replacedBy: { before: null, after: successor } } } });
  });

  it.each(['void', 'returned', 'fraud', 'deleted'] as const)(
    'does not become %s by an order that another order was before [INV-05, INV-06]',
    (fate) => {
      license.when({ ...becomes(fate), invoice: { ...invoice, invoiceId: 5002 } }, context).thenNothing();
    },
  );

  it('is prolonged no further than a date can be written [INV-10]', () => {
    given(licenseDecider, added({ expiresAt: '9999-12-31T00:00:00.000Z' }))
      .when(follow({ asks: 'renew', days: 365 }), context)
      .thenEvents({
        type: 'LicenseExpirationChanged',
        data: { changes: { expiresAt: { after: '9999-12-31T23:59:59.999Z' } } },
      });
  });

  it('of another author, or gone, is left alone [AUTH-14]', () => {
    license.when(follow({ asks: 'takeBack' }, 2), context).thenNothing();
    given(licenseDecider).when(becomes('void'), context).thenNothing();
  });
});
