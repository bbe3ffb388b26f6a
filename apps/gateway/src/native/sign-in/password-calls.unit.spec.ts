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
