import { eventually } from '@licet/testing';
import pg from 'pg';
import { type Answer, type Asking, type Body, ask } from './native-answers.suite.ts';
import { feedEnd, isReplay, keyed, keyedWrites, newKey, productsNamed, result } from './native-idempotency.suite.ts';
import { OverOwnDatabase } from './own-database.suite.ts';
import type { Product } from './product.suite.ts';

describe('calls with an Idempotency-Key and kill -9', () => {
  let own: OverOwnDatabase;
  let product: Product;
  beforeAll(async () => {
    own = await OverOwnDatabase.start();
    ({ product } = own);
  }, 120_000);
  afterAll(() => own.destroy(), 60_000);

  const kill = async () => {
    await own.running.end('SIGKILL');
    await own.running.restart();
  };
  /** As often as the server says that the first call may still be running. */
  const insist = async (path: string, asking: Asking): Promise<Answer> => {
    let answer: Answer | undefined;
    await eventually(
      async () => {
        answer = await ask(product, path, asking).catch(() => undefined);
        expect(answer).toBeDefined();
        expect(['idempotency_in_progress', 'unavailable', 'outcome_unknown']).not.toContain(
          (answer!.body as Partial<Body> | undefined)?.code,
        );
      },
      { timeout: 60_000 },
    );
    return answer!;
  };
  const inCustomers = async (statement: string): Promise<number | null> => {
    const client = new pg.Client({ connectionString: own.urlOf('licet_customers') });
    await client.connect();
    try {
      return (await client.query(statement)).rowCount;
    } finally {
      await client.end();
    }
  };

  it('makes the answer again from the record where it was killed between the change and keeping its answer, under If-Match too [API-IDEM-02, API-IDEM-07]', async () => {
    await inCustomers('delete from keyed_call'); // those of the first start
    const calls = [];
    for (const { what, method, path, body, ifMatch } of keyedWrites(() => product)) {
      const [target, asking] = [await path(), keyed(method, body(), newKey(), ifMatch)];
      calls.push({ what, target, asking, first: await ask(product, target, asking) });
    }
    const end = await feedEnd(product);
    expect(await inCustomers('update keyed_call set answer = null, held_until = now()')).toBe(calls.length);
    await kill();

    for (const { what, target, asking, first } of calls) {
      const again = await insist(target, asking);
      expect([what, { ...result(again), text: toldOf(again) }, isReplay(again)]).toEqual([
        ...[what, { ...result(first), text: toldOf(first) }, false],
      ]);
      expect(isReplay(await ask(product, target, asking))).toBe(true);
    }
    expect((await product.native.events({ after: end })).data).toEqual([]);
  }, 120_000);

  it('tells of a repeat what the record says where no answer was kept: what never was is not deleted, and read-only came of this very call [API-IDEM-07]', async () => {
    const { id } = (await ask(product, '/products', { method: 'POST', body: { name: 'empty' } })).body;
    const nothing = 'ser_01k9qpwf00e0080000000002xs';
    const calls = [
      [404, `/products/${id}/serials/${nothing}`, keyed('DELETE', undefined, newKey())],
      [200, '/account', keyed('PATCH', { readOnly: true, name: 'Told once' }, newKey())],
    ] as const;
    for (const [status, path, asking] of calls) {
      expect([path, (await ask(product, path, asking)).status]).toEqual([path, status]);
      await inCustomers('update keyed_call set answer = null, held_until = now()');
      const again = await ask(product, path, asking);
      expect([path, again.status, isReplay(again)]).toEqual([path, status, false]);
    }
    expect((await ask(product, '/account', { method: 'PATCH', body: { name: 'Another' } })).status).toBe(403);
    expect((await ask(product, '/account', { method: 'PATCH', body: { readOnly: false } })).status).toBe(200);
  });

  it('does once whatever was under way when it was killed, and what was answered stays answered [API-IDEM-05, API-IDEM-07]', async () => {
    const names = Array.from({ length: 40 }, () => newKey());
    const call = (name: string) => keyed('POST', { name }, name);
    const answered = new Map<string, Answer>();
    const all = names.map(async (name) => {
      const answer = await ask(product, '/products', call(name)).catch(() => undefined);
      if (answer?.status === 201) answered.set(name, answer);
    });
    await eventually(() => {
      expect(answered.size).toBeGreaterThan(2);
    });
    await kill();
    await Promise.all(all);

    const repeated = await Promise.all(
      names.map(async (name) => [name, await insist('/products', call(name))] as const),
    );
    for (const [name, again] of repeated) {
      expect([name, again.status]).toEqual([name, 201]);
      const first = answered.get(name);
      if (first) expect(again.text).toBe(first.text);
    }
    await eventually(async () => {
      for (const name of names) expect([name, (await productsNamed(product, name)).length]).toEqual([name, 1]);
    });
  }, 180_000);

  it('keeps answers sealed, and forgets them after a day [API-IDEM-05]', async () => {
    const key = newKey();
    const asking = keyed('POST', { name: 'a day', scopes: ['products:read'] }, key);
    const first = await ask(product, '/keys', asking);
    const secret = String(first.body.secret);
    const plain = `select from keyed_call c where c::text like '%${secret}%' or c::text like '%${key}%'`;
    expect(await inCustomers(plain)).toBe(0);
    expect(await inCustomers("select from keyed_call where answer like 's1|customers/author-%'")).toBeGreaterThan(0);
    await inCustomers("update keyed_call set began_at = began_at - interval '23 hours 59 minutes'");
    expect((await ask(product, '/keys', asking)).text).toBe(first.text);
    await inCustomers("update keyed_call set began_at = began_at - interval '3 minutes'");
    const another = await ask(product, '/keys', asking);
    expect([another.status, isReplay(another), another.body.id === first.body.id]).toEqual([201, false, false]);
    await kill();
    await eventually(async () => {
      expect(await inCustomers("select from keyed_call where began_at < now() - interval '24 hours 1 minute'")).toBe(0);
    });
  }, 120_000);
});

/** Without what is told anew: how many machines the change stopped, which was told when it did. */
const toldOf = ({ body, text }: Answer): unknown => (text === '' ? '' : { ...body, effect: undefined });
