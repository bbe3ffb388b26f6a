import { networkOf } from '@licet/contracts';
import { SignInGate, delayAfter } from './sign-in-gate.ts';

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
    for (const address of ['a', 'b', 'c']) await gate.slowed({ login: 'anna', address: address }, wrong);
    expect(await timeOf(gate.slowed({ login: 'anna', address: 'd' }, wrong))).toBeGreaterThan(240);
    const other = new SignInGate();
    for (let i = 0; i < 20; i++) await other.slowed({ login: `login ${i}`, address: 'a' }, wrong);
    expect(await timeOf(other.slowed({ login: 'dora', address: 'a' }, wrong))).toBeGreaterThan(240);
    expect(await timeOf(other.slowed({ login: 'dora', address: 'b' }, wrong))).toBeLessThan(200);
  });

  it('that a server relays for many people count against the login alone [API-USR-06, SC-05]', async () => {
    const gate = new SignInGate();
    for (let i = 0; i < 30; i++) await gate.slowed({ login: `login ${i}`, address: 'a', relay: true }, wrong);
    expect(await timeOf(gate.slowed({ login: 'dora', address: 'a' }, right))).toBeLessThan(200);
    for (let i = 0; i < 3; i++) await gate.slowed({ login: 'anna', address: 'a', relay: true }, wrong);
    expect(await timeOf(gate.slowed({ login: 'anna', address: 'a', relay: true }, right))).toBeGreaterThan(240);
  });

  it('are remembered of so many logins and no more, whoever makes up names [API-USR-06]', async () => {
    const gate = new SignInGate();
    const fail = (login: string) => gate.slowed({ login, address: 'a', relay: true }, wrong);
    for (let i = 0; i < 3; i++) await fail('anna');
    for (let i = 0; i < 100_000; i++) await fail(`login ${i}`);
    expect(await timeOf(fail('anna'))).toBeLessThan(200);
  });

  it('with the right password succeed after whatever others have tried, and end the slowness [API-USR-06]', async () => {
    const gate = new SignInGate();
    for (let i = 0; i < 3; i++) await gate.slowed({ login: 'anna', address: `address ${i}` }, wrong);
    expect(await gate.slowed({ login: 'anna', address: 'home' }, right)).toEqual({ ok: true });
    expect(await timeOf(gate.slowed({ login: 'anna', address: 'home' }, right))).toBeLessThan(200);
  });

  it('that are right as far as they go cost nothing, and end no count: codes could be guessed without end [API-USR-06]', async () => {
    const gate = new SignInGate();
    for (let i = 0; i < 6; i++)
      expect(await timeOf(gate.slowed({ login: 'anna', address: 'a' }, halfway))).toBeLessThan(200);
    for (let i = 0; i < 3; i++) await gate.slowed({ login: 'anna', address: 'a' }, wrong);
    for (let i = 0; i < 2; i++)
      expect(await timeOf(gate.slowed({ login: 'anna', address: 'a' }, halfway))).toBeGreaterThan(240);
  });

  it('that come at once wait for each other, and hold nobody up who has the right password [API-USR-06]', async () => {
    const gate = new SignInGate();
    let running = 0;
    const slow = async () => {
      running++;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { ok: false };
    };
    const burst = Array.from({ length: 6 }, () => gate.slowed({ login: 'anna', address: 'a' }, slow));
    await new Promise((resolve) => setImmediate(resolve));
    expect(running).toBe(3);
    await Promise.all(burst);
    const busy = new SignInGate();
    for (let i = 0; i < 30; i++) await busy.slowed({ login: 'anna', address: 'a' }, right);
    expect(await timeOf(busy.slowed({ login: 'dora', address: 'a' }, right))).toBeLessThan(200);
  });

  it('are counted against an address of IPv4, and against 64 bits of IPv6 [API-USR-06]', () => {
    const told = ['192.0.2.1', '::ffff:192.0.2.1', '2001:db8::1', '2001:DB8:0:0:ffff::1', '2001:db8:0:1::1', '::1'];
    expect(told.map((address) => networkOf(address))).toEqual([
      ...['192.0.2.1', '192.0.2.1', '2001:db8:0:0', '2001:db8:0:0', '2001:db8:0:1', '0:0:0:0'],
    ]);
  });

  it('of one login leave room for the others of its address [API-USR-06, API-RATE-04]', async () => {
    const gate = new SignInGate();
    for (let i = 0; i < 20; i++) await gate.slowed({ login: `login ${i}`, address: 'a' }, wrong);
    const tries = Array.from({ length: 12 }, () =>
      gate.slowed({ login: 'anna', address: 'a' }, right).catch(() => undefined),
    );
    expect(await gate.slowed({ login: 'dora', address: 'a' }, right)).toEqual({ ok: true });
    await Promise.all(tries);
  }, 15_000);

  it('of one login and address wait by tens, and the others are told to come later [API-RATE-04]', async () => {
    const gate = new SignInGate();
    for (let i = 0; i < 3; i++) await gate.slowed({ login: 'anna', address: 'a' }, wrong);
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, () => gate.slowed({ login: 'anna', address: 'a' }, right)),
    );
    const refused = tries.flatMap((it) => (it.status === 'rejected' ? [it.reason as unknown] : []));
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({ code: 'unavailable', retryAfter: 4 });
  }, 15_000);
});
