import { type Asking, ask } from './native-answers.suite.ts';
import { keyed, keyedWrites, newKey } from './native-idempotency.suite.ts';
import type { Product } from './product.suite.ts';

/** Places in the feed that writes answer with and reads wait for. */
export function nativeCursors(product: () => Product): void {
  const cursorOf = ({ headers }: { headers: Headers }): string => {
    const cursor = headers.get('licet-cursor');
    if (cursor === null) throw new Error('The answer has no Licet-Cursor.');
    return cursor;
  };

  it.each(keyedWrites(product))(
    'tells by $what the place in the feed that its last event has: nothing is behind it, itself before it [API-VERB-05, API-VERB-06]',
    async ({ method, path: pathOf, body: bodyOf }) => {
      const path = await pathOf();
      const before = cursorOf(await ask(product(), '/products', { method: 'POST', body: { name: newKey() } }));
      const asking: Asking = keyed(method, bodyOf(), newKey());
      const written = await ask(product(), path, asking);
      const events = async (after: string) => (await product().native.events({ after })).data;
      const requestId = written.headers.get('x-request-id');
      expect(await events(cursorOf(written))).toEqual([]);
      const own = (await events(before)).filter(
        (event) => (event as unknown as { requestId: string }).requestId === requestId,
      );
      if (!/keys|users|updates/.test(path)) expect(own.length).toBeGreaterThan(0);
      expect(cursorOf(await ask(product(), path, asking))).toBe(cursorOf(written));
    },
  );

  it('shows in a list what was written before the cursor, time after time [API-VERB-08, API-VERB-09]', async () => {
    for (let i = 0; i < 20; i++) {
      const made = await ask(product(), '/products', { method: 'POST', body: { name: newKey() } });
      const list = await ask(product(), '/products?limit=1', { headers: { 'licet-min-cursor': cursorOf(made) } });
      expect(list.body.data[0]!.id).toBe(made.body.id);
    }
  });

  it.each(['', 'not a cursor', 'eA'])('refuses to wait for "%s" [API-VERB-09]', async (cursor) => {
    const refused = await ask(product(), '/products', { headers: { 'licet-min-cursor': cursor } });
    expect([refused.status, refused.body.code]).toEqual([400, 'cursor_invalid']);
  });
}
