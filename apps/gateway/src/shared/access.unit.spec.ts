import {
  type AuthenticatedCaller,
  type CallContext,
  type CallDefinition,
  defaultAccountSettings,
  defaultCallerRules,
  isWithin,
  parseNetwork,
} from '@licet/contracts';
import type { CommandBus } from '@licet/command-bus';
import { systemContext } from '@licet/service-kit';
import { Callers } from './callers.ts';
import { LogonGate } from './logon-gate.ts';

const from = (address: string): CallContext => ({ ...systemContext('customers', 1000), address });
const user: AuthenticatedCaller = {
  authorId: 1,
  actor: { kind: 'user', id: 'u', name: '' },
  scopes: [],
  account: { mode: 'live', status: 'open' },
  rules: defaultCallerRules,
  apiRules: defaultAccountSettings,
  networks: [],
  expiresAt: null,
  testOnly: false,
};

describe('networks', () => {
  it.each<[string, string, boolean]>([
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['192.0.2.0/24', '192.0.2.255', true],
    ['192.0.2.0/255.255.255.0', '192.0.2.9', true],
    ['192.0.2.0/255.255.255.0', '192.0.3.9', false],
    ['192.0.2.0/24', '::ffff:192.0.2.9', true],
    ['0.0.0.0/0', '203.0.113.1', true],
    ['2001:db8::/32', '2001:db8::9', true],
    ['2001:db8::/32', '2001:db9::9', false],
    ['192.0.2.0/24', 'unknown', false],
  ])('%s holds %s: %s [AUTH-11]', (network, address, held) => {
    expect(isWithin([network], address)).toBe(held);
  });
  it('hold everybody where there are none, and nobody without an address where there are', () => {
    expect([isWithin([], null), isWithin(['192.0.2.7'], null)]).toEqual([true, false]);
  });
  it.each(['', 'x', '192.0.2.7/33', '192.0.2.7/255.0.255.0', '::1/129', '::1/255.0.0.0', '1.2.3.4/8/8', '1.2.3.4/'])(
    'are not written %j',
    (text) => {
      expect(parseNetwork(text)).toBeUndefined();
    },
  );
});

describe('the gate of author logons', () => {
  it('shuts one address out after so many failures, until they have passed [AUTH-10]', () => {
    const gate = new LogonGate();
    const limit = { count: 3, minutes: 10 };
    for (const at of [0, 60_000]) gate.count('a', at);
    expect(gate.isShut('a', limit, 60_000)).toBe(false);
    gate.count('a', 120_000);
    expect([gate.isShut('a', limit, 120_000), gate.isShut('b', limit, 120_000)]).toEqual([true, false]);
    expect([gate.isShut('a', limit, 599_999), gate.isShut('a', limit, 600_001)]).toEqual([true, false]);
  });

  it('takes all addresses of one subscriber of IPv6 as one, and no two of IPv4 [AUTH-10]', () => {
    const gate = new LogonGate();
    const isShut = (address: string) => gate.isShut(address, { count: 2, minutes: 10 });
    for (const address of ['2001:db8::1', '2001:db8::2', '192.0.2.1', '::ffff:192.0.2.1']) gate.count(address);
    expect([isShut('2001:db8::3'), isShut('2001:db8:0:1::1')]).toEqual([true, false]);
    expect([isShut('192.0.2.1'), isShut('192.0.2.2')]).toEqual([true, false]);
  });
});

describe('logons', () => {
  const callersOf = (settings = defaultAccountSettings) => {
    const asked: string[] = [];
    const call = ({ name }: CallDefinition, request: { password?: string }) => {
      asked.push(name);
      if (name === 'GetAccount') return Promise.resolve({ ok: true, value: { settings } });
      const right = request.password === 'right';
      return Promise.resolve(right ? { ok: true, value: user } : { ok: false, refusal: { code: 'unauthenticated' } });
    };
    return { callers: new Callers({ call } as unknown as CommandBus), asked };
  };

  it('are refused right or wrong from an address that failed ten times, and from no other [AUTH-10]', async () => {
    const { callers, asked } = callersOf();
    const logon = (password: string, address: string) => callers.user(1, 'u', password, from(address));
    expect(await logon('right', '192.0.2.1')).toEqual(user);
    for (let i = 0; i < 10; i++) expect(await logon(`wrong ${i}`, '192.0.2.1')).toBeNull();
    expect([await logon('right', '192.0.2.1'), await logon('right', '192.0.2.2')]).toEqual([null, user]);
    expect(asked.filter((name) => name === 'GetAccount')).toHaveLength(1);
  });

  it('are judged no more often than that where they come at once, and right ones all the same [AUTH-10]', async () => {
    const { callers, asked } = callersOf();
    const logon = (password: string, address: string) => callers.user(1, 'u', password, from(address));
    const guesses = Array.from({ length: 40 }, (_, i) => logon(`wrong ${i}`, '192.0.2.1'));
    expect(await Promise.all(guesses)).toEqual(guesses.map(() => null));
    expect(asked.filter((name) => name === 'AuthenticateUser')).toHaveLength(10);
    const users = Array.from({ length: 40 }, (_, i) => callers.user(1, `u${i}`, 'right', from('192.0.2.2')));
    expect(await Promise.all(users)).toEqual(users.map(() => user));
  });

  it('fail as often as the account allows [AUTH-10]', async () => {
    const { callers } = callersOf({ ...defaultAccountSettings, logonFailures: { count: 1, minutes: 1 } });
    await callers.user(1, 'u', 'wrong', from('192.0.2.1'));
    expect(await callers.user(1, 'u', 'right', from('192.0.2.1'))).toBeNull();
  });

  it('are judged by address and expiry on every call, however long they are remembered [AUTH-11, API-KEY-03]', async () => {
    let who: AuthenticatedCaller = { ...user, networks: ['192.0.2.0/24'] };
    const call = () => Promise.resolve({ ok: true, value: who });
    const callers = new Callers({ call } as unknown as CommandBus);
    const ask = (address: string) => callers.key('native', 'k', 's', from(address));
    expect(await ask('192.0.2.1')).toEqual(who);
    expect(await ask('198.51.100.1')).toEqual({ refusal: { code: 'address_not_allowed' } });
    expect(await callers.user(1, 'u', 'p', from('198.51.100.1'))).toBeNull();
    who = { ...user, networks: [], expiresAt: new Date(Date.now() - 1).toISOString() };
    callers.forget(1);
    expect(await ask('192.0.2.1')).toEqual({ refusal: { code: 'key_expired' } });
  });
});
