import { type Asking, ask, placesOf } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';

const create = (body: unknown, headers: Record<string, string> = {}): Asking => ({ method: 'POST', body, headers });
const depth = (levels: number) => `{"name":${'['.repeat(levels)}${']'.repeat(levels)}}`;

/** What the native API refuses, and how it says so. */
export function nativeProblems(product: () => Product): void {
  it.each<[string, string, Asking, number, string, string[]]>([
    ['a body that is not JSON', '/products', create('{'), 400, 'json_invalid', []],
    ['an empty body', '/products', create(''), 400, 'json_invalid', []],
    ['a body that is an array', '/products', create([]), 400, 'parameter_invalid', [' invalid']],
    ['a body that is null', '/products', create('null'), 400, 'parameter_invalid', [' invalid']],
    [
      'integers that cannot be told apart',
      '/options',
      create(
        '{"productId":"solo:1001","name":"x","type":"volume","seats":{"limit":9007199254740994},"expiry":{"days":-9007199254740994}}',
      ),
      400,
      'parameter_invalid',
      ['/expiry/days invalid', '/seats/limit invalid'],
    ],
    ['a body that is too deep', '/products', create(depth(40)), 400, 'parameter_invalid', []],
    ['a body of text', '/products', create('{}', { 'content-type': 'text/plain' }), 415, 'media_type_unsupported', []],
    [
      'a form',
      '/products',
      create('name=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'media_type_unsupported',
      [],
    ],
    ['a body above 1 MiB', '/products', create({ name: 'x'.repeat(1024 * 1024) }), 413, 'body_too_large', []],
    ['a missing member', '/products', create({}), 400, 'parameter_missing', ['/name required']],
    ['an unknown member', '/products', create({ name: 'x', nam: 1 }), 400, 'parameter_unknown', ['/nam unknown']],
    [
      'an unknown member with odd characters',
      '/products',
      create({ name: 'x', 'a/b~c': 1 }),
      400,
      'parameter_unknown',
      ['/a~1b~0c unknown'],
    ],
    ['a wrong type', '/products', create({ name: 7 }), 400, 'parameter_invalid', ['/name invalid']],
    ['a NUL', '/products', create({ name: 'a\0b' }), 400, 'parameter_invalid', ['/name invalid']],
    [
      'a null that may not be',
      '/products',
      create({ name: 'x', sku: null }),
      400,
      'parameter_invalid',
      ['/sku invalid'],
    ],
    ['an empty name', '/products', create({ name: '' }), 400, 'parameter_invalid', ['/name invalid']],
    [
      'a text that is too long',
      '/products',
      create({ name: '😀'.repeat(256) }),
      400,
      'parameter_invalid',
      ['/name invalid'],
    ],
    [
      'a member that only replies have',
      '/products',
      create({ name: 'x', version: 1 }),
      400,
      'parameter_invalid',
      ['/version readOnly'],
    ],
    [
      'several wrong places',
      '/products',
      create({ sku: 1, latestVersion: 'v', dna: { productId: 'Q' } }),
      400,
      'parameter_invalid',
      ['/dna/productId invalid', '/latestVersion invalid', '/name required', '/sku invalid'],
    ],
    [
      'no members of an option',
      '/options',
      create({}),
      400,
      'parameter_missing',
      ['/name required', '/productId required', '/type required'],
    ],
    [
      'an unknown product of an option',
      '/options',
      create({ productId: 'solo:999999', name: 'x', type: 'volume' }),
      404,
      'not_found',
      [],
    ],
    ['an absent product', '/products/solo:999999', {}, 404, 'not_found', []],
    ['an absent option', '/options/solo:999999', {}, 404, 'not_found', []],
    ['an absent license', '/licenses/solo:999999', {}, 404, 'not_found', []],
    ['an id of no form', '/products/nonsense', {}, 404, 'not_found', []],
    ['the id of another resource', '/licenses/prd_00000000000000000000000000', {}, 404, 'not_found', []],
    ['a number out of range', '/products/solo:99999999999', {}, 404, 'not_found', []],
    ['a path that there is not', '/nothing', {}, 404, 'not_found', []],
    ['a limit of 0', '/products?limit=0', {}, 400, 'parameter_invalid', ['limit invalid']],
    ['a limit of 201', '/options?limit=201', {}, 400, 'parameter_invalid', ['limit invalid']],
    ['a limit that is no number', '/events?limit=x', {}, 400, 'parameter_invalid', ['limit invalid']],
    ['a limit given twice', '/products?limit=1&limit=2', {}, 400, 'parameter_invalid', ['limit invalid']],
    ['a filter without a value', '/products?status=', {}, 400, 'parameter_invalid', ['status invalid']],
    ['a filter with a NUL', '/options?status=a%00', {}, 400, 'parameter_invalid', ['status invalid']],
    [
      'two unknown filters',
      '/products?colour=red&size=9',
      {},
      400,
      'filter_unknown',
      ['colour invalid', 'size invalid'],
    ],
    ['an unknown filter', '/products?colour=red', {}, 400, 'filter_unknown', ['colour invalid']],
    ['an unknown filter of events', '/events?colour=red', {}, 400, 'filter_unknown', ['colour invalid']],
    ['an unknown sort', '/products?sort=colour', {}, 400, 'filter_unknown', ['sort invalid']],
    ['a cursor that is none', '/products?cursor=abc', {}, 400, 'cursor_invalid', ['cursor invalid']],
    ['a cursor that is none of events', '/events?after=abc', {}, 400, 'cursor_invalid', []],
    [
      'an unknown parameter of a license',
      '/licenses/solo:4001?colour=red',
      {},
      400,
      'parameter_unknown',
      ['colour invalid'],
    ],
    [
      'an unknown parameter of a product',
      '/products/solo:1001?colour=red',
      {},
      400,
      'parameter_unknown',
      ['colour invalid'],
    ],
    [
      'an unknown parameter of an option',
      '/options/solo:2001?colour=red',
      {},
      400,
      'parameter_unknown',
      ['colour invalid'],
    ],
    [
      'an unknown parameter of a creation',
      '/products?colour=red',
      create({ name: 'x' }),
      400,
      'parameter_unknown',
      ['colour invalid'],
    ],
    [
      'an unknown parameter of a change',
      '/products/solo:1001?colour=red',
      { method: 'PATCH', body: {} },
      400,
      'parameter_unknown',
      ['colour invalid'],
    ],
    ['an unknown include', '/licenses/solo:4001?include=secrets', {}, 400, 'parameter_invalid', ['include invalid']],
    ['a method not offered', '/products/solo:1001', { method: 'DELETE' }, 405, 'method_not_allowed', []],
    [
      'a version that is not the latest',
      '/products/solo:1001',
      { method: 'PATCH', body: { sku: 'x' }, headers: { 'if-match': '"999"' } },
      412,
      'version_conflict',
      [],
    ],
    ['a target above 4 KiB', `/products?x=${'x'.repeat(4096)}`, {}, 414, 'target_too_long', []],
    [
      'headers above 16 KiB',
      '/products',
      { headers: { 'x-long': 'x'.repeat(16 * 1024) } },
      431,
      'headers_too_large',
      [],
    ],
  ])(
    'refuses %s with a problem that names every place [API-ERR-01, API-ERR-03, API-REP-11, API-REP-12, API-REP-19]',
    async (_, path, asking, status, code, places) => {
      const answer = await ask(product(), path, {
        ...asking,
        headers: { ...asking.headers, 'x-request-id': 'problem' },
      });
      const { title, detail, retryable, ...rest } = answer.body;
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        status,
        'application/problem+json; charset=utf-8',
      ]);
      expect(rest).toMatchObject({
        type: `${product().access.baseUrl}/problems/${code}`,
        status,
        code,
        instance: `/api/v1${path.split('?')[0]}`,
        requestId: 'problem',
      });
      expect([typeof title, typeof detail, retryable]).toEqual(['string', 'string', false]);
      expect(placesOf(answer)).toEqual(places);
    },
  );
}
