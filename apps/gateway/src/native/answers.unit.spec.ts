import { type Code, codeRow, codes, defaultAccountSettings, remedies } from '@licet/contracts';
import { jsonOf } from '../scenarios/http.scenarios.ts';
import {
  type ScriptedGateway,
  authenticates,
  caller,
  counted,
  known,
  scriptedGateway,
} from '../scenarios/scripted-gateway.scenarios.ts';
import { nativeRoutes } from './native-routes.scenarios.ts';

const authorization = `Bearer lk_live_${known.native.keyId}_${known.native.secret}`;
const usage = '/api/v1/account/usage';
/** Headers of a key whose account has these rules; each its own, because callers are remembered. */
function keyWith(rules: Partial<typeof defaultAccountSettings>): Record<string, string> {
  const value = { ...caller, apiRules: { ...defaultAccountSettings, ...rules } };
  gateway.bus.answers = { ...gateway.bus.answers, AuthenticateKey: { ok: true, value } };
  return { authorization: `Bearer lk_live_k${++keys}_secret` };
}
let keys = 0;

let gateway: ScriptedGateway;
beforeAll(async () => {
  gateway = await scriptedGateway({});
});
beforeEach(() => {
  gateway.bus.answers = { AuthenticateKey: authenticates(), ...counted };
});
afterAll(() => gateway.close());
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  gateway.ask(path, { method, headers: { authorization, ...headers } });

describe('compression', () => {
  it.each(['br', 'gzip', 'gzip, br'])('is done for whoever accepts %s [API-REP-20]', async (accepted) => {
    const fetched = await fetch(`${gateway.url}/openapi/v1.json`, { headers: { 'accept-encoding': accepted } });
    const plain = await ask('/openapi/v1.json');
    expect(fetched.headers.get('content-encoding')).toBe(accepted.split(', ').at(-1));
    expect(fetched.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(await fetched.json()).toEqual(jsonOf(plain)); // fetch unpacks
  });
});

describe('origins', () => {
  const origin = 'https://shop.example.com';

  it('may read answers only where the account lists them, and never with cookies [API-CORS-01]', async () => {
    const key = keyWith({ allowedOrigins: [origin] });
    const listed = await ask(usage, { ...key, origin });
    expect([listed.status, listed.headers['access-control-allow-origin']]).toEqual([200, origin]);
    expect(listed.headers.vary).toContain('Origin');
    for (const other of ['https://evil.example.com', `${origin}.evil.example.com`, 'null'])
      expect((await ask(usage, { ...key, origin: other })).headers['access-control-allow-origin']).toBeUndefined();
    expect(listed.headers['access-control-allow-credentials']).toBeUndefined();
    expect((await ask(usage, { ...keyWith({}), origin })).headers['access-control-allow-origin']).toBeUndefined();
  });

  it('are told before a call which methods and headers there are [API-CORS-01]', async () => {
    const asked = {
      origin,
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization',
    };
    const { status, headers } = await gateway.ask('/api/v1/account', { method: 'OPTIONS', headers: asked });
    expect([status, headers['access-control-allow-origin'], headers['access-control-allow-headers']]).toEqual([
      204,
      origin,
      'authorization',
    ]);
    expect(headers['access-control-allow-methods']).toBe('GET, HEAD, OPTIONS, PATCH');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });
});

it('tells how long it took where the account wants to know [API-TRACE-03]', async () => {
  expect((await ask(usage)).headers['server-timing']).toBeUndefined();
  const key = keyWith({ debugTiming: true });
  gateway.bus.answers.GetAccount = { ok: false, refusal: { code: 'not_found' } };
  const { headers } = await ask('/api/v1/account', key);
  const [, total, store] = /^total;dur=([0-9.]+), store;dur=([0-9.]+)$/.exec(String(headers['server-timing'])) ?? [];
  expect(Number(total)).toBeGreaterThanOrEqual(Number(store));
});

describe('caches', () => {
  it.each(nativeRoutes().map((route) => [`${route.method} ${route.pattern}`, route] as const))(
    'keep nothing of %s, and no browser guesses its type [API-SEC-01, API-SEC-02]',
    async (_, { method, path }) => {
      const { headers } = await ask(path, {}, method);
      expect([headers['cache-control'], headers['x-content-type-options']]).toEqual(['no-store', 'nosniff']);
    },
  );
});

describe('problem pages', () => {
  it.each(Object.keys(codes) as Code[])(
    'say of %s what it is and what mends it [API-ERR-02, API-ERR-07]',
    async (code) => {
      const { status, body, headers } = await ask(`/problems/${code}`);
      expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      for (const text of [code, `HTTP ${codeRow(code).status}`, remedies[code].split(/[&<>'"]/)[0]!])
        expect(body).toContain(text);
    },
  );

  it('are where the type of a problem leads, all of them are listed, and there are no others [API-ERR-02]', async () => {
    const problem = jsonOf<{ type: string; code: string }>(await gateway.ask(usage));
    expect((await fetch(problem.type)).status).toBe(200);
    const { body } = await ask('/problems');
    for (const code of Object.keys(codes)) expect(body).toContain(`href="/problems/${code}"`);
    for (const other of ['nothing', 'toString', '%3Cscript%3E'])
      expect((await ask(`/problems/${other}`)).status).toBe(404);
  });
});

it.each(['/problems', '/problems/not_found', '/docs', '/solo/webservices/XmlLicenseService.asmx'])(
  'lets the page %s load nothing from elsewhere and stand in no frame [API-SEC-02]',
  async (path) => {
    const { status, headers } = await ask(path);
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
    expect([headers['x-content-type-options'], headers['referrer-policy']]).toEqual(['nosniff', 'no-referrer']);
  },
);
