import { type Body, ask } from './native-answers.suite.ts';
import { optionBody, patch, post } from './native-catalog.suite.ts';
import type { Product } from './product.suite.ts';

/** Products and options guarded by their versions. */
export function nativeVersions(product: () => Product): void {
  for (const resource of ['products', 'options'] as const) versions(product, resource);
}

function versions(product: () => Product, resource: 'products' | 'options'): void {
  const make = async (): Promise<Body> => {
    const body = resource === 'products' ? { name: 'Versioned' } : optionBody(product());
    return (await ask(product(), `/${resource}`, post(body))).body;
  };

  it(`answers 304 without a body for ${resource} that have not changed, and the object when they have [API-ETAG-02]`, async () => {
    const { id } = await make();
    const known = (tag: string) => ask(product(), `/${resource}/${id}`, { headers: { 'if-none-match': tag } });
    for (const tag of ['"1"', 'W/"1"', '"7", "1"', '*']) {
      const same = await known(tag);
      expect([same.status, same.text, same.headers.get('etag')]).toEqual([304, '', '"1"']);
    }
    await ask(product(), `/${resource}/${id}`, patch({ name: 'Other' }));
    const other = await known('"1"');
    expect([other.status, other.body.version]).toEqual([200, 2]);
  });

  it(`writes ${resource} under If-Match only where the tag is the latest, and tells the latest otherwise`, async () => {
    const { id } = await make();
    const write = (name: string, tag: string) =>
      ask(product(), `/${resource}/${id}`, patch({ name }, { 'if-match': tag }));
    expect((await write('two', '"1"')).status).toBe(200);
    for (const tag of ['"1"', '"3"', 'W/"2"', 'nonsense']) {
      const late = await write('three', tag);
      expect([late.status, late.body.code, late.body.currentETag]).toEqual([412, 'version_conflict', '"2"']);
    }
    expect((await write('three', '*')).body).toMatchObject({ name: 'three', version: 3 });
    expect((await write('four', '"9", "3"')).body).toMatchObject({ name: 'four', version: 4 });
  });

  it(`lets exactly one of 16 writers of ${resource} with the same If-Match succeed [API-ETAG-05]`, async () => {
    const { id } = await make();
    const writers = Array.from({ length: 16 }, (_, i) =>
      ask(product(), `/${resource}/${id}`, patch({ name: `writer ${i}` }, { 'if-match': '"1"' })),
    );
    const statuses = (await Promise.all(writers)).map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, ...Array<number>(15).fill(412)]);
  });

  it(`answers a change of ${resource} that changes nothing with the same version, and without an event [API-VERB-07]`, async () => {
    const made = await make();
    for (const body of [{}, { name: made.name }]) {
      const same = await ask(product(), `/${resource}/${made.id}`, patch(body));
      expect([same.status, same.body, same.headers.get('etag')]).toEqual([200, made, '"1"']);
    }
    expect((await ask(product(), `/${resource}/${made.id}`, patch({ name: 'Other' }))).body.version).toBe(2);
  });
}
