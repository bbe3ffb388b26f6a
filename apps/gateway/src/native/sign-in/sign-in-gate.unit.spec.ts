import { SignInGate, delayAfter } from './sign-in-gate.ts';

const wrong = () => Promise.resolve({ ok: false });
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

  it('of one address wait by tens, and the others are told to come later [API-RATE-04]', async () => {
    const gate = new SignInGate();
    for (let i = 0; i < 3; i++) await gate.slowed('anna', 'a', wrong);
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => gate.slowed('anna', 'a', right)));
    const refused = tries.flatMap((it) => (it.status === 'rejected' ? [it.reason as unknown] : []));
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({ code: 'rate_limited', headers: { 'retry-after': '4' } });
  });
});
