import {
  LicenseAdded,
  type LicenseEvent,
  LicenseStatusChanged,
  type LicenseStatus,
  OptionCreated,
  type OptionSettings,
  type RenewalTerms,
  defaultOption,
  endlessSupport,
} from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { licenseDecider } from './license.decide.ts';
import { type OptionState, evolveOption, noOption } from './option.ts';
import type { RenewLicenseCommand, Voucher } from './renew-license.ts';

const now = new Date('2026-03-05T10:00:00.000Z');
const context: DecisionContext = { now, caller: { scopes: ['licenses:write'], via: 'native' }, commandId: 'c-9' };
const { productId } = LicenseAdded.sample;
const added = (more: object = {}): LicenseEvent => ({
  type: 'LicenseAdded',
  data: { ...LicenseAdded.sample, expiresAt: '2026-03-20T00:00:00.000Z', ...more },
});
const license = (more: object = {}, ...later: LicenseEvent[]) => given(licenseDecider, added(more), ...later);
const dating = { expiry: { rule: 'daysFromCreation', days: 30, date: null } } as const;
const optionWith = (settings: Partial<OptionSettings> = dating): OptionState =>
  evolveOption(noOption, {
    type: 'OptionCreated',
    data: { ...OptionCreated.sample, settings: { ...defaultOption, ...settings } },
  });
const voucher: Voucher = {
  ...{ renewalId: 6001, uuid: '019a6f6e-3c00-7000-8000-000000001771' },
  ...{ productId, fromTypeId: null, isTest: false },
};
const days = (n: number) => ({ rule: 'daysFromCreation' as const, days: n, date: null });
interface Told extends Partial<RenewLicenseCommand> {
  settings?: Partial<OptionSettings>;
  by?: Voucher | null;
}
const renew = (terms: Partial<RenewalTerms>, { settings, by = null, ...more }: Told = {}): RenewLicenseCommand => ({
  ...{ type: 'RenewLicense', request: { authorId: 1, licenseId: 4001 } },
  ...{ terms: { expiry: null, support: null, edition: null, ...terms }, voucher: by, claim: null },
  ...{ option: optionWith(settings), firstActivatedAt: null },
  ...more,
});
const no = (reason: string) => ({ code: 'renewal_not_applicable', facts: { reason } }) as const;
const inStatus = (after: LicenseStatus): LicenseEvent => ({
  type: 'LicenseStatusChanged',
  data: { ...LicenseStatusChanged.sample, changes: { status: { before: { status: 'active', reason: null }, after } } },
});

describe('a license that is renewed', () => {
  it.each([
    ['2026-03-20T00:00:00.000Z', '2026-04-19T00:00:00.000Z'],
    ['2026-01-01T00:00:00.000Z', '2026-04-04T10:00:00.000Z'],
  ])('by days goes on from the later of now and its end, %s to %s [API-LIC-22, IP-RENEW-13]', (before, after) => {
    license({ expiresAt: before })
      .when(renew({ expiry: days(30) }, { by: voucher }), context)
      .thenEvents({
        type: 'LicenseExpirationChanged',
        data: {
          changes: { expiresAt: { before, after }, renewed: { renewal: { renewalId: 6001, uuid: voucher.uuid } } },
        },
      });
  });

  it('whose days have not begun to count gets more of them, and goes on from its end where they have [API-OPT-04, IP-RENEW-13]', () => {
    const counting = license({ expiresAt: null, expiryDays: 20 });
    const settings = { expiry: { rule: 'daysFromFirstActivation', days: 20, date: null } } as const;
    counting.when(renew({ expiry: days(30) }, { settings }), context).thenEvents({
      type: 'LicenseExpirationChanged',
      data: { changes: { expiryDays: { before: 20, after: 50 } } },
    });
    const firstActivatedAt = '2026-03-01T00:00:00.000Z';
    counting.when(renew({ expiry: days(30) }, { settings, firstActivatedAt }), context).thenEvents({
      type: 'LicenseExpirationChanged',
      data: { changes: { expiresAt: { after: '2026-04-20T00:00:00.000Z' }, expiryDays: { before: 20, after: null } } },
    });
  });

  it('never ends any more where the terms say so, whatever its option says [IP-RENEW-09, UNI-75]', () => {
    license()
      .when(renew({ expiry: { rule: 'never', days: 0, date: null } }), context)
      .thenEvents({
        type: 'LicenseExpirationChanged',
        data: { changes: { expiresAt: { after: null }, overrides: { expiry: { rule: 'never' } } } },
      });
  });

  it('ends by its date from then on, where no rule let it end before [IP-RENEW-09, UNI-75]', () => {
    license()
      .when(renew({ expiry: days(30) }, { settings: {} }), context)
      .thenEvents({
        type: 'LicenseExpirationChanged',
        data: { changes: { overrides: { expiry: { rule: 'daysFromCreation', days: 30 } } } },
      });
  });

  it('becomes of the type that the terms name [IP-RENEW-09]', () => {
    const edition = { typeId: 2, name: 'Professional' };
    license()
      .when(renew({ edition }), context)
      .thenEvents({
        type: 'LicenseUpdated',
        data: { changes: { overrides: { edition }, renewed: { renewal: null } } },
      });
  });

  it('takes the claim of the use, so that it is renewed or given up, never both [API-LIC-22]', () => {
    const claim = { scope: 'renewalUse', key: 'u-1' };
    const decision = licenseDecider.decide(
      renew({ expiry: days(30) }, { claim }),
      licenseDecider.evolve(licenseDecider.initialState, added()),
      context,
    );
    expect(decision).toMatchObject({ kind: 'accepted', claims: [claim] });
  });

  it.each([
    ['ended', { status: 'expired', reason: null }],
    ['ended', { status: 'deleted', reason: null }],
  ] as const)('is refused as %s when people have set it to %p [API-LIC-22, IP-RENEW-14]', (reason, status) => {
    license({}, inStatus(status))
      .when(renew({ expiry: days(30) }), context)
      .thenRefused(no(reason));
  });

  it.each([
    ['product', { productId: 1002 }],
    ['test', { isTest: true }],
    ['type', { fromTypeId: 7 }],
  ])(
    'is refused for its %s where the voucher is for others [IP-RENEW-09, IP-RENEW-10, IP-RENEW-12]',
    (reason, other) => {
      license()
        .when(renew({ expiry: days(30) }, { by: { ...voucher, ...other } }), context)
        .thenRefused(no(reason));
    },
  );

  it('is refused where it never ends, goes on beyond the date, or is so already [API-LIC-22, INV-10]', () => {
    license({ expiresAt: null })
      .when(renew({ expiry: days(30) }), context)
      .thenRefused(no('endless'));
    const date = '2026-03-19T00:00:00.000Z';
    license()
      .when(renew({ expiry: { rule: 'onDate', days: 0, date } }), context)
      .thenRefused(no('earlier'));
    license()
      .when(renew({ edition: defaultOption.edition }), context)
      .thenRefused(no('nothing'));
  });

  it('needs licenses:write, Master User where it is void, the account and the version [API-LIC-21, API-ETAG-03]', () => {
    const command = renew({ expiry: days(30) });
    const nobody = { ...context, caller: { scopes: [], via: 'native' as const } };
    license()
      .when(command, nobody)
      .thenRefused({ code: 'scope_missing', facts: { scope: 'licenses:write' } });
    license({}, inStatus({ status: 'revoked', reason: 'void' }))
      .when(command, context)
      .thenRefused({ code: 'scope_missing', facts: { scope: 'licenses:void' } });
    license()
      .when({ ...command, request: { authorId: 2, licenseId: 4001 } }, context)
      .thenRefused({ code: 'not_found' });
    license()
      .when({ ...command, request: { ...command.request, expectedVersion: 3 } }, context)
      .thenRefused({ code: 'version_conflict', facts: { version: 1 } });
  });
});

describe('support of a license that is renewed', () => {
  const supported = (support: Partial<OptionSettings['support']>) => ({
    settings: { ...dating, support: { ...endlessSupport, ...support } },
  });
  const renewedTo = (support: object) => ({
    type: 'LicenseUpdated' as const,
    data: { changes: { overrides: { support } } },
  });
  const by = (support: Partial<OptionSettings['support']>) => ({ support: { ...endlessSupport, ...support } });

  it('goes on by days from the later of now and its end [IP-RENEW-13]', () => {
    const terms = by({ rule: 'daysFromCreation', days: 10 });
    license()
      .when(renew(terms, supported({ rule: 'onDate', date: '2026-03-10T00:00:00.000Z' })), context)
      .thenEvents(renewedTo({ rule: 'onDate', date: '2026-03-20T00:00:00.000Z' }));
    license()
      .when(renew(terms, supported({ rule: 'onDate', date: '2026-01-10T00:00:00.000Z' })), context)
      .thenEvents(renewedTo({ rule: 'onDate', date: '2026-03-15T10:00:00.000Z' }));
  });

  it('is counted from the first activation where that has been, and gets the days added where not [IP-EXP-02]', () => {
    const terms = by({ rule: 'daysFromCreation', days: 10 });
    const counting = supported({ rule: 'daysFromFirstActivation', days: 20 });
    license()
      .when(renew(terms, { ...counting, firstActivatedAt: '2026-03-01T00:00:00.000Z' }), context)
      .thenEvents(renewedTo({ rule: 'onDate', date: '2026-03-31T00:00:00.000Z' }));
    license()
      .when(renew(terms, counting), context)
      .thenEvents(renewedTo({ rule: 'daysFromFirstActivation', days: 30 }));
  });

  it('reaches to a higher version, and never to a lower one', () => {
    const upTo = (maxVersion: string) => ({ rule: 'maxVersion' as const, maxVersion });
    license()
      .when(renew(by(upTo('4.10.0.0')), supported(upTo('4.9.0.0'))), context)
      .thenEvents(renewedTo(upTo('4.10.0.0')));
    license()
      .when(renew(by(upTo('4.8.0.0')), supported(upTo('4.9.0.0'))), context)
      .thenRefused(no('nothing'));
  });

  it('without end stays so, and becomes so', () => {
    license()
      .when(renew(by({ rule: 'daysFromCreation', days: 10 })), context)
      .thenRefused(no('nothing'));
    license()
      .when(renew(by({ rule: 'never' }), supported({ rule: 'daysFromCreation', days: 1 })), context)
      .thenEvents(renewedTo({ rule: 'never' }));
  });
});
