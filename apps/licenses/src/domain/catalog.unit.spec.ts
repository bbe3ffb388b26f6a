import {
  OptionCreated,
  type OptionSettings,
  type PluginSettings,
  ProductCreated,
  type ProductSettings,
  defaultOption,
  newFloating,
  newPlugin,
  scopes,
} from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { type OptionCommand, optionDecider } from './option.decide.ts';
import { evolveProduct, noProduct } from './product.ts';
import { type ProductCommand, defaultDnaProductId, productDecider } from './product.decide.ts';

const context: DecisionContext = {
  now: new Date('2026-03-05T10:00:00.000Z'),
  caller: { scopes, via: 'native' },
  commandId: 'c-3',
};
const { uuid } = ProductCreated.sample;
const productCreated = { type: 'ProductCreated' as const, data: ProductCreated.sample };
const optionCreated = { type: 'OptionCreated' as const, data: OptionCreated.sample };
const product = evolveProduct(noProduct, productCreated);
const codes = (number: number) => ({ ...defaultOption.triggerCodes, number });

describe('products', () => {
  const create = (settings: Partial<ProductSettings>): ProductCommand => ({
    type: 'CreateProduct',
    productId: 1001,
    uuid,
    request: { authorId: 1, settings },
  });
  const change = (changes: Partial<ProductSettings>, expectedVersion: number | null = null): ProductCommand => ({
    type: 'UpdateProduct',
    request: { authorId: 1, productId: 1001, changes, expectedVersion },
  });
  const known = given(productDecider, productCreated);

  it.each([
    [1, 'P0000001'],
    [1001, 'P0001001'],
    [9_999_999, 'P9999999'],
    [10_000_000, ''],
  ])('%d is %p for software_DNA unless told otherwise [UNI-02]', (number, id) => {
    expect(defaultDnaProductId(number)).toBe(id);
  });

  it('are created active, with a DNA product id that is unique in the account whatever its letter case [API-PRD-05]', () => {
    const then = given(productDecider).when(create({ name: 'Editor', dnaProductId: 'Edit-1' }), context);
    then.thenEvents({ type: 'ProductCreated', data: { settings: { status: 'active', dnaProductId: 'Edit-1' } } });
    expect(then.decision).toMatchObject({ claims: [{ scope: 'command' }, { scope: 'dnaProduct/1', key: 'edit-1' }] });
  });

  it.each([
    [{}, ['/name']],
    [{ name: 'Editor', latestVersion: '4.2' }, ['/latestVersion']],
  ])('are not created from %p', (settings, pointers) => {
    given(productDecider)
      .when(create(settings), context)
      .thenRefused({ code: 'parameter_invalid', facts: { pointers } });
  });

  it('change what is named and keep the rest', () => {
    known
      .when(change({ latestVersion: '5.0.0.0', sku: 'EX-ED' }), context)
      .thenEvents({ type: 'ProductUpdated', data: { changes: { latestVersion: '5.0.0.0' } } })
      .thenState((state) => {
        expect(state).toMatchObject({ version: 2, settings: { sku: 'EX-ED', latestVersion: '5.0.0.0' } });
      });
    known.when(change({ sku: 'EX-ED' }), context).thenNothing();
  });

  it('move the claim when they get another DNA product id', () => {
    expect(known.when(change({ dnaProductId: 'P9' }), context).decision).toMatchObject({
      claims: [{ key: 'p9' }],
      releases: [{ key: 'p0001001' }],
    });
  });

  it('are changed at the expected version only', () => {
    known.when(change({ sku: 'x' }, 2), context).thenRefused({ code: 'version_conflict', facts: { version: 1 } });
    known.when(change({ sku: 'x' }, 1), context).thenEvents({ type: 'ProductUpdated' });
  });

  it.each([
    ['active', 'banned', true],
    ['banned', 'active', true],
    ['active', 'archived', true],
    ['banned', 'archived', false],
    ['archived', 'active', false],
    ['archived', 'banned', false],
  ] as const)('go from %s to %s: %p [API-PRD-03]', (from, to, allowed) => {
    const stood = {
      ...productCreated,
      data: { ...productCreated.data, settings: { ...productCreated.data.settings, status: from } },
    };
    const then = given(productDecider, stood).when(change({ status: to }), context);
    if (allowed)
      then.thenEvents({ type: 'ProductUpdated', data: { before: { status: from }, changes: { status: to } } });
    else then.thenRefused({ code: 'transition_not_allowed', facts: { what: 'product', from, to } });
  });

  it('of before there were modes are not being tried out, new ones are [DNA-MODE-01]', () => {
    const { name, dnaProductId } = productCreated.data.settings;
    const settings = { name, dnaProductId } as ProductSettings;
    const stored = { ...productCreated, data: { ...productCreated.data, settings } };
    expect(evolveProduct(noProduct, stored)).toMatchObject({ settings: { mode: 'active', orderLevel: 0 } });
    given(productDecider)
      .when(create({ name: 'Editor' }), context)
      .thenEvents({ type: 'ProductCreated', data: { settings: { mode: 'testing' } } });
  });

  it('hold their external id, and give it free with another [API-REP-15]', () => {
    const held = { scope: 'externalId/product/1', key: 'E-1' };
    expect(given(productDecider).when(create({ name: 'x', externalId: 'E-1' }), context).decision).toMatchObject({
      claims: [{ scope: 'command' }, { scope: 'dnaProduct/1' }, held],
    });
    const named = {
      ...productCreated,
      data: { ...productCreated.data, settings: { ...productCreated.data.settings, externalId: 'E-1' } },
    };
    const then = (externalId: string | null) => given(productDecider, named).when(change({ externalId }), context);
    expect(then('E-2').decision).toMatchObject({ claims: [{ ...held, key: 'E-2' }], releases: [held] });
    expect(then(null).decision).toMatchObject({ claims: [], releases: [held] });
  });

  it('need the scope to write products', () => {
    known.when(change({ sku: 'x' }), { ...context, caller: { scopes: [], via: 'native' } }).thenRefused({
      code: 'scope_missing',
      facts: { scope: 'products:write' },
    });
  });
});

describe('options', () => {
  const create = (settings: Partial<OptionSettings>, of = product, pluginUrlUsable = true): OptionCommand => ({
    type: 'CreateOption',
    optionId: 2001,
    uuid,
    product: of,
    request: { authorId: 1, productId: 1001, settings },
    pluginUrlUsable,
  });
  const change = (changes: Partial<OptionSettings>, authorId = 1): OptionCommand => ({
    type: 'UpdateOption',
    request: { authorId, optionId: 2001, changes, expectedVersion: null },
    pluginUrlUsable: true,
  });

  it('are created from what is named and defaults [API-OPT-01]', () => {
    given(optionDecider)
      .when(create({ name: 'Single', type: 'volume' }), context)
      .thenEvents({
        type: 'OptionCreated',
        data: { settings: { type: 'volume', status: 'active', seats: { limit: 1 } } },
      });
  });

  it.each([
    [{}, ['/name']],
    [{ name: 'x', expiry: { rule: 'daysFromCreation' as const, days: 0, date: null } }, ['/expiry/days']],
    [{ name: 'x', expiry: { rule: 'daysFromFirstActivation' as const, days: 0, date: null } }, ['/expiry/days']],
    [{ name: 'x', expiry: { rule: 'onDate' as const, days: 1, date: null } }, ['/expiry/date']],
    [{ name: 'x', expiry: { rule: 'never' as const, days: 2_147_483_647, date: null } }, ['/expiry/days']],
    [
      { name: 'x', trial: { days: 3, public: true }, serials: { mode: 'list' as const, prefix: null } },
      ['/trial/public', '/serials/mode'],
    ],
    [{ name: '', triggerCodes: codes(51) }, ['/name', '/triggerCodes/number']],
    [
      { name: 'x', type: 'activationCodeDays' as const, triggerCodes: codes(1) },
      ['/triggerCodes/seed', '/triggerCodes/regKey2Seed'],
    ],
    ...[
      { told: { seats: 0 }, places: ['seats'] },
      { told: { seatsFrom: 'seats' as const }, places: ['seats'] },
      { told: { pollSeconds: 0, retrySeconds: 0 }, places: ['pollSeconds', 'retrySeconds'] },
      { told: { checkoutMinHours: 5, checkoutMaxHours: 4 }, places: ['checkoutMaxHours'] },
    ].map(({ told, places }): [object, string[]] => [
      { name: 'x', seats: { ...defaultOption.seats, floating: { ...newFloating, ...told } } },
      places.map((place) => `/seats/floating/${place}`),
    ]),
    [{ name: 'x', replacedBy: { optionId: 2001, uuid } }, ['/replacedByOptionId']],
  ])('name all places that are wrong: %p [API-OPT-09]', (settings, pointers) => {
    given(optionDecider)
      .when(create(settings), context)
      .thenRefused({ code: 'parameter_invalid', facts: { pointers } });
  });

  it('ask a plugin at an address that may be called, under a secret [API-OPT-12]', () => {
    const withPlugin = (plugin: PluginSettings) => ({
      name: 'x',
      activation: { ...defaultOption.activation, plugin },
    });
    const refused = (plugin: PluginSettings, usable: boolean, pointers: string[]) =>
      given(optionDecider)
        .when(create(withPlugin(plugin), product, usable), context)
        .thenRefused({ code: 'parameter_invalid', facts: { pointers } });
    refused(newPlugin, false, ['/activation/plugin/url', '/activation/plugin/secret']);
    refused({ ...newPlugin, url: 'https://10.0.0.1', secret: 'x' }, false, ['/activation/plugin/url']);
    given(optionDecider)
      .when(create(withPlugin({ ...newPlugin, url: 'https://example.com', secret: 'x' })), context)
      .thenEvents({ type: 'OptionCreated' });
  });

  it('need a product of the same account', () => {
    given(optionDecider)
      .when(create({ name: 'x' }, noProduct), context)
      .thenRefused({ code: 'not_found' });
    const foreign = evolveProduct(noProduct, { ...productCreated, data: { ...productCreated.data, authorId: 2 } });
    given(optionDecider)
      .when(create({ name: 'x' }, foreign), context)
      .thenRefused({ code: 'not_found' });
  });

  it('change, each member whole, for their own account only', () => {
    const known = given(optionDecider, optionCreated);
    known.when(change({ upgradeBehavior: 'existingOnly' }), context).thenEvents({ type: 'OptionUpdated' });
    known.when(change({ upgradeBehavior: 'existingOnly' }, 2), context).thenRefused({ code: 'not_found' });
  });

  describe('of before a rule was there', () => {
    const old = (settings: Partial<OptionSettings>) =>
      given(optionDecider, {
        type: 'OptionCreated' as const,
        data: { ...OptionCreated.sample, settings: { ...defaultOption, name: 'x', ...settings } },
      });
    const list = { mode: 'list' as const, prefix: null };
    const kept: Partial<OptionSettings>[] = [
      { trial: { days: 3, public: true }, serials: list },
      { type: 'activationCodeQuantity', triggerCodes: codes(3) },
      { replacedBy: { optionId: 2001, uuid } },
    ];

    it.each(kept)('are switched off, renamed and archived as they are: %j [API-OPT-01]', (settings) => {
      for (const changes of [{ status: 'inactive' as const }, { name: 'Old' }, { status: 'archived' as const }])
        old(settings).when(change(changes), context).thenEvents({ type: 'OptionUpdated', data: { changes } });
    });

    it('are refused what the change makes wrong, and only that [API-OPT-09, API-OPT-15]', () => {
      const refused = (settings: Partial<OptionSettings>, changes: Partial<OptionSettings>, pointers: string[]) =>
        old(settings).when(change(changes), context).thenRefused({ code: 'parameter_invalid', facts: { pointers } });
      refused({ type: 'activationCodeQuantity', triggerCodes: codes(3) }, { name: '' }, ['/name']);
      refused({ triggerCodes: codes(3) }, { type: 'activationCodeQuantity' }, [
        '/triggerCodes/seed',
        '/triggerCodes/regKey2Seed',
      ]);
      refused({ serials: list }, { trial: { days: 3, public: true } }, ['/trial/public', '/serials/mode']);
    });
  });
});
