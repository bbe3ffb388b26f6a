import { defaultOption } from './option.ts';
import type { OptionFacts } from './facts.ts';
import { licenseOrigins } from './license-origins.ts';

const option = {
  settings: { ...defaultOption, features: { export: true, maxProjects: 25 } },
} as unknown as OptionFacts;
const plain = { option, overrides: {}, expiryDays: null, support: null };

describe('Where values of a license come from', () => {
  it('amounts are copied and all else is what the option says, where the license says nothing [API-OPT-07]', () => {
    const { features, seats, activation, expiry, ...others } = licenseOrigins(plain);
    expect(features).toEqual({ export: 'option', maxProjects: 'option' });
    expect(seats).toEqual({ limit: 'copied', rotation: 'option', floating: 'option' });
    expect(activation).toMatchObject({ activationsLeft: 'copied', deactivationsLeft: 'copied', plugin: 'option' });
    expect(expiry).toEqual({ rule: 'option', days: 'option', date: 'option', expiresAt: 'copied' });
    expect(others).toMatchObject({ counter: 'copied', balances: 'copied', customData: 'copied' });
    expect(others.freeze).toEqual({ enabled: 'option', days: 'option' });
  });

  it('what the license says is overridden, member by member [API-OPT-07]', () => {
    const overrides = {
      ...{ expiry: { rule: 'never' as const }, freeze: { days: 9 }, activation: { deactivations: 'none' as const } },
      features: { export: false, seats: 3 },
    };
    const origins = licenseOrigins({ ...plain, overrides });
    expect(origins.expiry).toMatchObject({ rule: 'overridden', days: 'option' });
    expect(origins.freeze).toEqual({ enabled: 'option', days: 'overridden' });
    expect(origins.activation).toMatchObject({ deactivations: 'overridden', sameMachineFree: 'option' });
    expect(origins.features).toEqual({ export: 'overridden', maxProjects: 'option', seats: 'overridden' });
  });

  it('amounts of support are copied, its rule is not; licenses of before they were copied read the option [API-OPT-07]', () => {
    expect(new Set(Object.values(licenseOrigins(plain).support))).toEqual(new Set(['option']));
    const copied = { ...plain, support: { days: 30, date: null, maxVersion: null } };
    expect(licenseOrigins({ ...copied, overrides: { support: { date: '2030-01-01T00:00:00.000Z' } } }).support).toEqual(
      {
        ...{ rule: 'option', days: 'copied', date: 'overridden', maxVersion: 'copied' },
      },
    );
  });

  it('days that stand in place of a date are copied, unless the license names days of its own [API-OPT-04, API-OPT-07]', () => {
    expect(licenseOrigins({ ...plain, expiryDays: 30 }).expiry.days).toBe('copied');
    const named = { ...plain, expiryDays: 20, overrides: { expiry: { days: 20 } } };
    expect(licenseOrigins(named).expiry.days).toBe('overridden');
  });
});
