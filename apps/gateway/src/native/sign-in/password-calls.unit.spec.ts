import { nativeId, objectUuid } from '@licet/contracts';
import { jsonOf } from '../../scenarios/http.scenarios.ts';
import { type ScriptedGateway, scriptedGateway } from '../../scenarios/scripted-gateway.scenarios.ts';

let gateway: ScriptedGateway;
beforeEach(async () => {
  gateway = await scriptedGateway({});
});
afterEach(() => gateway.close());

const refusal = (code: string, pointer?: string) => ({
  ok: false as const,
  refusal: { code: code as 'unauthenticated', ...(pointer !== undefined && { facts: { pointers: [pointer] } }) },
});

/** Tries to sign in, and how long that took. Milliseconds. */
async function enter(answer: ReturnType<typeof refusal>) {
  gateway.bus.answers = { SignIn: answer };
  const start = performance.now();
  const body = JSON.stringify({ account: 'solo:1', login: 'anna', password: 'x' });
  const headers = { 'content-type': 'application/json' };
  const reply = await gateway.ask('/api/v1/signIn', { method: 'POST', headers, body });
  return { took: performance.now() - start, status: reply.status, code: jsonOf(reply).code };
}

const wrong = refusal('unauthenticated');

/** When the license was looked up and when the answer came. Milliseconds. */
async function enterByLicense(licenseId: string, found: object) {
  let lookedUp = 0;
  const start = performance.now();
  const GetLicense = () => {
    lookedUp = performance.now() - start;
    return found;
  };
  gateway.bus.answers = { SignIn: wrong, GetLicense: GetLicense as never };
  const body = JSON.stringify({ account: 'solo:1', licenseId, password: 'x' });
  await gateway.ask('/api/v1/signIn', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return { lookedUp, took: performance.now() - start };
}

describe('failed tries at a license', () => {
  it.each([
    ['that is there', { ok: true, value: { license: { customerId: 3001 } } }],
    ['that is not', refusal('not_found')],
  ])(
    '%s cost no look-up before their turn, and the same time in all, however it is spelled [API-USR-06]',
    async (_, found) => {
      for (let i = 0; i < 3; i++) await enterByLicense('solo:4001', found);
      const { lookedUp, took } = await enterByLicense(nativeId('license', objectUuid(4001, 1)), found);
      expect(lookedUp).toBeGreaterThan(240);
      expect(took - lookedUp).toBeGreaterThan(240);
    },
  );
});

describe('failed tries of a login', () => {
  it('are forgotten for whoever must choose another password, and has proved the present one [API-USR-06]', async () => {
    for (let i = 0; i < 3; i++) await enter(wrong);
    expect(await enter(refusal('parameter_missing', '/newPassword'))).toMatchObject({ status: 400 });
    expect((await enter(wrong)).took).toBeLessThan(240);
  });

  it('are not forgotten for a right password without its code, or codes could be guessed without end [API-USR-06]', async () => {
    for (let i = 0; i < 3; i++) await enter(wrong);
    for (let i = 0; i < 2; i++)
      expect(await enter(refusal('parameter_missing', '/code'))).toMatchObject({ code: 'parameter_missing' });
    expect((await enter(wrong)).took).toBeGreaterThan(240);
  });
});
