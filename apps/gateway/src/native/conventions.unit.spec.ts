import type { KeyedCall } from '@licet/contracts';
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
const gives = (value: unknown) => ({ ok: true as const, value });
const finds = (found: KeyedCall) => ({ BeginKeyedCall: gives(found) });
const routes = nativeRoutes();
const name = ({ method, pattern }: { method: string; pattern: string }) => `${method} ${pattern}`;
const named = (list: typeof routes) => list.map((route) => [name(route), route] as const);
const writes = routes.filter(({ method, open }) => method !== 'GET' && method !== 'PUT' && !open);

let gateway: ScriptedGateway;
beforeAll(async () => {
  gateway = await scriptedGateway({});
});
beforeEach(() => {
  gateway.bus.asked.length = 0;
  gateway.bus.answers = { AuthenticateKey: authenticates() };
});
afterAll(() => gateway.close());

const ask = (method: string, path: string, headers: Record<string, string> = {}) =>
  gateway.ask(path, { method, headers: { authorization, ...headers } });
const keyed = (method: string, path: string) => ask(method, path, { 'idempotency-key': 'k1' });

it('knows every operation that there is', () => {
  expect(routes.length).toBeGreaterThan(40);
  expect(new Set(routes.map(name)).size).toBe(routes.length);
});

describe('every operation that writes', () => {
  const answer = {
    status: 202,
    headers: { etag: '"7"', location: '/there', 'content-type': 'text/plain' },
    body: 'kept',
  };

  it.each(named(writes))(
    '%s answers a repeated key with what was answered first, and asks for nothing else [API-IDEM-01, API-IDEM-02]',
    async (_, { method, path }) => {
      gateway.bus.answers = { ...gateway.bus.answers, ...finds({ kind: 'answered', answer }) };
      const again = await keyed(method, path);
      expect([again.status, again.body, again.headers.etag, again.headers.location]).toEqual([
        202,
        'kept',
        '"7"',
        '/there',
      ]);
      expect([again.headers['content-type'], again.headers['idempotency-replayed']]).toEqual(['text/plain', 'true']);
      expect(gateway.bus.asked.map((it) => it.name).filter((it) => it !== 'AuthenticateKey')).toEqual([
        'BeginKeyedCall',
      ]);
    },
  );

  it.each(named(writes))(
    '%s refuses a key that stands for another request [API-IDEM-03]',
    async (_, { method, path }) => {
      gateway.bus.answers = { ...gateway.bus.answers, ...finds({ kind: 'reused' }) };
      const refused = await keyed(method, path);
      expect([refused.status, jsonOf(refused).code]).toEqual([422, 'idempotency_key_reused']);
    },
  );

  /** A key has nothing to sign out of, so nothing can go wrong. */
  const failing = writes.filter(({ pattern }) => pattern !== '/api/v1/signOut');
  it.each(named(failing))('%s keeps no fault that nobody decided [API-IDEM-06]', async (_, { method, path }) => {
    const begun = {
      kind: 'begun',
      callId: '019a6f6e-3c00-7000-8000-000000000001',
      secret: 's',
      resumed: false,
    } as const;
    gateway.bus.answers = { ...gateway.bus.answers, ...finds(begun), LeaveKeyedCall: gives({}) };
    const failed = await keyed(method, path); // nothing else answers
    expect([failed.status >= 400, failed.headers['idempotency-replayed']]).toEqual([true, undefined]);
    expect(gateway.bus.asked.map((it) => it.name)).not.toContain('KeepAnswer');
    expect(gateway.bus.last('LeaveKeyedCall')).toMatchObject({ undone: true });
  });
});

const reads = routes.filter(({ method }) => method === 'GET');

it.each(named(reads))(
  '%s waits for the read models where it is told to, and says when they are behind [API-VERB-09]',
  async (_, { path }) => {
    gateway.bus.answers = { ...gateway.bus.answers, AwaitCursor: gives({ reached: false }) };
    const behind = await ask('GET', path, { 'licet-min-cursor': 'abc' });
    expect([behind.status, jsonOf(behind).code, jsonOf(behind).retryable]).toEqual([503, 'read_model_behind', true]);
    expect(behind.headers['retry-after']).toBe('1');
    expect(gateway.bus.last('AwaitCursor')).toEqual({ authorId: 1, cursor: 'abc', waitMs: 2000 });
  },
);

it.each(named(routes.filter(({ open }) => !open)))(
  '%s tells on every answer how much is left [API-RATE-01]',
  async (_, { method, path }) => {
    const { headers } = await ask(method, path);
    for (const header of ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'])
      expect([header, headers[header]]).toEqual([header, expect.stringMatching(/^[0-9]+$/)]);
  },
);

describe('a gateway that grants little', () => {
  let small: ScriptedGateway;
  const usage = '/api/v1/account/usage';
  const products = '/api/v1/products';
  beforeEach(async () => {
    const perMinute = { read: 6, write: 3, runtime: 2, failed: 4 };
    const rates = { gateways: 2, perMinute, eventStreams: 2 };
    small = await scriptedGateway({}, { config: { rates, trustedProxies: ['127.0.0.1'] } });
  });
  afterEach(() => small.close());
  const call = (method: string, path: string, headers: Record<string, string> = {}) =>
    small.ask(path, { method, headers: { authorization, ...headers } });

  it('refuses a key above its share with the time until there is more, class by class [API-RATE-01, API-RATE-02, API-RATE-03]', async () => {
    const left = async () => (await call('GET', usage)).headers['ratelimit-remaining'];
    expect([await left(), await left(), await left()]).toEqual(['2', '1', '0']);
    const refused = await call('GET', usage);
    expect([refused.status, jsonOf(refused).code, jsonOf(refused).retryable]).toEqual([429, 'rate_limited', true]);
    expect(refused.headers['retry-after']).toBe(refused.headers['ratelimit-reset']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50); // seconds
    expect((await call('POST', products)).headers['ratelimit-limit']).toBe('2');
  });

  it('shows what it grants and what is left of it, of the key and of the account [API-RATE-03, API-ACC-03]', async () => {
    await call('POST', products);
    const { rateLimits } = jsonOf<{ rateLimits: Record<string, object> }>(await call('GET', usage));
    expect(rateLimits).toMatchObject({
      read: { key: { limit: 3, remaining: 2 }, account: { limit: 15, remaining: 14 } },
      write: { key: { limit: 2, remaining: 1 }, account: { limit: 8, remaining: 7 } },
      runtime: { key: { limit: 1, remaining: 1 } },
    });
  });

  it('limits the keys of an account together [API-RATE-03]', async () => {
    let key = 0;
    small.bus.answers = {
      ...counted,
      AuthenticateKey: () => ({ ok: true, value: { ...caller, actor: { kind: 'key', id: `key-${key}`, name: '' } } }),
    };
    const statuses = [];
    for (key = 0; key < 18; key++)
      statuses.push((await call('GET', usage, { authorization: `Bearer lk_live_k${key}_secret` })).status);
    expect(statuses).toEqual([...Array<number>(15).fill(200), 429, 429, 429]);
  });

  it('lets customers call as often together as the account itself, and takes nothing from it [API-RATE-03]', async () => {
    let number = 0;
    const customer = () => ({ kind: 'customer' as const, id: `${3001 + number}`, name: '' });
    small.bus.answers = {
      AuthenticateToken: () => gives({ ...caller, actor: customer(), scopes: ['customers:personal'] }),
    };
    const statuses = [];
    for (number = 0; number < 17; number++)
      statuses.push((await call('GET', products, { authorization: `Bearer a.signed.text${number}` })).status);
    expect(statuses).toEqual([...Array<number>(15).fill(403), 429, 429]);
    small.bus.answers = { ...counted, AuthenticateKey: authenticates() };
    const { rateLimits } = jsonOf<{ rateLimits: Record<string, object> }>(await call('GET', usage));
    expect(rateLimits.read).toMatchObject({ account: { limit: 15, remaining: 14 } });
  });

  it('limits an address that proves nothing, and nobody who calls from there with a key [API-RATE-04]', async () => {
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await small.ask(usage)).status);
    expect(statuses).toEqual([401, 401, 429]);
    expect((await call('GET', usage)).status).toBe(200);
  });

  it('takes 64 bits of IPv6 for one address: whoever has them has all the others too [API-RATE-04]', async () => {
    const from = async (address: string) =>
      (await small.ask(usage, { headers: { 'x-forwarded-for': address } })).status;
    const statuses = [];
    for (const host of [1, 2, 3]) statuses.push(await from(`2001:db8::${host}`));
    expect([...statuses, await from('2001:db8:0:1::1')]).toEqual([401, 401, 429, 401]);
  });

  it('does nothing for a call above it, and leaves its key alone [API-RATE-05]', async () => {
    for (let i = 0; i < 2; i++) await call('POST', products);
    small.bus.asked.length = 0;
    expect((await call('POST', products, { 'idempotency-key': 'k1' })).status).toBe(429);
    expect(small.bus.asked.map((it) => it.name)).not.toContain('BeginKeyedCall');
  });
});

it('waits for a call that runs, then says that it does [API-IDEM-04]', async () => {
  gateway.bus.answers = { ...gateway.bus.answers, ...finds({ kind: 'running' }) };
  const start = Date.now();
  const refused = await keyed('POST', '/api/v1/products');
  expect([refused.status, jsonOf(refused).code]).toEqual([409, 'idempotency_in_progress']);
  expect([refused.headers['retry-after'], jsonOf(refused).retryable]).toEqual(['1', true]);
  expect(Date.now() - start).toBeGreaterThan(4000); // milliseconds
}, 20_000);

it('minds no key on reads and dry runs [API-IDEM-10]', async () => {
  for (const [method, path] of [
    ['GET', '/api/v1/products?limit=1'],
    ['POST', '/api/v1/products?dryRun=true'],
  ] as const) {
    await keyed(method, path);
    expect(gateway.bus.asked.map((it) => it.name)).not.toContain('BeginKeyedCall');
  }
});

describe('methods', () => {
  const paths = [...new Set(routes.map(({ path }) => path))];
  const offered = (path: string) => {
    const own = routes.filter((route) => matches(route.pattern, path)).map(({ method }) => method);
    return [...new Set([...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].toSorted();
  };

  it.each(paths)('%s lists its methods, and refuses the others with 405 [API-VERB-10]', async (path) => {
    const listed = await ask('OPTIONS', path);
    expect([listed.status, listed.headers.allow]).toEqual([204, offered(path).join(', ')]);
    for (const method of ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].filter((it) => !offered(path).includes(it))) {
      const refused = await ask(method, path);
      expect([method, refused.status, refused.headers.allow]).toEqual([method, 405, offered(path).join(', ')]);
      expect(jsonOf(refused).code).toBe('method_not_allowed');
    }
  });

  it.each(paths.filter((path) => offered(path).includes('GET')))(
    '%s answers HEAD as GET, without a body [API-VERB-10]',
    async (path) => {
      const [head, get] = [await ask('HEAD', path), await ask('GET', path)];
      expect([head.status, head.body]).toEqual([get.status, '']);
      expect(head.headers['content-type']).toBe(get.headers['content-type']);
    },
  );

  it('deletes only what has no history, and puts nothing but the data of jobs [API-VERB-01, API-VERB-02]', () => {
    const historic = /^\/api\/v1\/(customers|licenses|installations|sessions|invoices)\/:\w+$/;
    expect(routes.filter(({ method, pattern }) => method === 'DELETE' && historic.test(pattern))).toEqual([]);
    expect(routes.filter(({ method, pattern }) => method === 'PUT' && pattern !== '/api/v1/jobs/:id/data')).toEqual([]);
  });
});

function matches(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`).test(path);
}
