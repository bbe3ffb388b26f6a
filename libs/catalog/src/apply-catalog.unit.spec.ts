import { applyCatalog } from './apply-catalog.ts';
import { readCatalog } from './catalog-file.ts';
import { type CatalogApi, ProblemAnswered, type Shown } from './native-api.ts';

const text = `products:
  - name: Editor
    options:
      - { name: Single user, type: activationCode, seats: { limit: 1 } }
    serials:
      - { serial: S-1, password: secret }
      - { serial: S-2 }
`;

/** A platform that keeps what it is told, and counts the writes. */
class Kept implements CatalogApi {
  readonly objects: { path: string; shown: Record<string, unknown> & Shown }[] = [];
  readonly writes: string[] = [];

  constructor(private readonly refusal?: ProblemAnswered) {}

  list = (path: string, query: Readonly<Record<string, string>>): Promise<Shown[]> =>
    Promise.resolve(
      this.objects
        .filter((it) => it.path === path && Object.entries(query).every(([name, value]) => it.shown[name] === value))
        .map(({ shown }) => shown),
    );

  /** Each object has one other name. */
  get = (path: string): Promise<Shown | null> =>
    Promise.resolve(this.objects.find((it) => path === `${it.path}/ext%3A${it.shown.id}`)?.shown ?? null);

  create = (path: string, body: object): Promise<never> => {
    if (this.refusal) return Promise.reject(this.refusal);
    this.writes.push(`POST ${path} ${JSON.stringify(body)}`);
    const bodies = 'serials' in body ? (body.serials as object[]) : [body];
    for (const each of bodies)
      this.objects.push({ path, shown: { ...each, id: `id-${this.objects.length}`, version: 1 } });
    return Promise.resolve(this.objects.at(-1)?.shown as never);
  };

  change = (path: string, body: object, version: number | undefined): Promise<Shown> => {
    this.writes.push(`PATCH ${path} ${JSON.stringify(body)} ${version}`);
    const known = this.objects.find((it) => path === `${it.path}/${it.shown.id}`);
    return Promise.resolve(Object.assign(known?.shown ?? { id: '' }, body));
  };
}

const apply = (api: CatalogApi, file = text, dryRun = false) =>
  applyCatalog(readCatalog(file, 'catalog.yaml'), api, { dryRun });

const told = (steps: Awaited<ReturnType<typeof apply>>) => steps.map(({ action, name }) => `${action} ${name}`);

describe('applying a catalog', () => {
  it('creates what is missing, what stands in a product under its id', async () => {
    const api = new Kept();
    expect(told(await apply(api))).toEqual([
      'create Editor',
      'create Editor / Single user',
      'create Editor / S-1',
      'create Editor / S-2',
    ]);
    expect(api.writes).toEqual([
      'POST /products {"name":"Editor"}',
      'POST /options {"productId":"id-0","name":"Single user","type":"activationCode","seats":{"limit":1}}',
      'POST /products/id-0/serials {"serials":[{"serial":"S-1","password":"secret"},{"serial":"S-2"}]}',
    ]);
  });

  it('changes nothing the second time', async () => {
    const api = new Kept();
    await apply(api);
    const steps = await apply(api);
    expect(new Set(steps.map(({ action }) => action))).toEqual(new Set(['keep']));
    expect(api.writes).toHaveLength(3);
  });

  it('changes nothing the second time where another object is named in another form of its id than it is shown in', async () => {
    const api = new Kept();
    await apply(api);
    const other = '      - { name: Site, replacedByOptionId: "ext:id-1" }';
    const file = text.replace('    serials:', `${other}\n    serials:`);
    await apply(api, file);
    const site = api.objects.find(({ shown }) => shown.name === 'Site');
    site!.shown.replacedByOptionId = 'id-1'; // as the platform shows it
    expect(new Set((await apply(api, file)).map(({ action }) => action))).toEqual(new Set(['keep']));
    const ofNobody = await apply(api, file.replace('ext:id-1', 'ext:nobody'));
    expect(told(ofNobody)).toContain('change Editor / Site');
  });

  it('changes only what differs, of the version that it compared', async () => {
    const api = new Kept();
    await apply(api);
    const steps = await apply(api, text.replace('limit: 1', 'limit: 2'));
    expect(told(steps)).toContain('change Editor / Single user');
    expect(api.writes.slice(3)).toEqual(['PATCH /options/id-1 {"seats":{"limit":2}} 1']);
  });

  it('writes nothing in a dry run, and tells the same steps', async () => {
    const api = new Kept();
    const planned = told(await apply(api, text, true));
    expect(api.writes).toEqual([]);
    expect(planned).toEqual(told(await apply(api)));
  });

  it('tells a refusal by the place in the file', async () => {
    const refusal = new ProblemAnswered(400, { errors: [{ pointer: '/sku', detail: 'must be a text' }] });
    await expect(apply(new Kept(refusal), 'products:\n  - name: Editor\n    sku: 3')).rejects.toThrow(
      'catalog.yaml:3 products[0].sku: must be a text',
    );
  });

  it('does not guess between two objects of one name', async () => {
    const api = new Kept();
    await api.create('/products', { name: 'Editor' });
    await api.create('/products', { name: 'Editor' });
    await expect(apply(api)).rejects.toThrow('products[0]: several objects have the name Editor');
  });
});
