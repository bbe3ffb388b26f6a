import { nativeId, objectUuid } from '@licet/contracts';
import { loadConfig } from '@licet/service-kit';
import { jsonOf } from '../../scenarios/http.scenarios.ts';
import { type ScriptedGateway, caller, scriptedGateway } from '../../scenarios/scripted-gateway.scenarios.ts';

let gateway: ScriptedGateway;
beforeEach(async () => {
  gateway = await scriptedGateway({});
});
afterEach(() => gateway.close());

interface Refused {
  code: string;
  errors: object[];
}

const post = (path: string, body: object, cookie?: string) =>
  gateway.ask(`/api/v1/signIn/openId${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie !== undefined && { cookie }) },
    body: JSON.stringify(body),
  });
const begin = { account: 'solo:1', redirectUri: 'https://console.example.com/signed-in/solo:1' };
const { redirectUri } = begin;
const expiresAt = '2026-03-01T09:00:00.000Z';
const value = { url: 'https://id.example.com/auth?state=x', request: 's1|customers/author-1|AA', expiresAt };
const signedIn = {
  ...{ token: 'a.b.c', expiresAt, refreshToken: 'refresh', refreshExpiresAt: expiresAt },
  ...{ caller, uuid: '019a6f6e-3c00-7000-8000-000000000001' },
};

describe('a sign-in by OpenID Connect', () => {
  it('tells the address to go to, and leaves with the browser what nobody else completes it with [API-USR-04]', async () => {
    gateway.bus.answers = { BeginOpenIdSignIn: { ok: true, value } };
    const begun = await post('', begin);
    expect([begun.status, jsonOf(begun)]).toEqual([200, { object: 'openIdRequest', url: value.url }]);
    expect(String(begun.headers['set-cookie'])).toBe(
      `licet_openid=${encodeURIComponent(value.request)}; Path=/api/v1/signIn/openId; Expires=Sun, 01 Mar 2026 09:00:00 GMT; HttpOnly; SameSite=Strict`,
    );
  });

  it('ends in a sign-in like any other, and the cookie of the request is gone [API-USR-04]', async () => {
    gateway.bus.answers = { CompleteOpenIdSignIn: { ok: true, value: signedIn } };
    const cookie = `licet_openid=${encodeURIComponent(value.request)}`;
    const done = await post('/complete', { redirectUri, query: 'code=x&state=y' }, cookie);
    expect([done.status, jsonOf(done).object]).toEqual([200, 'signIn']);
    expect(gateway.bus.last('CompleteOpenIdSignIn')).toEqual({
      ...{ request: value.request, redirectUri, query: 'code=x&state=y' },
    });
    const cookies = String(done.headers['set-cookie']);
    expect(cookies).toContain('licet_openid=; Path=/api/v1/signIn/openId; Expires=Thu, 01 Jan 1970');
    expect(cookies).toContain('licet_refresh=refresh; Path=/api/v1/signIn/refresh');
  });

  it('is refused alike without its cookie and by its provider, and 404 where the account has none [API-USR-04, API-USR-06]', async () => {
    const refused = { ok: false as const, refusal: { code: 'unauthenticated' as const } };
    gateway.bus.answers = {
      CompleteOpenIdSignIn: refused,
      BeginOpenIdSignIn: { ok: false, refusal: { code: 'not_found' } },
    };
    const answers = [
      await post('/complete', { redirectUri, query: 'code=x' }),
      await post('/complete', { redirectUri, query: 'x' }, 'licet_openid=x'),
    ];
    expect(answers.map((it) => [it.status, jsonOf(it).code])).toEqual(answers.map(() => [401, 'unauthenticated']));
    expect((await post('', begin)).status).toBe(404);
    for (const redirectUri of ['javascript:alert(1)', 'https://x.example.com/?a=b', 'https://x.example.com/#a'])
      expect((await post('', { ...begin, redirectUri })).status).toBe(400);
  });

  it('comes back to a page of its account, or the provider of another one could answer for this one’s [API-USR-04]', async () => {
    gateway.bus.answers = { BeginOpenIdSignIn: { ok: true, value } };
    const page = 'https://console.example.com/signed-in';
    const to = async (redirectUri: string) => (await post('', { ...begin, redirectUri })).status;
    for (const own of ['/solo:1', '/solo%3A1', `/${nativeId('account', objectUuid(1, 1))}`])
      expect([own, await to(page + own)]).toEqual([own, 200]);
    const others = ['', '/', '/solo:2', '/solo:1/', '/solo:1/x', '/solo:1/..', '/x%2Fsolo:1', '/%', '/solo:2147483647'];
    for (const other of others) expect([other, await to(page + other)]).toEqual([other, 400]);
    expect(await to('https://solo:1')).toBe(400);
    const { code, errors } = jsonOf<Refused>(await post('', { ...begin, redirectUri: page }));
    const detail = 'The path must end in the account: https://…/solo:1.';
    expect([code, errors]).toEqual(['parameter_invalid', [{ pointer: '/redirectUri', code: 'invalid', detail }]]);
  });

  it('is begun and completed so often from one network, and then nobody is asked any more [API-RATE-04, API-USR-04]', async () => {
    await gateway.close();
    const rates = { ...loadConfig({}).rates, gateways: 60 }; // leaves two calls to each
    gateway = await scriptedGateway({ BeginOpenIdSignIn: { ok: true, value } }, { config: { rates } });
    expect([(await post('', begin)).status, (await post('', begin)).status]).toEqual([200, 200]);
    const refused = [await post('', begin), await post('/complete', { redirectUri, query: 'x' }, 'licet_openid=x')];
    expect(refused.map((it) => [it.status, jsonOf(it).code])).toEqual(refused.map(() => [429, 'rate_limited']));
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect(gateway.bus.last('CompleteOpenIdSignIn')).toBeUndefined();
  });
});
