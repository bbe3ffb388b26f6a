import { type Answer, ask, placesOf } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';

/** Lists of products and options: pages, cursors, filters. */
export function nativeLists(product: () => Product): void {
  const make = async (count: number): Promise<{ owner: string; ids: string[] }> => {
    const { id: owner } = await product().native.send<{ id: string }>('POST', '/products', { name: 'Listed' });
    const ids: string[] = [];
    for (let i = 0; i < count; i++) {
      const body = { productId: owner, name: `Listed ${i}`, type: 'activationCode' };
      ids.unshift((await product().native.send<{ id: string }>('POST', '/options', body)).id);
    }
    return { owner, ids };
  };
  const idsOf = ({ body }: Answer) => body.data.map(({ id }) => id);

  it('lists the newest first, as objects that GET answers, with a version and without an ETag [API-LIST-01, API-ETAG-06]', async () => {
    const { owner, ids } = await make(3);
    const list = await ask(product(), `/options?productId=${owner}`);
    expect(Object.keys(list.body)).toEqual(['object', 'data', 'next', 'previous']);
    expect([list.body.object, idsOf(list), list.body.next]).toEqual(['list', ids, null]);
    expect([list.headers.get('etag'), list.headers.get('link')]).toEqual([null, null]);
    for (const row of list.body.data) expect((await ask(product(), `/options/${row.id}`)).body).toEqual(row);
  });

  it('walks pages of each size over every row once, also by the Link header', async () => {
    const { owner, ids } = await make(5);
    for (const limit of [1, 2, 5, 200]) {
      const seen: string[] = [];
      for (let path: string | undefined = `/options?productId=${owner}&limit=${limit}`; path;) {
        const page: Answer = await ask(product(), path);
        seen.push(...idsOf(page));
        const linked: string | undefined = /^<\/api\/v1([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
        expect(linked === undefined).toBe(page.body.next === null);
        path = linked;
      }
      expect(seen).toEqual(ids);
    }
  });

  it('neither repeats nor skips a row when others come and change between pages [API-LIST-04]', async () => {
    const { owner, ids } = await make(4);
    const first = await ask(product(), `/options?productId=${owner}&limit=2`);
    const body = { productId: owner, name: 'Late', type: 'volume' };
    await product().native.send('POST', '/options', body);
    await product().native.send('PATCH', `/options/${ids[0]!}`, { name: 'Changed' });
    const second = await ask(product(), `/options?productId=${owner}&limit=2&cursor=${first.body.next}`);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(ids);
    expect(second.body.next).toBeNull();
  });

  it('refuses a cursor that was altered, or is used with other filters or for another list [API-LIST-03]', async () => {
    const { owner } = await make(2);
    const { body } = await ask(product(), `/options?productId=${owner}&limit=1`);
    const cursor = body.next!;
    const altered = `${cursor.slice(0, 2)}${cursor[2] === 'A' ? 'B' : 'A'}${cursor.slice(3)}`;
    for (const path of [
      `/options?productId=${owner}&limit=1&cursor=${altered}`,
      `/options?productId=${owner}&status=active&cursor=${cursor}`,
      `/options?limit=1&cursor=${cursor}`,
      `/products?limit=1&cursor=${cursor}`,
    ]) {
      const refused = await ask(product(), path);
      expect([path, refused.body.code, placesOf(refused)]).toEqual([path, 'cursor_invalid', ['cursor invalid']]);
    }
  });

  it('filters options by product in any of its names, and by status', async () => {
    const { owner, ids } = await make(1);
    const { solo, ip } = (await ask(product(), `/products/${owner}`)).body as unknown as {
      solo: { productId: number };
      ip: { projectId: string };
    };
    for (const name of [owner, `solo:${solo.productId}`, `ip:${ip.projectId}`])
      expect(idsOf(await ask(product(), `/options?productId=${name}`))).toEqual(ids);
    expect(idsOf(await ask(product(), `/options?productId=${owner}&status=active`))).toEqual(ids);
    expect(idsOf(await ask(product(), `/options?productId=${owner}&status=archived`))).toEqual([]);
    expect(idsOf(await ask(product(), `/options?productId=${owner}&status=active,archived`))).toEqual(ids);
    expect(idsOf(await ask(product(), `/products?status=active&limit=1`))).toEqual([owner]);
  });

  it('answers 50 rows where no limit is given, and up to 200 [API-LIST-02]', async () => {
    const { owner, ids } = await make(51);
    expect(idsOf(await ask(product(), `/options?productId=${owner}`))).toEqual(ids.slice(0, 50));
    expect(idsOf(await ask(product(), `/options?productId=${owner}&limit=200`))).toEqual(ids);
    for (const limit of ['0', '201', '-1', '1.5', 'x', ''])
      expect((await ask(product(), `/options?limit=${limit}`)).body.code).toBe('parameter_invalid');
  });

  it('shows an object in lists as soon as its creation has answered', async () => {
    for (let i = 0; i < 20; i++) {
      const { id } = await product().native.send<{ id: string }>('POST', '/products', { name: `At once ${i}` });
      expect(idsOf(await ask(product(), '/products?limit=1'))).toEqual([id]);
    }
  });
}
