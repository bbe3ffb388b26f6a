import { objectUuid, nativeId } from '@licet/contracts';
import { networkOf } from '../../shared/network-of.ts';
import { SignInGate, delayAfter } from './sign-in-gate.ts';
import { countedAs } from './sign-in-names.ts';

const wrong = () => Promise.resolve({ ok: false });
const halfway = () => Promise.resolve({ ok: false, halfway: true });
const right = () => Promise.resolve({ ok: true });

/** Milliseconds that a try takes. */
async function timeOf(trying: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await trying;
  return performance.now() - start;
}

describe('tries to sign in', () => {
  it('cost nothing at first, then twice as long each time, and never more than four seconds [API-USR-06]', () => {
    const delay = (failures: number) => delayAfter(failures, 3);
    expect([0, 1, 2].map(delay)).toEqual([0, 0, 0]);
    expect([3, 4, 5, 6, 7, 8, 1000].map(delay)).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000]);
  });

  it('are slowed for a login wherever they come from, and for an address whatever the login [API-USR-06]', async () => {
    const gate = new SignInGate();
    for (const address of ['a', 'b', 'c']) await gate.slowed('anna', address, wrong);
    expect(await timeOf(gate.slowed('anna', 'd', wrong))).toBeGreaterThan(240);
    const other = new SignInGate();
    for (let i = 0; i < 20; i++) await other.slowed(`login ${i}`, 'a', wrong);
    expect(await timeOf(other.slowed('dora', 'a', wrong))).toBeGreaterThan(240);
    expect(await timeOf(other.slowed('dora', 'b', wrong))).toBeLessThan(200);
  });

  it('with the right password succeed after whatever others have tried, and end the slowness [API-USR-06]', async () => {
    const gate = new SignInGate();
    for (let i = 0; i < 3; i++) await gate.slowed('anna', `address ${i}`, wrong);
    expect(await gate.slowed('anna', 'home', right)).toEqual({ ok: true });
    expect(await timeOf(gate.slowed('anna', 'home', right))).toBeLessThan(200);
  });

  it('that are right as far as they go cost nothing, and end no count: codes could be guessed without end [API-USR-06]', async () => {
    const gate = new SignInGate();
    for (let i = 0; i < 6; i++) expect(await timeOf(gate.slowed('anna', 'a', halfway))).toBeLessThan(200);
    for (let i = 0; i < 3; i++) await gate.slowed('anna', 'a', wrong);
    for (let i = 0; i < 2; i++) expect(await timeOf(gate.slowed('anna', 'a', halfway))).toBeGreaterThan(240);
  });

  it('that come at once wait for each other, and hold nobody up who has the right password [API-USR-06]', async () => {
    const gate = new SignInGate();
    let running = 0;
    const slow = async () => {
      running++;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { ok: false };
    };
    const burst = Array.from({ length: 6 }, () => gate.slowed('anna', 'a', slow));
    await new Promise((resolve) => setImmediate(resolve));
    expect(running).toBe(3);
    await Promise.all(burst);
    const busy = new SignInGate();
    for (let i = 0; i < 30; i++) await busy.slowed('anna', 'a', right);
    expect(await timeOf(busy.slowed('dora', 'a', right))).toBeLessThan(200);
  });

  it('are counted under one name however that is spelled [API-USR-06]', () => {
    const email = ['A@x.org', 'a@x.org', ' a@X.org'].map((text) => countedAs({ member: 'email', text }));
    const ids = ['solo:3001', nativeId('customer', objectUuid(3001, 1)), nativeId('customer', objectUuid(3001, 2))];
    const customer = ids.map((text) => countedAs({ member: 'customerId', text }));
    expect([new Set(email), new Set(customer)]).toEqual([new Set(['email a@x.org']), new Set(['customerId 3001'])]);
  });

  it('are counted against an address of IPv4, and against 64 bits of IPv6 [API-USR-06]', () => {
    const told = ['192.0.2.1', '::ffff:192.0.2.1', '2001:db8::1', '2001:DB8:0:0:ffff::1', '2001:db8:0:1::1', '::1'];
    expect(told.map(networkOf)).toEqual([
      ...['192.0.2.1', '192.0.2.1', '2001:db8:0:0', '2001:db8:0:0', '2001:db8:0:1', '0:0:0:0'],
    ]);
  });

  it('of one login leave room for the others of its address [API-USR-06, API-RATE-04]', async () => {
    const gate = new SignInGate();
    for (let i = 0; i < 20; i++) await gate.slowed(`login ${i}`, 'a', wrong);
    const tries = Array.from({ length: 12 }, () => gate.slowed('anna', 'a', right).catch(() => undefined));
    expect(await gate.slowed('dora', 'a', right)).toEqual({ ok: true });
    await Promise.all(tries);
  }, 15_000);

  it('of one login and address wait by tens, and the others are told to come later [API-RATE-04]', async () => {
    const gate = new SignInGate();
    for (let i = 0; i < 3; i++) await gate.slowed('anna', 'a', wrong);
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => gate.slowed('anna', 'a', right)));
    const refused = tries.flatMap((it) => (it.status === 'rejected' ? [it.reason as unknown] : []));
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({ code: 'rate_limited', headers: { 'retry-after': '4' } });
  }, 15_000);
});
