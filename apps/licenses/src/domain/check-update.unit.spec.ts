import {
  type CheckUpdate,
  LicenseAdded,
  OptionCreated,
  ProductCreated,
  type ProductUpdateSettings,
  type RequestOf,
  defaultProductUpdate,
} from '@licet/contracts';
import { type UpdateQuestion, findUpdate, offerOf } from './check-update.ts';
import { evolveLicense, noLicense } from './license.ts';
import { evolveOption, noOption } from './option.ts';
import { evolveProduct, noProduct } from './product.ts';
import type { ProductUpdate } from './product-updates.ts';

const recorded = <S extends { kind: string }>(state: S) => state as Exclude<S, { kind: 'none' }>;
const licenseWith = (data: Partial<typeof LicenseAdded.sample> = {}) =>
  recorded(evolveLicense(noLicense, { type: 'LicenseAdded', data: { ...LicenseAdded.sample, ...data } }));
const product = recorded(evolveProduct(noProduct, { type: 'ProductCreated', data: ProductCreated.sample }));
const optionOf = (days: number) => {
  const settings = {
    ...OptionCreated.sample.settings,
    expiry: { rule: 'daysFromCreation' as const, days, date: null },
  };
  return recorded(evolveOption(noOption, { type: 'OptionCreated', data: { ...OptionCreated.sample, settings } }));
};

let number = 0;
const updateWith = (settings: Partial<ProductUpdateSettings>): ProductUpdate => ({
  ...{ uuid: `u${number++}`, productId: 1001, number, version: 1, password: null, createdAt: '', updatedAt: '' },
  settings: { ...defaultProductUpdate, name: 'Editor', latestVersion: '2.0.0.0', ...settings },
});
const check = (request: Partial<RequestOf<typeof CheckUpdate>>, facts: Partial<UpdateQuestion> = {}) =>
  findUpdate({
    ...{
      license: undefined,
      firstActivatedAt: null,
      option: optionOf(30),
      product,
      updates: [],
      now: new Date('2026-03-05T10:00:00.000Z'),
    },
    request: { verifyExpiry: false, ...request },
    ...facts,
  });
const taken = (version: string | undefined, ...settings: Partial<ProductUpdateSettings>[]) => {
  const found = check({ productId: 1001, ...(version && { version }) }, { updates: settings.map(updateWith) });
  if ('kind' in found) throw new Error(found.refusal.code);
  return [found.update?.settings.latestVersion ?? null, found.newest?.settings.latestVersion ?? null];
};

describe('an update check', () => {
  const between = { minEligible: '1.2.0.0', maxEligible: '1.9.0.0' };
  it.each([
    ['the least eligible version [SL-UPD-20]', '1.2.0.0', [between], ['2.0.0.0', '2.0.0.0']],
    ['the highest eligible version [SL-UPD-20]', '1.9.0.0', [between], ['2.0.0.0', '2.0.0.0']],
    ['a version below [SL-UPD-20, SL-UPD-56]', '1.1.99999.99999', [between], [null, '2.0.0.0']],
    ['a version above, by number and not by text [SL-UPD-20, SL-UPD-56]', '1.10.0.0', [between], [null, '2.0.0.0']],
    ['the latest version itself [SL-UPD-21]', '2.0.0.0', [{}], [null, '2.0.0.0']],
    ['a later one [SL-UPD-21]', '2.0.0.1', [{}], [null, '2.0.0.0']],
    ['no version [SL-UPD-19]', undefined, [between], ['2.0.0.0', '2.0.0.0']],
    [
      'one that several updates are for: the highest [SL-UPD-22]',
      '1.5.0.0',
      [{ latestVersion: '1.9.0.0' }, { latestVersion: '1.10.0.0' }, { latestVersion: '1.8.0.0' }],
      ['1.10.0.0', '1.10.0.0'],
    ],
    [
      'one that only a lower update is for [SL-UPD-22, SL-UPD-56]',
      '1.5.0.0',
      [{ latestVersion: '3.0.0.0', minEligible: '2.0.0.0' }, { latestVersion: '1.9.0.0' }],
      ['1.9.0.0', '3.0.0.0'],
    ],
    ['a product without updates [SL-UPD-23]', '1.0.0.0', [], [null, null]],
  ])('of %s takes the right update', (_, version, updates, expected) => {
    expect(taken(version, ...updates)).toEqual(expected);
  });

  it('goes by the version of the license where none is told, else by none [SL-UPD-19]', () => {
    const updates = [updateWith({ latestVersion: '4.0.0.0' })];
    for (const [currentVersion, found] of [
      ['3.0.0.0', updates[0]],
      ['4.0.0.0', undefined],
      ['', updates[0]],
    ] as const)
      expect(check({ licenseId: 4001 }, { license: licenseWith({ currentVersion }), updates })).toMatchObject({
        update: found,
      });
  });

  it('looks for a name, letter case ignored [SL-UPD-08, SL-UPD-10, PU-05]', () => {
    const updates = [updateWith({ name: 'Editor' }), updateWith({ name: 'Viewer', latestVersion: '3.0.0.0' })];
    expect(check({ updateName: 'EDITOR' }, { updates })).toMatchObject({ update: updates[0], newest: updates[0] });
    for (const updateName of ['Reader', null])
      expect(check({ updateName }, { updates })).toEqual({ license: null, update: undefined, newest: undefined });
  });

  const license = licenseWith({ expiresAt: '2026-03-05T10:00:00.000Z' });
  const all = { licenseId: 4001, verifyExpiry: true };
  it.each<[string, Partial<RequestOf<typeof CheckUpdate>>, Partial<UpdateQuestion>, object | null]>([
    ['nothing [SL-UPD-09]', {}, {}, { code: 'not_found', facts: { what: 'product' } }],
    ['an unknown license [SL-UPD-48]', { licenseId: 9 }, {}, { code: 'not_found', facts: { what: 'license' } }],
    [
      'no number as license, and a wrong product [SL-UPD-48, SL-UPD-55]',
      { licenseId: null, productId: 7 },
      {},
      { code: 'not_found', facts: { what: 'license' } },
    ],
    [
      'another product [SL-UPD-06, SL-UPD-51, SL-UPD-55]',
      { ...all, productId: 7 },
      { license },
      { code: 'product_mismatch' },
    ],
    [
      'an unknown product [SL-UPD-51]',
      { productId: 7 },
      { product: undefined },
      { code: 'not_found', facts: { what: 'product' } },
    ],
    [
      'no number as product [SL-UPD-51]',
      { ...all, productId: null },
      { license },
      { code: 'not_found', facts: { what: 'product' } },
    ],
    [
      'a passed date, and no version [SL-UPD-14, SL-UPD-52, SL-UPD-53, SL-UPD-55]',
      { ...all, version: null },
      { license },
      { code: 'license_expired', facts: { status: { status: 'active' }, expiresAt: license.expiresAt } },
    ],
    ['a passed date that is not asked for [SL-UPD-15]', { licenseId: 4001 }, { license }, null],
    ['a passed date without a term [SL-UPD-17]', all, { license, option: optionOf(0) }, null],
    ['a date to come', all, { license: licenseWith({ expiresAt: '2026-03-05T10:00:00.001Z' }) }, null],
    ['no license whose date could have passed [SL-UPD-16]', { productId: 1001, verifyExpiry: true }, {}, null],
    [
      'no version [SL-UPD-54]',
      { productId: 1001, version: null },
      {},
      { code: 'parameter_invalid', facts: { what: 'version' } },
    ],
  ])('judges %s', (_, request, facts, refusal) => {
    const found = check(request, facts);
    if (refusal) expect(found).toMatchObject({ kind: 'refused', refusal });
    else expect(found).not.toHaveProperty('kind');
  });

  describe('of a license with support', () => {
    const updates = ['4.9.0.0', '4.10.0.0'].map((latestVersion) => updateWith({ latestVersion }));
    const offered = (
      support: Partial<typeof OptionCreated.sample.settings.support>,
      data: Partial<typeof LicenseAdded.sample> = {},
      facts: Partial<UpdateQuestion> = {},
    ) => {
      const option = optionOf(0);
      const settings = { ...option.settings, support: { ...option.settings.support, ...support } };
      const found = check(
        { licenseId: 4001, version: '1.0.0.0' },
        { license: licenseWith(data), updates, option: { ...option, settings }, ...facts },
      );
      if ('kind' in found) throw new Error(found.refusal.code);
      return [found.update?.settings.latestVersion ?? null, found.newest?.settings.latestVersion ?? null];
    };
    const newest = ['4.10.0.0', '4.10.0.0'];

    it('tells only of versions that it reaches [IP-SUPP-02]', () => {
      const reached = (maxVersion: string | null) => offered({ rule: 'maxVersion', maxVersion });
      expect([reached('4.10.0.0'), reached('4.9.9.9'), reached('4.8.0.0'), reached(null)]).toEqual([
        ...[newest, ['4.9.0.0', '4.9.0.0'], [null, null], newest],
      ]);
    });

    it('tells of none from the very instant at which it is over, by date and by days [IP-SUPP-01]', () => {
      const now = '2026-03-05T10:00:00.000Z';
      const onDate = (date: string) => offered({ rule: 'onDate', date });
      expect([onDate(now), onDate('2026-03-05T10:00:00.001Z')]).toEqual([[null, null], newest]);
      const since = (enteredAt: string) => offered({ rule: 'daysFromCreation', days: 2 }, { enteredAt });
      expect([since('2026-03-03T10:00:00.000Z'), since('2026-03-03T10:00:00.001Z')]).toEqual([[null, null], newest]);
      const first = (firstActivatedAt: string | null) =>
        offered({ rule: 'daysFromFirstActivation', days: 2 }, {}, { firstActivatedAt });
      expect([first('2026-03-03T10:00:00.000Z'), first(null)]).toEqual([[null, null], newest]);
    });

    it('goes by what the license copied, and above that by what it says for itself [API-OPT-07]', () => {
      const support = { days: null, date: null, maxVersion: '4.9.0.0' };
      const option = { rule: 'maxVersion', maxVersion: '9.0.0.0' } as const;
      expect(offered(option, { support })).toEqual(['4.9.0.0', '4.9.0.0']);
      expect(offered({ ...option, rule: 'never' }, { support })).toEqual(newest);
      expect(offered(option, { support, overrides: { support: { maxVersion: '5.0.0.0' } } })).toEqual(newest);
    });
  });

  it('goes by the rule of expiry that the license says for itself [API-OPT-07, SL-UPD-14]', () => {
    const overrides = { expiry: { rule: 'never' as const } };
    const own = licenseWith({ expiresAt: '2026-03-01T10:00:00.000Z', overrides });
    expect(check(all, { license: own })).not.toHaveProperty('kind');
  });

  it('offers a message in the language that is asked for, else in English [SL-UPD-11 … SL-UPD-13]', () => {
    const update = updateWith({ messages: { en: 'Hello', de: 'Hallo' } });
    const told = (language: string) => offerOf(update, { language, secret: false, password: '' }).message;
    expect([told('en'), told('de'), told('DE'), told('fr'), told('')]).toEqual([
      'Hello',
      'Hallo',
      'Hallo',
      'Hello',
      'Hello',
    ]);
    expect(
      offerOf(updateWith({ messages: { de: 'x' } }), { language: 'fr', secret: false, password: '' }).message,
    ).toBe('');
  });

  it('names a file only where one is to be fetched, and not to whom it is secret [SL-UPD-29, SL-UPD-30]', () => {
    const file = { server: 'dl.example.com', path: 'a', infoUrl: 'https://example.com' };
    for (const [action, secret, expected] of [
      ['ftp', false, true],
      ['http', false, true],
      ['http', true, false],
      ['url', false, false],
      ['message', false, false],
      ['none', false, false],
    ] as const) {
      const offer = offerOf(updateWith({ ...file, action }), { language: 'en', secret, password: '' });
      expect([offer.action, offer.file !== null]).toEqual([secret ? 'secure' : action, expected]);
    }
  });
});
