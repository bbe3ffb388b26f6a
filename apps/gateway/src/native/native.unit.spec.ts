import { ServiceUnavailable } from '@licet/command-bus';
import { defaultOption, nativeId } from '@licet/contracts';
import { eventually } from '@licet/testing';
import { request as httpRequest } from 'node:http';
import { type Asking, jsonOf } from '../scenarios/http.scenarios.ts';
import {
  type ScriptedGateway,
  authenticates,
  caller,
  known,
  scriptedGateway,
} from '../scenarios/scripted-gateway.scenarios.ts';
import { customer, ledger, license } from '../solo/scenarios/facts.scenarios.ts';

const { product, option } = license;
const authorization = `Bearer lk_live_${known.native.keyId}_${known.native.secret}`;
const refuses = (code: string, facts?: object) => ({ ok: false as const, refusal: { code, facts } }) as never;
const gives = (value: unknown) => ({ ok: true as const, value });
const event = {
  id: 'evt_1',
  cursor: 'c1',
  type: 'LicenseStatusChanged',
  time: '2026-03-01T09:12:45.120Z',
  authorId: 1,
  subject: { object: 'license', id: 'lic_1', version: 2 },
  actor: { kind: 'key', id: 'key_1' },
  via: 'native',
  requestId: 'r1',
  correlationId: 't1',
  causationId: null,
  changes: [],
  data: {},
};
const answers = {
  GetProduct: gives(product),
  CreateProduct: gives(product),
  UpdateProduct: gives({ ...product, version: 2 }),
  GetOption: gives(option),
  CreateOption: gives(option),
  UpdateOption: gives({ ...option, version: 2 }),
  ListObjects: gives({ items: [1001], next: 'bmV4dA', previous: 'cHJldg' }),
  GetLicense: gives({ license, password: 'none' }),
  GetLedger: gives({ ...ledger, version: 7 }),
  GetCustomer: gives(customer),
  GetCustomData: gives({ format: 'text', value: '' }),
  ListEvents: gives({ events: [event], next: 'c1' }),
};

let gateway: ScriptedGateway;
beforeAll(async () => {
  gateway = await scriptedGateway(answers);
});
beforeEach(() => {
  gateway.bus.asked.length = 0;
  gateway.bus.answers = { AuthenticateKey: authenticates(), ...answers };
});
afterAll(() => gateway.close());

const ask = (path: string, asking: Asking = {}) =>
  gateway.ask(`/api/v1${path}`, { ...asking, headers: { authorization, ...asking.headers } });
const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
interface Told {
  code: string;
  errors?: { pointer?: string; parameter?: string; code: string }[];
}
const told = async (answer: ReturnType<typeof ask>) => {
  const { status, body } = await answer;
  const { code, errors } = JSON.parse(body) as Told;
  return { status, code, places: (errors ?? []).map((it) => `${it.pointer ?? it.parameter ?? ''} ${it.code}`) };
};

describe('problems', () => {
  it('are RFC 9457 with code, request id and retryable [API-ERR-01, API-ERR-02, API-TRACE-01]', async () => {
    const answer = await gateway.ask('/api/v1/products', { headers: { 'x-request-id': 'my-id' } });
    expect([answer.status, answer.headers['content-type']]).toEqual([401, 'application/problem+json; charset=utf-8']);
    expect(jsonOf(answer)).toEqual({
      type: `${gateway.url}/problems/unauthenticated`,
      title: 'No or bad credential',
      status: 401,
      code: 'unauthenticated',
      detail: 'No or bad credential.',
      instance: '/api/v1/products',
      requestId: 'my-id',
      retryable: false,
    });
  });

  it.each([
    ['no key', ''],
    ['another scheme', 'Basic abc'],
    ['an unknown key', 'Bearer lk_live_unknown_secret'],
    ['a wrong secret', `Bearer lk_live_${known.native.keyId}_wrong`],
  ])('are 401 for %s [API-KEY-01]', async (_, header) => {
    expect((await ask('/products', { headers: { authorization: header } })).status).toBe(401);
  });

  it('are 405 with the methods there are, and OPTIONS lists them [API-VERB-10]', async () => {
    const wrong = await ask('/products/solo:1001', { method: 'DELETE' });
    const options = await ask('/products', { method: 'OPTIONS' });
    expect([wrong.status, wrong.headers.allow, jsonOf(wrong).code]).toEqual([
      405,
      'GET, HEAD, OPTIONS, PATCH',
      'method_not_allowed',
    ]);
    expect([options.status, options.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
  });

  it.each(['/api/v1/nothing', '/nothing', '/api/v1/licenses/%zz'])(
    'are told for %s, which nobody owns [API-ERR-01]',
    async (path) => {
      const answer = await gateway.ask(path, { headers: { authorization } });
      expect([answer.status, answer.headers['content-type']]).toEqual([
        path.includes('%') ? 400 : 404,
        'application/problem+json; charset=utf-8',
      ]);
    },
  );

  it('are 503 and retryable when an owner cannot be asked, never a business code [design 1.6, API-ERR-09]', async () => {
    gateway.bus.answers.GetLedger = () => {
      throw new ServiceUnavailable('activations', 'it is not running');
    };
    const answer = await ask('/licenses/solo:4001');
    expect([answer.status, jsonOf(answer).code, jsonOf(answer).retryable]).toEqual([503, 'unavailable', true]);
    expect(answer.headers['retry-after']).toBe('1');
  });

  it('are 500 without any detail for a bug [API-ERR-05]', async () => {
    gateway.bus.answers.GetProduct = () => {
      throw new Error('secret detail');
    };
    const answer = await ask('/products/solo:1001');
    expect([answer.status, jsonOf(answer).code]).toEqual([500, 'internal']);
    expect(answer.body).not.toContain('secret detail');
    expect(gateway.log()).toContain('secret detail');
  });
});

describe('products and options', () => {
  const id = nativeId('product', product.uuid);

  it('creates a product: 201, Location, ETag, and the object [API-PRD-01, API-VERB-01, API-REP-03, API-ETAG-01]', async () => {
    const answer = await send('POST', '/products', { name: 'Example Editor', dna: { productId: 'p7654321' } });
    expect([answer.status, answer.headers.location, answer.headers.etag]).toEqual([
      201,
      `/api/v1/products/${id}`,
      '"1"',
    ]);
    expect(Object.keys(jsonOf(answer)).slice(0, 5)).toEqual(['id', 'object', 'createdAt', 'updatedAt', 'version']);
    expect(gateway.bus.last('CreateProduct')).toEqual({
      authorId: 1,
      settings: { name: 'Example Editor', dnaProductId: 'P7654321' },
    });
  });

  it.each<[string, unknown, number, string, string[]]>([
    ['an unknown member', { name: 'x', nam: 'y' }, 400, 'parameter_unknown', ['/nam unknown']],
    ['a missing member', {}, 400, 'parameter_missing', ['/name required']],
    ['a wrong type', { name: 1 }, 400, 'parameter_invalid', ['/name invalid']],
    ['a NUL', { name: 'a\0b' }, 400, 'parameter_invalid', ['/name invalid']],
    ['half a surrogate pair', { name: 'a\ud800b' }, 400, 'parameter_invalid', ['/name invalid']],
    ['a read-only member', { name: 'x', version: 3 }, 400, 'parameter_invalid', ['/version readOnly']],
    [
      'two wrong members',
      { name: 'x', sku: 1, latestVersion: 'v' },
      400,
      'parameter_invalid',
      ['/sku invalid', '/latestVersion invalid'],
    ],
    [
      'a wrong member of a part',
      { name: 'x', dna: { productId: 'Q' } },
      400,
      'parameter_invalid',
      ['/dna/productId invalid'],
    ],
    ['an array', [], 400, 'parameter_invalid', [' invalid']],
  ])(
    'refuses %s with a pointer to every place [API-REP-11, API-REP-12, API-ERR-03, API-LIC-14]',
    async (_, body, status, code, places) => {
      const answer = await told(send('POST', '/products', body));
      expect({ ...answer, places: answer.places.toSorted() }).toEqual({ status, code, places: places.toSorted() });
      expect(gateway.bus.last('CreateProduct')).toBeUndefined();
    },
  );

  it('takes no member for its own that every object of the language has, wherever it stands [API-REP-12]', async () => {
    const body =
      '{"name":"x","__proto__":{"name":"y"},"constructor":1,"metadata":{"constructor":"a","__proto__":"b","toString":"c"}}';
    const headers = { 'content-type': 'application/json' };
    expect(await told(ask('/products', { method: 'POST', body, headers }))).toEqual({
      ...{ status: 400, code: 'parameter_unknown' },
      places: [
        '/__proto__ unknown',
        '/constructor unknown',
        '/metadata/constructor unknown',
        '/metadata/__proto__ unknown',
        '/metadata/toString unknown',
      ],
    });
    expect(gateway.bus.last('CreateProduct')).toBeUndefined();
  });

  it('refuses what is not JSON, and JSON of another type [API-REP-19, API-ERR-08]', async () => {
    expect(
      await told(ask('/products', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } })),
    ).toMatchObject({ status: 400, code: 'json_invalid' });
    expect(
      await told(ask('/products', { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } })),
    ).toMatchObject({ status: 415, code: 'media_type_unsupported' });
    const large = `"${'x'.repeat(1024 * 1024)}"`;
    expect(
      await told(ask('/products', { method: 'POST', body: large, headers: { 'content-type': 'application/json' } })),
    ).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it.each([`/products/${id}`, '/products/solo:1001'])('finds a product at %s [API-REP-05]', async (path) => {
    const answer = await ask(path);
    expect([answer.status, jsonOf(answer).id]).toEqual([200, id]);
    expect(answer.headers['cache-control']).toBe('private, no-cache');
  });

  it.each([
    '/products/nonsense',
    '/products/solo:0',
    `/products/${id.replace(/.$/, (it) => (it === '9' ? '8' : '9'))}`,
  ])('answers 404 for %s [API-ERR-06]', async (path) => {
    gateway.bus.answers.GetProduct = ({ productId }: { productId: number }) =>
      productId === 1001 ? gives(product) : refuses('not_found');
    expect((await told(ask(path))).status).toBe(404);
  });

  it('answers 304 to a caller who has this version [API-ETAG-02]', async () => {
    const answer = await ask('/products/solo:1001', { headers: { 'if-none-match': '"1"' } });
    expect([answer.status, answer.body, answer.headers.etag]).toEqual([304, '', '"1"']);
    const made = await send('POST', '/products', { name: 'x' }, { 'if-none-match': '*' });
    expect([made.status, jsonOf(made).id]).toEqual([201, id]);
  });

  it('changes named members of a product only, under If-Match [API-VERB-01, API-ETAG-03]', async () => {
    const answer = await send('PATCH', '/products/solo:1001', { sku: 'X' }, { 'if-match': '"1"' });
    expect([answer.status, answer.headers.etag]).toEqual([200, '"2"']);
    expect(gateway.bus.last('UpdateProduct')).toEqual({
      authorId: 1,
      productId: 1001,
      changes: { sku: 'X' },
      expectedVersion: 1,
    });
    gateway.bus.answers.UpdateProduct = refuses('version_conflict', { version: 5 });
    const late = await send('PATCH', '/products/solo:1001', { sku: 'X' }, { 'if-match': '"1"' });
    expect([late.status, jsonOf(late).code, jsonOf(late).currentETag]).toEqual([412, 'version_conflict', '"5"']);
  });

  it.each<[string, number, string | undefined]>([
    ['"9", "1"', 200, undefined],
    ['*', 200, undefined],
    ['"2"', 412, '"1"'],
    ['W/"1"', 412, '"1"'],
    ['nonsense', 412, '"1"'],
  ])(
    'compares If-Match %s strongly, and tells the tag that holds where it is none of those [API-ETAG-03]',
    async (tags, status, currentETag) => {
      for (const path of ['/products/solo:1001', '/options/solo:2001']) {
        const answer = await send('PATCH', path, { name: 'X' }, { 'if-match': tags });
        expect([answer.status, jsonOf(answer).currentETag]).toEqual([status, currentETag]);
      }
    },
  );

  it('lays parts of an option over its defaults, and over what it has [API-OPT-01, API-OPT-10]', async () => {
    await send('POST', '/options', {
      productId: id,
      name: 'x',
      type: 'activationCode',
      activation: { sameMachineFree: true },
    });
    expect(gateway.bus.last('CreateOption')).toEqual({
      authorId: 1,
      productId: 1001,
      settings: {
        name: 'x',
        type: 'activationCode',
        activation: { ...defaultOption.activation, sameMachineFree: true },
      },
    });
    await send('PATCH', '/options/solo:2001', { seats: { limit: null }, upgradeBehavior: 'deactivate' });
    expect(gateway.bus.last('UpdateOption')).toMatchObject({
      changes: { seats: { limit: null, rotation: false, floating: null }, upgradeBehavior: 'deactivate' },
      expectedVersion: 1,
    });
  });

  it('merges an option anew when another writer came between [API-ETAG-04]', async () => {
    let conflicts = 2;
    gateway.bus.answers.UpdateOption = () =>
      conflicts-- > 0 ? refuses('version_conflict') : gives({ ...option, version: 4 });
    expect((await send('PATCH', '/options/solo:2001', { seats: { limit: 3 } })).status).toBe(200);
  });

  it('passes on what the query asks of a list, and mirrors its cursors [API-LIST-01, API-LIST-02, API-LIST-05, API-LIST-07]', async () => {
    const answer = await ask(
      '/products?limit=1&status=active,banned&q=%C3%89dit%20or&sort=-name&count=true&cursor=abc',
    );
    expect(gateway.bus.last('ListObjects')).toEqual({
      ...{ authorId: 1, list: 'product' },
      query: {
        filters: [{ field: 'status', operator: 'equals', values: ['active', 'banned'] }],
        ...{ sort: { field: 'name', descending: true }, words: ['édit', 'or'], cursor: 'abc', limit: 1, count: true },
      },
    });
    expect(jsonOf(answer)).toMatchObject({ object: 'list', next: 'bmV4dA', previous: 'cHJldg' });
    expect(answer.headers.link).toMatch(
      /^<\/api\/v1\/products\?[^>]*cursor=bmV4dA>; rel="next", <[^>]*cursor=cHJldg>; rel="prev"$/,
    );
  });

  it('tells a cursor that its service does not know [API-LIST-03]', async () => {
    gateway.bus.answers.ListObjects = refuses('cursor_invalid', { parameter: 'cursor' });
    const refused = await told(ask('/products?cursor=abc'));
    gateway.bus.answers.ListObjects = answers.ListObjects;
    expect(refused).toEqual({ status: 400, code: 'cursor_invalid', places: ['cursor invalid'] });
  });

  it('reads filters by what the list declares [API-LIST-07]', async () => {
    await ask(
      '/licenses?expiresAt[gte]=2026-03-01&expiresAt[exists]=true&seats.left[lt]=3&email[prefix]=ann@&productId=solo:1001&usable=false',
    );
    expect(gateway.bus.last('ListObjects')).toMatchObject({
      query: {
        filters: [
          { field: 'expiresAt', operator: 'gte', values: ['2026-03-01T00:00:00.000Z'] },
          { field: 'expiresAt', operator: 'exists', values: [true] },
          { field: 'seats.left', operator: 'lt', values: [3] },
          { field: 'email', operator: 'prefix', values: ['ann@'] },
          { field: 'productId', operator: 'equals', values: [1001] },
          { field: 'usable', operator: 'equals', values: [false] },
        ],
      },
    });
  });

  it('names every parameter that a list does not know, and every value that cannot be [API-LIST-07, API-ERR-03]', async () => {
    const strange = await told(ask('/licenses?key=A&status[lt]=active&usable=true&status[equals]=active&toString=1'));
    expect(strange).toEqual({
      ...{ status: 400, code: 'filter_unknown' },
      places: ['key invalid', 'status[lt] invalid', 'status[equals] invalid', 'toString invalid'],
    });
    const impossible = await told(
      ask('/licenses?expiresAt=yesterday&productId=opt_1&seats.left=x&status=gone&usable=1'),
    );
    expect(impossible).toEqual({
      ...{ status: 400, code: 'parameter_invalid' },
      places: ['expiresAt invalid', 'productId invalid', 'seats.left invalid', 'status invalid', 'usable invalid'],
    });
  });

  it.each([
    ['/products?limit=0', 'parameter_invalid'],
    ['/products?limit=201', 'parameter_invalid'],
    ['/products?colour=red', 'filter_unknown'],
    ['/products?cursor=a%20c', 'cursor_invalid'],
    ['/products?sort=status', 'filter_unknown'],
    ['/products?q=%20', 'parameter_invalid'],
    ['/products?count=1', 'parameter_invalid'],
    ['/products?limit=1&limit=2', 'parameter_invalid'],
    ['/products/solo:1001/serials?q=a', 'filter_unknown'],
    ['/licenses/solo:4001?include=secrets', 'parameter_invalid'],
    ['/licenses/solo:4001?colour=red', 'parameter_unknown'],
    ['/products?status=', 'parameter_invalid'],
    ['/products?status=%00', 'parameter_invalid'],
    ['/products/solo:1001?colour=red', 'parameter_unknown'],
    ['/options/solo:2001?colour=red', 'parameter_unknown'],
    ['/events?limit=x', 'parameter_invalid'],
  ])('refuses %s with %s [API-LIST-02, API-LIST-07, API-REP-11]', async (path, code) => {
    expect(await told(ask(path))).toMatchObject({ status: 400, code });
  });
});

describe('a license', () => {
  it('is told with its state, seats and ids of everything around it [API-LIC-08, API-ETAG-01]', async () => {
    const answer = await ask('/licenses/solo:4001');
    expect(answer.headers.etag).toBe('"1.7"');
    expect(jsonOf(answer)).toMatchObject({
      id: nativeId('license', license.uuid),
      customerId: nativeId('customer', customer.uuid),
      status: 'active',
      state: 'reserved',
      usable: true,
      seats: { limit: 5, used: 0, anonymous: 0, left: 5, rotation: false, floating: null },
      activation: { activationsLeft: 5, deactivationsLeft: 3, firstAt: null },
      expiry: { rule: 'never', days: 0, expiresAt: license.expiresAt, expired: false },
      solo: { licenseId: 4001 },
    });
  });

  it('names no customer where he is deleted', async () => {
    const customerId = license.customerId! + 1; // one of whom nothing was asked before
    gateway.bus.answers.GetLicense = gives({ license: { ...license, customerId }, password: 'none' });
    gateway.bus.answers.GetCustomer = refuses('not_found');
    const answer = await ask('/licenses/solo:4001');
    expect([answer.status, jsonOf(answer).customerId]).toEqual([200, null]);
  });

  it('is left out of a list where its owner no longer knows it, and no other failure is hidden so', async () => {
    const found = [4001, 4002].map((licenseId) => ({ ...license, licenseId }));
    const list = async (gone: () => ReturnType<typeof refuses>) => {
      gateway.bus.answers.ListObjects = gives({ items: [4001, 4002], next: null, previous: null });
      gateway.bus.answers.GetLicense = ({ reference }: { reference: { licenseId: number } }) =>
        reference.licenseId === 4001 ? gone() : gives({ license: found[1], password: 'none' });
      const answer = await ask('/licenses');
      const data = jsonOf(answer).data as { solo: { licenseId: number } }[] | undefined;
      return [answer.status, data?.map(({ solo }) => solo.licenseId)];
    };
    expect(await list(() => refuses('not_found'))).toEqual([200, [4002]]);
    const away = () => {
      throw new ServiceUnavailable('licenses', 'away');
    };
    expect(await list(away)).toEqual([503, undefined]);
  });

  it('includes what the other dialects print, and no more than was asked for [API-LIC-09, API-REP-17]', async () => {
    expect(jsonOf(await ask('/licenses/solo:4001?include=dialects')).dialects).toEqual({
      solo: { status: 'OK' },
      dna: { status: 'EXISTS ACTIVATION RESERVED VALID' },
      ip: { status: 'Active', isFrozen: false, computers: 0 },
    });
    expect(jsonOf(await ask('/licenses/solo:4001'))).not.toHaveProperty('dialects');
  });
});

describe('the tag of a license', () => {
  const changedAt = license.updatedAt;
  const minute = (minutes: number) => new Date(Date.parse(changedAt) + minutes * 60_000).toISOString();
  const old = { option: { ...option, updatedAt: minute(-1) }, product: { ...product, updatedAt: minute(-1) } };
  const expiring = { ...option.settings, expiry: { rule: 'onDate', days: null, date: null } };
  it.each([
    ['nothing else has changed', 304, {}],
    ['its option has changed since', 200, { option: { ...option, updatedAt: minute(1) } }],
    [
      'its option may have changed since, by the clock of another process',
      200,
      { option: { ...option, updatedAt: minute(0) } },
    ],
    ['its product has changed since', 200, { product: { ...product, updatedAt: minute(1) } }],
    ['it has expired since', 200, { expiresAt: minute(1), settings: expiring }],
    [
      'it was sold on an invoice',
      200,
      { invoice: { invoiceId: 5001, uuid: license.uuid, number: '', customerId: null, blocked: false } },
    ],
  ])('is enough to know it where %s: %d [API-ETAG-02]', async (_, status, facts) => {
    gateway.bus.answers.GetLicense = gives({
      license: { ...license, invoice: null, ...old, ...facts },
      password: 'none',
    });
    const first = await ask('/licenses/solo:4001');
    const answer = await ask('/licenses/solo:4001', { headers: { 'if-none-match': String(first.headers.etag) } });
    expect([answer.status, answer.headers.etag, answer.body === '']).toEqual([
      status,
      first.headers.etag,
      status === 304,
    ]);
  });
});

describe('the feed', () => {
  it('is listed after a cursor, and next is always one [API-EVT-01, API-EVT-03]', async () => {
    const answer = jsonOf(await ask('/events?after=c0&limit=10&type=License*,ProductBanned'));
    expect(answer).toMatchObject({
      object: 'list',
      data: [{ id: 'evt_1', object: 'event', cursor: 'c1' }],
      next: 'c1',
    });
    expect(gateway.bus.last('ListEvents')).toEqual({
      authorId: 1,
      after: 'c0',
      limit: 10,
      types: ['License*', 'ProductBanned'],
      subject: null,
      waitMs: 0,
    });
  });

  it('streams from the last event that the client saw, each once, and comments when nothing comes [API-EVT-04, API-EVT-06]', async () => {
    const feed = Array.from({ length: 450 }, (_, i) => ({ ...event, id: `evt_${i + 1}`, cursor: String(i + 1) }));
    gateway.bus.answers.ListEvents = ({ after, limit }: { after: string | null; limit: number }) => {
      const events = feed.slice(Number(after ?? 0), Number(after ?? 0) + limit);
      return gives({ events, next: events.at(-1)?.cursor ?? after ?? '0' });
    };
    const first = await readStream({}, (text) => text.includes('id: 230\n'));
    const last = lastCompleteId(first);
    const second = await readStream(
      { 'last-event-id': last },
      (text) => text.includes('id: 450\n') && text.includes('\n: '),
    );
    const seen = [...idsIn(first.slice(0, first.indexOf(`id: ${last}\n`))), last, ...idsIn(second)];
    expect(seen).toEqual(feed.map(({ cursor }) => cursor));
  });

  it('ends a stream whose caller may not read it any more, and tells nothing more [API-KEY-07, PERM-21]', async () => {
    let reads = 0;
    const who = { ...caller };
    const read = () => {
      if (++reads <= 2) return gives({ events: [], next: 'c0' });
      who.expiresAt = '2020-01-01T00:00:00Z'; // while it waits for events
      return gives({ events: [event], next: 'c1' });
    };
    const other = await scriptedGateway({ ...answers, AuthenticateKey: authenticates(who), ListEvents: read });
    const { body } = await other.ask('/api/v1/events/stream', { headers: { authorization } });
    expect([body, reads]).toEqual([': nothing new\n\n', 3]);
    await other.close();
  });

  it('refuses a bad cursor before the stream begins [API-LIST-03]', async () => {
    gateway.bus.answers.ListEvents = refuses('cursor_invalid');
    expect(await told(ask('/events/stream?after=bad'))).toMatchObject({ status: 400, code: 'cursor_invalid' });
    gateway.bus.answers.ListEvents = answers.ListEvents;
    for (const last of ['a b', 'x'.repeat(2001)])
      expect(await told(ask('/events/stream', { headers: { 'last-event-id': last } }))).toEqual({
        ...{ status: 400, code: 'cursor_invalid', places: ['Last-Event-ID invalid'] },
      });
  });

  const idsIn = (text: string) => [...text.matchAll(/^id: (.+)$/gm)].map(([, id]) => id ?? '');
  const lastCompleteId = (text: string) => idsIn(text.slice(0, text.lastIndexOf('\n\n'))).at(-1) ?? '';
  const readStream = (headers: Record<string, string>, enough: (text: string) => boolean) =>
    new Promise<string>((resolve, reject) => {
      const request = httpRequest(
        `${gateway.url}/api/v1/events/stream`,
        { headers: { authorization, ...headers }, agent: false },
        (reply) => {
          let text = '';
          reply.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
            if (!enough(text)) return;
            request.destroy();
            resolve(text);
          });
        },
      );
      request.on('error', reject).end();
    });
});

describe('the gateway itself', () => {
  it('tells that it lives and whether it is ready, without a credential and without detail [API-HLT-01]', async () => {
    let well = true;
    const other = await scriptedGateway(answers, { health: () => Promise.resolve(well) });
    const status = async (path: string) => (await other.ask(path)).status;
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
    well = false;
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
    await other.close();
  });

  it('finishes what runs and ends streams when it closes', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = () => held.then(() => gives(product));
    const other = await scriptedGateway({
      ...answers,
      GetProduct: slow,
      ListEvents: gives({ events: [], next: 'c0' }),
    });
    const running = other.ask('/api/v1/products/solo:1001', { headers: { authorization } });
    const stream = other.ask('/api/v1/events/stream', { headers: { authorization } }).catch(() => 'ended');
    await eventually(
      () => other.bus.last('GetProduct') !== undefined && other.bus.last('ListEvents')?.waitMs === 15_000,
    );
    const closed = other.close();
    release();
    expect((await running).status).toBe(200);
    await closed;
    await stream;
  });
});
