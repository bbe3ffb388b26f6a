import {
  LicenseAdded,
  OptionCreated,
  ProductCreated,
  type Via,
  defaultCallerRules,
  defaultOption,
  scopes,
} from '@licet/contracts';
import { given } from '@licet/testing';
import type { AddLicenseCommand, Surroundings } from './add-license.ts';
import type { DecisionContext } from './caller.ts';
import { licenseDecider } from './license.decide.ts';
import { evolveOption, noOption } from './option.ts';
import { evolveProduct, noProduct } from './product.ts';

const product = evolveProduct(noProduct, { type: 'ProductCreated', data: ProductCreated.sample });
const optionWith = (settings: Partial<typeof defaultOption> = {}) =>
  evolveOption(noOption, {
    type: 'OptionCreated',
    data: { ...OptionCreated.sample, settings: { ...defaultOption, ...settings } },
  });
const surroundings: Surroundings = {
  option: optionWith(),
  product,
  customer: { authorId: 1 },
  distributor: null,
  account: { mode: 'live' },
};
const { licenseId, uuid, key, activationPassword, activationPasswordVerifier } = LicenseAdded.sample;
const issue = {
  licenseId,
  uuid,
  key,
  activationPassword,
  activationPasswordVerifier,
  licenseeName: null,
  licenseeEmail: null,
  notes: null,
};
const unsaid = {
  quantity: 5,
  unitPrice: '49.90',
  counter: null,
  currentVersion: '1.2.0.0',
  licenseUpdate: 'gold',
  notes: '',
  licenseeName: '',
  licenseeEmail: '',
  isTest: false,
};
const fields = { ...unsaid, activationsLeft: 4, deactivationsLeft: 3 };
type Request = AddLicenseCommand['request'];
const request: Request = { authorId: 1, optionId: 2001, customerId: 3001, fields };
const add = (changes: Partial<Request> = {}, around: Partial<Surroundings> = {}): AddLicenseCommand => ({
  type: 'AddLicense',
  request: { ...request, ...changes },
  surroundings: { ...surroundings, ...around },
  issue,
});
const as = (granted: readonly string[] = scopes, via: Via = 'solo'): DecisionContext => ({
  now: new Date('2026-03-01T09:12:45.120Z'),
  caller: { scopes: granted, via },
  commandId: 'c-1',
});
const license = given(licenseDecider);

describe('AddLicense', () => {
  it('issues one license in status OK with what was passed, whatever the quantity mode [SL-ADD-01, SL-ADD-05, SL-ADD-25]', () => {
    license
      .when(add(), as())
      .thenEvents({
        type: 'LicenseAdded',
        data: {
          licenseId: 4001,
          customerId: 3001,
          quantity: 5,
          unitPrice: '49.90',
          activationsLeft: 4,
          deactivationsLeft: 3,
          currentVersion: '1.2.0.0',
          licenseUpdate: 'gold',
          enteredAt: '2026-03-01T09:12:45.120Z',
        },
      })
      .thenState((state) => {
        expect(state).toMatchObject({ kind: 'license', status: { status: 'active', reason: null }, version: 1 });
      });
  });

  it.each([
    [0, 0],
    [7, 7],
    [null, null],
  ])('keeps a counter of %p as %p: unset differs from 0 [SL-ADD-13, SL-ADD-14]', (counter, stored) => {
    license
      .when(add({ fields: { ...fields, counter } }), as())
      .thenEvents({ type: 'LicenseAdded', data: { counter: stored } });
  });

  it.each([
    ['what the option begins with', 'given', undefined, 25],
    ['the quantity, where the option says so', 'quantity', undefined, 3],
    ['none, where none is named', 'quantity', null, null],
    ['what is named', 'given', 0, 0],
  ] as const)('has a counter of %s [API-OPT-10]', (_, source, counter, stored) => {
    const option = optionWith({ counter: { type: 'none', source, initial: 25 } });
    const { counter: named = counter, ...others } = { ...fields, counter };
    const asked = { ...others, quantity: 3, ...(named !== undefined && { counter: named }) };
    license
      .when(add({ fields: asked }, { option }), as(scopes, 'native'))
      .thenEvents({ type: 'LicenseAdded', data: { counter: stored } });
  });

  describe('expiration', () => {
    const days = optionWith({ expiry: { rule: 'daysFromCreation', days: 30, date: null } });
    it.each<[string, Partial<Request>, Surroundings['option'], Via, string | null]>([
      ['is none with Days To D/L 0 [SL-ADD-09]', {}, optionWith(), 'solo', null],
      ['is today plus Days To D/L, as a UTC day [SL-ADD-08]', {}, days, 'solo', '2026-03-31T00:00:00.000Z'],
      ['counts days from the very moment elsewhere', {}, days, 'native', '2026-03-31T09:12:45.120Z'],
      [
        'is the given date, the rule notwithstanding [SL-ADD-07]',
        { expiresAt: '2027-01-02T00:00:00Z' },
        days,
        'solo',
        '2027-01-02T00:00:00.000Z',
      ],
      [
        'may lie in the past [SL-ADD-10]',
        { expiresAt: '2001-01-02T00:00:00.000Z' },
        days,
        'solo',
        '2001-01-02T00:00:00.000Z',
      ],
      [
        'is the date of an option whose rule is one [API-OPT-04]',
        {},
        optionWith({ expiry: { rule: 'onDate', days: 9, date: '2030-06-01T00:00:00.000Z' } }),
        'solo',
        '2030-06-01T00:00:00.000Z',
      ],
    ])('%s', (_, changes, option, via, expiresAt) => {
      license.when(add(changes, { option }), as(scopes, via)).thenEvents({ type: 'LicenseAdded', data: { expiresAt } });
    });

    it('is not there yet where days count from the first activation: they are copied [API-OPT-04, API-OPT-07]', () => {
      const option = optionWith({ expiry: { rule: 'daysFromFirstActivation', days: 14, date: null } });
      const copied = { expiresAt: null, expiryDays: 14 };
      license.when(add({}, { option }), as()).thenEvents({ type: 'LicenseAdded', data: copied });
      const { decision } = license.when(add({ expiresAt: 'never' }, { option }), as());
      expect(decision).toMatchObject({ events: [{ data: { expiresAt: null } }] });
      expect(decision).not.toMatchObject({ events: [{ data: { expiryDays: 14 } }] });
    });
  });

  it.each<['live' | 'evaluation', boolean, boolean]>([
    ['live', false, false],
    ['live', true, true],
    ['evaluation', false, true],
    ['evaluation', true, true],
  ])('on a %s account turns isTest %p into %p [SL-ADD-22, SL-ADD-24]', (mode, asked, isTest) => {
    license
      .when(add({ fields: { ...fields, isTest: asked } }, { account: { mode } }), as())
      .thenEvents({ type: 'LicenseAdded', data: { isTest } });
  });

  it('gives every license a key, which is its serial number only where serials are generated [UNI-04, SN-01]', () => {
    const claims = [
      { scope: 'command', key: 'c-1' },
      { scope: 'serial/1001', key: 'k7mq-2ztr-9whx-4dca' },
    ];
    const plain = license.when(add(), as());
    plain.thenEvents({ type: 'LicenseAdded', data: { key, serialNumberText: '' } });
    expect(plain.decision).toMatchObject({ claims });
    const generated = license.when(
      add({}, { option: optionWith({ serials: { mode: 'generate', prefix: null } }) }),
      as(),
    );
    generated.thenEvents({ type: 'LicenseAdded', data: { key, serialNumberText: key } });
    expect(generated.decision).toMatchObject({ claims });
  });

  it('takes a key of the caller, which is the serial number where there is one [API-LIC-05]', () => {
    const own = license.when(add({ key: 'Own-Key' }), as(scopes, 'native'));
    own.thenEvents({ type: 'LicenseAdded', data: { key: 'Own-Key', serialNumberText: '' } });
    expect(own.decision).toMatchObject({ claims: [{}, { scope: 'serial/1001', key: 'own-key' }] });
    license
      .when(
        add({ key: 'Own-Key' }, { option: optionWith({ serials: { mode: 'generate', prefix: null } }) }),
        as(scopes, 'native'),
      )
      .thenEvents({ type: 'LicenseAdded', data: { key: 'Own-Key', serialNumberText: 'Own-Key' } });
  });

  it.each([
    [{ deactivations: 'none', deactivationLimit: 4 }, 7, { activationsLeft: 7, deactivationsLeft: 0 }],
    [{ deactivations: 'limited', deactivationLimit: 4 }, 7, { activationsLeft: 7, deactivationsLeft: 4 }],
    [{ deactivations: 'unlimited' }, null, { activationsLeft: null, deactivationsLeft: 2147483647 }],
  ] as const)(
    'copies amounts that nobody names from an option with %p and %p seats [API-OPT-07]',
    (told, limit, data) => {
      const option = optionWith({
        seats: { ...defaultOption.seats, limit },
        activationsPerUnit: 0,
        activation: { ...defaultOption.activation, ...told },
      });
      license
        .when(add({ fields: unsaid }, { option }), as(scopes, 'native'))
        .thenEvents({ type: 'LicenseAdded', data });
    },
  );

  it.each<[string, Parameters<typeof optionWith>[0], Via, number | null]>([
    ['what each further unit adds', { activationsPerUnit: 3 }, 'native', 2 + 4 * 3],
    ['those of one unit, where each makes a license', { quantityMode: 'licensePerUnit' }, 'native', 2],
    ['those of one unit, where the quantity goes into the codes', { type: 'activationCodeQuantity' }, 'native', 2],
    ['those of one unit over SOLO', { activationsPerUnit: 3 }, 'solo', 2],
    ['no limit, where there is none', { seats: { ...defaultOption.seats, limit: null } }, 'native', null],
  ])('has for a quantity of five %s [API-OPT-10, PO-14]', (_, told, via, activationsLeft) => {
    const option = optionWith({ seats: { ...defaultOption.seats, limit: 2 }, ...told });
    license
      .when(add({ fields: unsaid }, { option }), as(scopes, via))
      .thenEvents({ type: 'LicenseAdded', data: { activationsLeft } });
  });

  it('is a trial as told, else as the option says; and never expires where that is asked', () => {
    const trials = optionWith({
      trial: { days: 30, public: false },
      expiry: { rule: 'daysFromCreation', days: 30, date: null },
    });
    const told = (changes: Partial<Request>) => license.when(add(changes, { option: trials }), as(scopes, 'native'));
    told({}).thenEvents({ type: 'LicenseAdded', data: { isTrial: true } });
    told({ fields: { ...fields, isTrial: false }, expiresAt: 'never' }).thenEvents({
      type: 'LicenseAdded',
      data: { isTrial: false, expiresAt: null },
    });
  });

  it('is sold to somebody unregistered with both permissions [LG-03, PERM-17]', () => {
    const command = add({ customerId: null, toUnregistered: true });
    license.when(command, as()).thenEvents({ type: 'LicenseAdded', data: { customerId: null } });
    license.when(command, as(['licenses:create'])).thenRefused({ code: 'scope_missing' });
    license.when(command, as(['customers:create'])).thenRefused({ code: 'scope_missing' });
  });

  it('needs no customer over the native door [UNI-78]', () => {
    license
      .when(add({ customerId: null }), as(scopes, 'native'))
      .thenEvents({ type: 'LicenseAdded', data: { customerId: null } });
  });

  it.each(['none', 'optional'] as const)(
    'issues from an option with license groups %s [SL-ADD-50]',
    (licenseGroups) => {
      license.when(add({}, { option: optionWith({ licenseGroups }) }), as()).thenEvents({ type: 'LicenseAdded' });
    },
  );

  describe('refusals', () => {
    const foreign = { ...surroundings.option, authorId: 2 } as Surroundings['option'];
    const banned = { ...product, settings: { ...ProductCreated.sample.settings, status: 'banned' } } as typeof product;
    const reason = (name: string) => ({ code: 'option_not_issuable' as const, facts: { reason: name } });
    const notFound = (what: string) => ({ code: 'not_found' as const, facts: { what } });
    const invalid = (what: string) => ({ code: 'parameter_invalid' as const, facts: { what } });
    const strange = { authorId: 2, isDistributor: true };
    type Case = [
      string,
      Partial<Request>,
      Partial<Surroundings>,
      Parameters<ReturnType<typeof license.when>['thenRefused']>[0],
    ];
    const cases: Case[] = [
      ['an unknown option [SL-ADD-42]', {}, { option: noOption, product: noProduct }, reason('unknown')],
      ['an option of another author [SL-ADD-42]', {}, { option: foreign }, reason('unknown')],
      ['an inactive option [SL-ADD-54]', {}, { option: optionWith({ status: 'inactive' }) }, reason('inactive')],
      ['an archived option [SL-ADD-54]', {}, { option: optionWith({ status: 'archived' }) }, reason('inactive')],
      ['a product switched off [SL-ADD-54]', {}, { product: banned }, reason('inactive')],
      ['a renewal [API-OPT-02]', {}, { option: optionWith({ type: 'renewal' }) }, reason('unknown')],
      ['a bundle [SL-ADD-43]', {}, { option: optionWith({ type: 'bundle' }) }, reason('bundle')],
      ['a payment plan [SL-ADD-44]', {}, { option: optionWith({ type: 'paymentPlan' }) }, reason('paymentPlan')],
      [
        'a required group [SL-ADD-48]',
        {},
        { option: optionWith({ licenseGroups: 'required' }) },
        reason('groupRequired'),
      ],
      ['no customer [SL-ADD-45]', { customerId: null }, {}, notFound('customer')],
      ['an unknown customer [SL-ADD-45]', {}, { customer: null }, notFound('customer')],
      ['a customer of another author [SL-ADD-45]', {}, { customer: { authorId: 2 } }, notFound('customer')],
      ['a distributor that is no number [SL-ADD-46]', { distributorId: null }, {}, notFound('distributor')],
      ['an unknown distributor [SL-ADD-46]', { distributorId: 3002 }, {}, notFound('distributor')],
      [
        'a distributor of another author [SL-ADD-46]',
        { distributorId: 3002 },
        { distributor: strange },
        notFound('distributor'),
      ],
      ['an expiration that is no date [SL-ADD-49]', { expiresAt: null }, {}, invalid('expiration')],
      ['fields of a wrong form [SL-ADD-37, SL-ADD-38]', { fields: null }, {}, invalid('fields')],
      [
        'an empty list of serials [SL-ADD-47]',
        {},
        { option: optionWith({ serials: { mode: 'list', prefix: null } }) },
        { code: 'serials_exhausted' },
      ],
    ];

    it.each(cases)('refuses %s', (_, changes, around, refusal) => {
      license.when(add(changes, around), as()).thenRefused(refusal);
    });

    it('needs the permission to add licenses [SL-ADD-40, PERM-01]', () => {
      const granted = scopes.filter((scope) => scope !== 'licenses:create');
      license.when(add({ fields: null }), as(granted)).thenRefused({
        code: 'scope_missing',
        facts: { scope: 'licenses:create' },
      });
    });

    /** Every fault together, the ones before it repaired one by one. */
    it('names the first fault when there are several [SL-ADD-51]', () => {
      let changes: Partial<Request> = { customerId: null, distributorId: null, expiresAt: null, fields: null };
      let settings: Partial<typeof defaultOption> = {
        type: 'bundle',
        licenseGroups: 'required',
        serials: { mode: 'list', prefix: null },
      };
      const refused = () => {
        const { decision } = license.when(add(changes, { option: optionWith(settings) }), as());
        if (decision.kind === 'accepted') return 'none';
        const { code, facts } = decision.refusal;
        return [code, facts?.reason ?? facts?.what].filter(Boolean).join(' ');
      };
      const seen = [refused()];
      const repairs: (() => void)[] = [
        () => (settings = { ...settings, type: 'paymentPlan' }),
        () => (settings = { ...settings, type: 'volume' }),
        () => (settings = { ...settings, licenseGroups: 'none' }),
        () => (changes = { ...changes, customerId: 3001 }),
        () => (changes = { customerId: 3001, expiresAt: null, fields: null }),
        () => (changes = { customerId: 3001, fields: null }),
        () => (changes = { customerId: 3001, fields }),
        () => (settings = { ...settings, serials: { mode: 'none', prefix: null } }),
      ];
      for (const repair of repairs) {
        repair();
        seen.push(refused());
      }
      expect(seen).toEqual([
        'option_not_issuable bundle',
        'option_not_issuable paymentPlan',
        'option_not_issuable groupRequired',
        'not_found customer',
        'not_found distributor',
        'parameter_invalid expiration',
        'parameter_invalid fields',
        'serials_exhausted',
        'none',
      ]);
    });
  });

  it('knows no product above the Order Level of the user [PERM-19]', () => {
    const leveled = (orderLevel?: number) => {
      const { settings, ...others } = ProductCreated.sample;
      const told = { ...settings, ...(orderLevel !== undefined && { orderLevel }) };
      return { product: evolveProduct(noProduct, { type: 'ProductCreated', data: { ...others, settings: told } }) };
    };
    const at = (orderLevel: number | null): DecisionContext => {
      const context = as();
      return { ...context, caller: { ...context.caller, rules: { ...defaultCallerRules, orderLevel } } };
    };
    const unknown = { code: 'option_not_issuable' as const, facts: { reason: 'unknown' } };
    license.when(add({}, leveled(2)), at(1)).thenRefused(unknown);
    for (const [level, of] of [
      [2, 2],
      [2, 3],
      [undefined, 0],
      [9, null],
    ] as const)
      license.when(add({}, leveled(level)), at(of)).thenEvents({ type: 'LicenseAdded' });
  });
});
