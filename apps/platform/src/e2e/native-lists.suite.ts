import { scopes } from '@licet/contracts';
import { eventually } from '@licet/testing';
import { withKey } from './access.suite.ts';
import { type Answer, ask, placesOf } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';

interface Usage {
  id: string;
  quota: null;
  objects: { licenses: number; installations: number; invoices: number };
}

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
        const linked: string | undefined = /<\/api\/v1([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
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

  it('goes back by previous and by the Link header to the very rows that it came from [API-LIST-01, API-LIST-05]', async () => {
    const { owner, ids } = await make(5);
    const first = await ask(product(), `/options?productId=${owner}&limit=2`);
    expect([idsOf(first), first.body.previous]).toEqual([ids.slice(0, 2), null]);
    const second = await ask(product(), `/options?productId=${owner}&limit=2&cursor=${first.body.next}`);
    const third = await ask(product(), `/options?productId=${owner}&limit=2&cursor=${second.body.next}`);
    expect([idsOf(third), third.body.next]).toEqual([ids.slice(4), null]);
    const path = /<\/api\/v1([^>]+)>; rel="prev"$/.exec(third.headers.get('link') ?? '')?.[1];
    const back = await ask(product(), path!);
    expect(idsOf(back)).toEqual(ids.slice(2, 4));
    const start = await ask(product(), `/options?productId=${owner}&limit=2&cursor=${back.body.previous as string}`);
    expect([idsOf(start), start.body.previous]).toEqual([ids.slice(0, 2), null]);
  });

  it('sorts by the fields that it declares, either way, newest first where nothing is said [API-LIST-06]', async () => {
    const { owner, ids } = await make(3);
    const sorted = async (sort: string) => idsOf(await ask(product(), `/options?productId=${owner}&sort=${sort}`));
    expect(await sorted('name')).toEqual(ids.toReversed());
    expect(await sorted('-name')).toEqual(ids);
    expect(await sorted('createdAt')).toEqual(ids.toReversed());
    const refused = await ask(product(), '/options?sort=status');
    expect([refused.body.code, placesOf(refused)]).toEqual(['filter_unknown', ['sort invalid']]);
  });

  it('searches by the beginnings of words, letter case ignored, every word of them [API-LIST-08]', async () => {
    const { native: api } = product();
    const { id } = await api.send<{ id: string }>('POST', '/products', {
      ...{ name: 'Qxplorer Ultimate', sku: 'QX-77', description: 'Finds Zürich' },
    });
    const found = async (q: string) => idsOf(await ask(product(), `/products?q=${encodeURIComponent(q)}`));
    for (const q of ['qxplorer', 'ULTI qx', 'Qx 77', 'zür', 'qxpl zürich'])
      expect([q, await found(q)]).toEqual([q, [id]]);
    for (const q of ['xplorer', 'qxplorer missing', '1/qxplorer']) expect([q, await found(q)]).toEqual([q, []]);
    await api.send('PATCH', `/products/${id}`, { name: 'Renamed' });
    expect(await found('qxplorer')).toEqual([]);
  });

  it('counts where it is asked to [API-LIST-09]', async () => {
    const { owner } = await make(3);
    const counted = await ask(product(), `/options?productId=${owner}&limit=1&count=true`);
    expect(counted.body.total).toBe(3);
    expect((await ask(product(), `/options?productId=${owner}&limit=1`)).body).not.toHaveProperty('total');
  });

  it('is told in usage with as many objects as it holds, of test licenses alone to a test key [API-ACC-03, API-KEY-06]', async () => {
    const tested = await product().add({ IsTestLicense: true });
    await product().activate(tested);
    await product().activate(await product().add());
    const customerId = `solo:${product().access.customers[0]!.customerId}`;
    const { product: tester } = await withKey(product(), { mode: 'test', scopes: [...scopes] });
    for (const api of [product(), tester]) await api.native.send('POST', '/invoices', { customerId, lines: [] });
    const usageOf = async (of = product()) => {
      const { body } = await ask<Usage>(of, '/account/usage');
      return body;
    };
    const lists = ['products', 'options', 'customers', 'licenses', 'installations', 'invoices', 'renewals'] as const;
    const totals = async (of: Product, names: readonly string[]) =>
      Object.fromEntries(
        await Promise.all(
          names.map(async (name) => [name, (await ask(of, `/${name}?limit=1&count=true`)).body.total] as const),
        ),
      );
    await eventually(async () => (await usageOf()).objects.installations >= 2);
    const { objects, quota } = await usageOf();
    expect([objects, quota]).toEqual([await totals(product(), lists), null]);
    const { objects: tests } = await usageOf(tester);
    expect(tests).toEqual(await totals(tester, lists));
    for (const name of ['licenses', 'installations', 'invoices'] as const) {
      expect([name, tests[name] > 0, tests[name] < objects[name]]).toEqual([name, true, true]);
      const { body } = await ask(tester, `/${name}?limit=200&count=true`);
      expect([name, body.data.length]).toEqual([name, tests[name]]);
    }
  });

  it('refuses fields and operators that are not declared, and names them all [API-LIST-07]', async () => {
    const refused = await ask(product(), '/options?colour=red&status[lt]=active&name[gt]=a');
    expect([refused.body.code, placesOf(refused)]).toEqual([
      'filter_unknown',
      ['colour invalid', 'name[gt] invalid', 'status[lt] invalid'],
    ]);
    const impossible = await ask(product(), '/licenses?expiresAt[lt]=soon&status=gone');
    expect([impossible.body.code, placesOf(impossible)]).toEqual([
      'parameter_invalid',
      ['expiresAt[lt] invalid', 'status invalid'],
    ]);
  });

  it('offers the same on the lists that are short [API-LIST-06, API-LIST-07, API-LIST-08, API-LIST-09]', async () => {
    const { native: api } = product();
    const { id } = await api.send<{ id: string }>('POST', '/users', {
      kind: 'person',
      login: 'walter.zinn',
      name: 'Zinn',
    });
    const listed = await ask(product(), '/users?q=zin&kind=person&status=active&count=true&sort=login');
    expect([idsOf(listed), listed.body.total]).toEqual([[id], 1]);
    expect(idsOf(await ask(product(), '/users?q=zin&kind=api'))).toEqual([]);
    const { id: owner } = await api.send<{ id: string }>('POST', '/products', { name: 'With serials' });
    const serials = ['C-1', 'A-1', 'B-1'].map((serial) => ({ serial }));
    await api.send('POST', `/products/${owner}/serials`, { serials });
    const lines = await ask<{ data: { serial: string }[] }>(
      product(),
      `/products/${owner}/serials?sort=serial&used=false`,
    );
    expect(lines.body.data.map(({ serial }) => serial)).toEqual(['A-1', 'B-1', 'C-1']);
    const prefixed = await ask(product(), `/products/${owner}/serials?serial[prefix]=b`);
    expect(prefixed.body.data.map(({ serial }) => serial)).toEqual(['B-1']);
  });

  it('shows an object in lists as soon as its creation has answered', async () => {
    for (let i = 0; i < 20; i++) {
      const { id } = await product().native.send<{ id: string }>('POST', '/products', { name: `At once ${i}` });
      expect(idsOf(await ask(product(), '/products?limit=1'))).toEqual([id]);
    }
  });
}
