import { eventually } from '@licet/testing';
import { withKey } from './access.suite.ts';
import { type Answer, type Asking, ask } from './native-answers.suite.ts';
import { optionBody } from './native-catalog.suite.ts';
import type { Product } from './product.suite.ts';

let last = 0;
export const newKey = (): string => `key-${process.pid}-${Date.now()}-${++last}`;

export const keyed = (method: string, body: unknown, key: string, ifMatch?: string): Asking => ({
  method,
  ...(body === undefined ? {} : { body }),
  headers: { 'idempotency-key': key, ...(ifMatch && { 'if-match': ifMatch }) },
});

/** What a repeat has of the first answer. */
export const result = ({ status, text, headers }: Answer) => ({
  ...{ status, text, location: headers.get('location'), etag: headers.get('etag') },
  type: headers.get('content-type'),
});
export const isReplay = ({ headers }: Answer): boolean => headers.get('idempotency-replayed') === 'true';

/** Writes that are sent again. */
export function nativeIdempotency(product: () => Product): void {
  repeats(product);
  otherRequests(product);
  failures(product);
  together(product);
  rules(product);
}

const firstOption = ({ access }: Product) => `solo:${access.products[0]!.options[0]!.prodOptionId}`;
const made = async (product: Product, path: string, body: unknown) =>
  (await ask(product, path, { method: 'POST', body })).body.id;

interface Write {
  what: string;
  method: string;
  /** Makes what it is about. */
  path: () => Promise<string>;
  body: () => unknown;
  /** Tag of the version that it changes. */
  ifMatch?: string;
  status: number;
}

/** A write of each kind that there is. */
export function keyedWrites(product: () => Product): Write[] {
  const license = async () => `/licenses/${await made(product(), '/licenses', { optionId: firstOption(product()) })}`;
  const update = async () => {
    const { id } = (await ask(product(), '/products', { method: 'POST', body: { name: 'with updates' } })).body;
    const body = { name: newKey(), latestVersion: '1.0.0.0' };
    return `/products/${id}/updates/${await made(product(), `/products/${id}/updates`, body)}`;
  };
  const key = async () => `/keys/${await made(product(), '/keys', { name: 'old', scopes: ['products:read'] })}`;
  const post = (what: string, path: string, body: () => unknown): Write => ({
    ...{ what, method: 'POST', path: () => Promise.resolve(path), body, status: 201 },
  });
  return [
    post('creating a product', '/products', () => ({ name: 'Once' })),
    post('creating an option', '/options', () => optionBody(product())),
    post('creating a customer', '/customers', () => ({ lastName: 'Once' })),
    post('creating a license', '/licenses', () => ({ optionId: firstOption(product()) })),
    post('creating a key', '/keys', () => ({ name: 'once', scopes: ['products:read'] })),
    post('creating a user', '/users', () => ({ kind: 'api', name: 'once', scopes: [] })),
    {
      ...{ what: 'changing a license', method: 'PATCH', path: license, status: 200 },
      body: () => ({ activation: { activationsLeft: { increment: 3 } } }),
    },
    {
      ...{ what: 'changing a customer', method: 'PATCH', ifMatch: '"1"', status: 200 },
      path: async () => `/customers/${await made(product(), '/customers', { lastName: 'Before' })}`,
      body: () => ({ lastName: 'After' }),
    },
    {
      ...{ what: 'merging a customer', method: 'POST', ifMatch: '"1"', status: 200 },
      path: async () => `/customers/${await made(product(), '/customers', { lastName: 'Double' })}/merge`,
      body: () => ({ intoId: `solo:${product().access.customers[0]!.customerId}` }),
    },
    {
      ...{ what: 'a transition', method: 'POST', path: async () => `${await license()}/transitions`, status: 200 },
      body: () => ({ to: 'blocked' }),
    },
    {
      ...{ what: 'a new password', method: 'POST', path: async () => `${await license()}/secrets/rotate`, status: 200 },
      body: () => undefined,
    },
    {
      ...{ what: 'rotating a key', method: 'POST', path: async () => `${await key()}/rotate`, status: 200 },
      body: () => ({}),
    },
    { what: 'deleting', method: 'DELETE', path: update, body: () => undefined, status: 204 },
  ];
}

function repeats(product: () => Product): void {
  it.each(keyedWrites(product))(
    'answers $what again with the first result, secrets, Location and ETag included, and does nothing [API-IDEM-01, API-IDEM-02]',
    async ({ method, path: pathOf, body: bodyOf, ifMatch, status }) => {
      const [path, asking] = [await pathOf(), keyed(method, bodyOf(), newKey(), ifMatch)];
      const first = await ask(product(), path, asking);
      expect([first.status, isReplay(first)]).toEqual([status, false]);
      const before = await feedEnd(product());
      const again = await ask(product(), path, asking);
      expect([result(again), isReplay(again)]).toEqual([result(first), true]);
      expect(again.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
      expect((await product().native.events({ after: before })).data).toEqual([]);
    },
  );
}

/** Behind everything that has happened. */
export async function feedEnd({ native }: Product): Promise<string> {
  let { next, data } = await native.events({ limit: '200' });
  while (data.length > 0) ({ next, data } = await native.events({ limit: '200', after: next }));
  return next;
}

function otherRequests(product: () => Product): void {
  it.each([
    ['another body', '/products', { name: 'another' }, 'POST'],
    ['another path', '/customers', { name: 'first' }, 'POST'],
    ['another method', '/products', undefined, 'DELETE'],
  ])('refuses a key that comes with %s [API-IDEM-03]', async (_, path, body, method) => {
    const key = newKey();
    const id = (await ask(product(), '/products', keyed('POST', { name: 'first' }, key))).body.id;
    const target = method === 'DELETE' ? `${path}/${id}/serials/nothing` : path;
    const refused = await ask(product(), target, keyed(method, body, key));
    expect([refused.status, refused.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('counts keys per credential [API-IDEM-02]', async () => {
    const other = (await withKey(product(), { scopes: ['products:write'] })).product;
    const key = newKey();
    const [mine, theirs] = [
      await ask(product(), '/products', keyed('POST', { name: 'mine' }, key)),
      await ask(other, '/products', keyed('POST', { name: 'theirs' }, key)),
    ];
    expect([mine.status, theirs.status, theirs.body.name]).toEqual([201, 201, 'theirs']);
  });

  it.each(['', 'a b', 'ä', 'x'.repeat(256)])('refuses "%s" as a key [API-IDEM-01]', async (key) => {
    const sent = Buffer.from(key).toString('latin1');
    const refused = await ask(product(), '/products', keyed('POST', { name: 'Never' }, sent));
    expect([refused.status, refused.body.code]).toEqual([400, 'parameter_invalid']);
    expect(refused.body.errors).toEqual([expect.objectContaining({ parameter: 'Idempotency-Key' })]);
  });
}

function failures(product: () => Product): void {
  it('keeps the refusal of a decision, also when it would be decided otherwise now [API-IDEM-06]', async () => {
    const license = await made(product(), '/licenses', { optionId: firstOption(product()) });
    const path = `/licenses/${license}/transitions`;
    const key = newKey();
    const first = await ask(product(), path, keyed('POST', { to: 'restored' }, key));
    expect([first.status, first.body.code]).toEqual([409, 'transition_not_allowed']);
    await ask(product(), path, { method: 'POST', body: { to: 'deleted' } });
    const again = await ask(product(), path, keyed('POST', { to: 'restored' }, key));
    expect([result(again), isReplay(again)]).toEqual([result(first), true]);
  });

  it('leaves the key free where the request itself was at fault, for the mended one [API-IDEM-06]', async () => {
    const key = newKey();
    const faulty = await ask(product(), '/products', keyed('POST', { nome: 'typo' }, key));
    expect(faulty.status).toBe(400);
    const mended = await ask(product(), '/products', keyed('POST', { name: 'no typo' }, key));
    expect([mended.status, isReplay(mended)]).toEqual([201, false]);
  });
}

function together(product: () => Product): void {
  it('does once what 100 calls with one key ask for at a time, and answers all alike [API-IDEM-04, API-IDEM-09]', async () => {
    const name = newKey();
    const call = () => ask(product(), '/products', keyed('POST', { name }, name));
    const answers = await Promise.all(Array.from({ length: 100 }, call));
    const stored = answers.filter(({ status }) => status === 201);
    expect(new Set(stored.map(({ text }) => text)).size).toBe(1);
    expect(stored.filter((it) => !isReplay(it))).toHaveLength(1);
    const others = answers.filter(({ status }) => status !== 201);
    expect(others.every(({ status, body }) => status === 409 && body.code === 'idempotency_in_progress')).toBe(true);
    await eventually(async () => {
      expect((await productsNamed(product(), name)).length).toBe(1);
    });
  });
}

/** By the newest page of the list. */
export const productsNamed = async (product: Product, name: string) =>
  (await ask(product, '/products?limit=200')).body.data.filter((it) => it.name === name);

function rules(product: () => Product): void {
  it('asks for a key on every POST where the account wants one, and on nothing else [API-IDEM-08]', async () => {
    const set = (value: boolean | null) =>
      ask(product(), '/account', { method: 'PATCH', body: { settings: { requireIdempotencyKey: value } } });
    expect((await set(true)).status).toBe(200);
    try {
      const refused = await ask(product(), '/products', { method: 'POST', body: { name: 'Never' } });
      expect([refused.status, refused.body.code]).toEqual([400, 'idempotency_key_missing']);
      expect((await ask(product(), '/products', keyed('POST', { name: 'Keyed' }, newKey()))).status).toBe(201);
    } finally {
      expect((await set(null)).status).toBe(200);
    }
    expect((await ask(product(), '/products', { method: 'POST', body: { name: 'Unkeyed' } })).status).toBe(201);
  });
}
