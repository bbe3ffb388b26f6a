import { eventually } from '@licet/testing';
import { answerOf, ask } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';

const everywhere = ['/products', '/products/nothing', '/nothing', '/events', '/licenses/solo:999999'];

/** Methods, media types, tracing and headers that hold for every path. */
export function nativeTransport(product: () => Product): void {
  methods(product);
  tracing(product);
  headers(product);
  health(product);
}

function methods(product: () => Product): void {
  const first = () => `/products/solo:${product().access.products[0]!.productId}`;
  const paths: [string, () => string, string][] = [
    ['products', () => '/products', 'GET, HEAD, OPTIONS, POST'],
    ['a product', first, 'GET, HEAD, OPTIONS, PATCH'],
    ['options', () => '/options', 'GET, HEAD, OPTIONS, POST'],
    ['an option', () => '/options/solo:2001', 'GET, HEAD, OPTIONS, PATCH'],
    ['a license', () => '/licenses/solo:4001', 'GET, HEAD, OPTIONS, PATCH'],
    ['events', () => '/events', 'GET, HEAD, OPTIONS'],
    ['the stream of events', () => '/events/stream', 'GET, HEAD, OPTIONS'],
  ];

  it.each(paths)(
    'offers at %s what OPTIONS lists, and refuses the rest with 405 and the same list [API-VERB-10]',
    async (_, path, allow) => {
      const listed = await ask(product(), path(), { method: 'OPTIONS' });
      expect([listed.status, listed.headers.get('allow'), listed.text]).toEqual([204, allow, '']);
      const refused = ['DELETE', 'PUT', 'POST', 'PATCH'].filter((method) => !allow.includes(method));
      for (const method of refused) {
        const answer = await ask(product(), path(), { method });
        expect([answer.status, answer.headers.get('allow'), answer.body.code]).toEqual([
          405,
          allow,
          'method_not_allowed',
        ]);
      }
    },
  );

  it.each(paths)('answers HEAD at %s like GET, without a body [API-VERB-10]', async (_, path) => {
    const head = await ask(product(), path(), { method: 'HEAD' });
    expect([head.status, head.text]).toEqual([200, '']);
    if (path().endsWith('stream')) return;
    const get = await ask(product(), path());
    for (const name of ['content-type', 'etag', 'cache-control'])
      expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
  });

  it.each(['text/html', 'application/xml', '*/*'])(
    'sends JSON in UTF-8 to whoever accepts %s [API-REP-01]',
    async (accept) => {
      const type = async (path: string) =>
        (await ask(product(), path, { headers: { accept } })).headers.get('content-type');
      expect([await type(first()), await type('/nothing')]).toEqual([
        'application/json; charset=utf-8',
        'application/problem+json; charset=utf-8',
      ]);
    },
  );
}

function tracing(product: () => Product): void {
  it.each(['a', '!"#~', 'x'.repeat(128)])('echoes the request id %s on every answer [API-TRACE-01]', async (id) => {
    for (const path of everywhere)
      expect((await ask(product(), path, { headers: { 'x-request-id': id } })).headers.get('x-request-id')).toBe(id);
  });

  it.each(['x'.repeat(129), 'a b', ''])(
    'makes a request id of its own where "%s" is sent [API-TRACE-01]',
    async (id) => {
      for (const path of everywhere) {
        const answer = await ask(product(), path, { headers: { 'x-request-id': id } });
        expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      }
    },
  );

  it('keeps request id and trace of the caller in the event that the call caused [API-TRACE-01, API-TRACE-02]', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const requestId = `traced-${Date.now()}`;
    const traced = { 'x-request-id': requestId, traceparent: `00-${trace}-b7ad6b7169203331-01` };
    const made = await ask(product(), '/products', { method: 'POST', body: { name: 'Traced' }, headers: traced });
    await eventually(async () => {
      const { body } = await ask(product(), `/events?subject=${made.body.id}`);
      const facts = body.data.map((it) => [it.requestId, it.correlationId, it.causationId]);
      expect(facts).toEqual([[requestId, trace, null]]);
    });
  });
}

function headers(product: () => Product): void {
  it('tells the version of its contract on every answer, and that its type is not to be guessed [API-VER-02]', async () => {
    for (const path of everywhere)
      for (const method of ['GET', 'OPTIONS', 'DELETE']) {
        const { headers: told } = await ask(product(), path, { method });
        expect(told.get('api-version')).toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(told.get('x-content-type-options')).toBe('nosniff');
      }
  });

  it.each<[string, string, string]>([
    ['GET', '/products/solo:1001', 'private, no-cache'],
    ['GET', '/options/solo:2001', 'private, no-cache'],
    ['GET', '/licenses/solo:4001', 'private, no-cache'],
    ['GET', '/products', 'no-store'],
    ['GET', '/events', 'no-store'],
    ['GET', '/nothing', 'no-store'],
    ['GET', '/products/nothing', 'no-store'],
    ['POST', '/products', 'no-store'],
  ])('tells caches of %s %s: %s', async (method, path, control) => {
    const body = method === 'POST' ? { name: 'Cached' } : undefined;
    expect((await ask(product(), path, { method, body })).headers.get('cache-control')).toBe(control);
  });

  it.each<[string, (apiKey: string) => string | undefined]>([
    ['no key', () => undefined],
    ['another scheme', (key) => `Basic ${Buffer.from(`x:${key}`).toString('base64')}`],
    ['an unknown key', () => 'Bearer lk_live_unknown_secret'],
    ['a wrong secret', (key) => `Bearer ${key}x`],
    ['a key without its form', (key) => `Bearer ${key.replace('lk_', '')}`],
  ])('answers 401 for %s, whatever is asked', async (_, authorizationOf) => {
    const { baseUrl, apiKey } = product().access;
    const authorization = authorizationOf(apiKey);
    for (const path of ['/products', '/products/solo:1001', '/licenses/solo:999999', '/events/stream']) {
      const response = await fetch(`${baseUrl}/api/v1${path}`, authorization ? { headers: { authorization } } : {});
      const answer = await answerOf<{ code: string }>(response);
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
    }
  });
}

function health(product: () => Product): void {
  it.each(['/healthz', '/readyz'])('answers %s to anybody, without detail', async (path) => {
    const answer = await answerOf(await fetch(`${product().access.baseUrl}${path}`));
    expect([answer.status, answer.text, answer.headers.get('cache-control')]).toEqual([200, 'ok\n', 'no-store']);
  });
}
