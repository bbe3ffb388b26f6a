import { ask, placesOf } from './native-answers.suite.ts';
import { patch, post } from './native-catalog.suite.ts';
import type { Product } from './product.suite.ts';
import { type Made, makeProduct, makeUpdate, newName } from './solo-updates-made.suite.ts';

export function administration(product: () => Product): void {
  let made: Made;
  beforeAll(async () => (made = await makeProduct(product())));
  const path = () => `/products/${made.id}/updates`;

  it('is made of name and version, listed, read, changed and deleted [PU-01, PU-04, API-PRD-07, API-VERB-01]', async () => {
    const name = newName();
    const first = await ask(product(), path(), post({ name, latestVersion: '2.0.0.0' }));
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      ...{ id: first.body.id, object: 'update', createdAt: first.body.createdAt, updatedAt: first.body.updatedAt },
      ...{ version: 1, productId: made.id, name, minEligible: '0.0.0.0', maxEligible: '99999.99999.99999.99999' },
      ...{ latestVersion: '2.0.0.0', latestFreeVersion: null, releaseDate: null, action: 'none', infoUrl: '' },
      ...{ server: '', port: null, path: '', verifyPassword: false, messages: {}, licenseAgreementUrl: '' },
      authentication: { type: 'none', user: null, password: null },
    });
    const own = `${path()}/${first.body.id}`;
    expect([first.headers.get('location'), first.headers.get('etag')]).toEqual([`/api/v1${own}`, '"1"']);
    expect((await ask(product(), own)).body).toEqual(first.body);

    const second = await makeUpdate(product(), made);
    const listed = (await ask(product(), path())).body.data as { id: string }[];
    expect(listed.map(({ id }) => id)).toEqual([second.body.id, first.body.id]);
    const page = await ask(product(), `${path()}?limit=1`);
    const rest = await ask(product(), `${path()}?limit=1&cursor=${String(page.body.next)}`);
    expect([page.body.data, rest.body.data]).toMatchObject([[{ id: second.body.id }], [{ id: first.body.id }]]);
    expect(rest.body.next).toBeNull();

    const changed = await ask(product(), own, patch({ action: 'message', messages: { en: 'New', de: 'Neu' } }));
    expect(changed.body).toMatchObject({ version: 2, action: 'message', messages: { de: 'Neu', en: 'New' }, name });
    const merged = await ask(product(), own, patch({ messages: { de: null } }, { 'if-match': '"2"' }));
    expect([merged.body.version, merged.body.messages]).toEqual([3, { en: 'New' }]);
    const same = await ask(product(), own, patch({ messages: { en: 'New' } }));
    expect(same.body).toEqual(merged.body);

    expect((await ask(product(), own, { method: 'DELETE', headers: { 'if-match': '"1"' } })).status).toBe(412);
    expect((await ask(product(), own, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(product(), own)).status).toBe(404);
    expect((await ask(product(), path(), post({ name, latestVersion: '2.0.0.0' }))).status).toBe(201);
  });

  it('has a name that is unique in the installation, letter case ignored [PU-05, AMB-48]', async () => {
    const name = newName();
    const other = await makeProduct(product());
    await makeUpdate(product(), made, { name });
    const refused = await makeUpdate(product(), other, { name: name.toUpperCase() });
    expect([refused.status, refused.body.code]).toEqual([409, 'duplicate']);
    const mine = await makeUpdate(product(), other);
    const own = `/products/${other.id}/updates/${mine.body.id}`;
    expect((await ask(product(), own, patch({ name }))).body.code).toBe('duplicate');
    expect((await ask(product(), own)).body).toEqual(mine.body);
  });

  it('knows DNHTTP and the other names of SOLO for its action [AMB-06, SL-UPD-28]', async () => {
    for (const [action, told] of [
      ['DNHTTP', 'http'],
      ['DNHTP', 'http'],
      ['DNFTP', 'ftp'],
      ['msg', 'message'],
    ])
      expect((await makeUpdate(product(), made, { action, server: 'dl.example.com' })).body.action).toBe(told);
  });

  it('never prints the password of its server, nor does any event [PU-02]', async () => {
    const authentication = { type: 'customFtp', user: 'anna', password: 'never-printed-1' };
    const made_ = await makeUpdate(product(), made, { action: 'ftp', server: 'a', authentication });
    expect(made_.body.authentication).toEqual({ type: 'customFtp', user: 'anna', password: null });
    const later = await ask(product(), `${path()}/${made_.body.id}`, patch({ authentication: { type: 'license' } }));
    expect(later.body.authentication).toEqual({ type: 'license', user: null, password: null });
    expect(JSON.stringify(await product().native.events({}))).not.toContain('never-printed-1');
  });

  it.each<[object, string[]]>([
    [{ latestVersion: '1.2' }, ['/latestVersion invalid']],
    [
      { port: 0, releaseDate: 'tomorrow', verifyPassword: 1 },
      ['/port invalid', '/releaseDate invalid', '/verifyPassword invalid'],
    ],
    [{ server: 'a|b', path: 'c|d' }, ['/path invalid', '/server invalid']],
    [{ messages: { deu: 'x' } }, ['/messages invalid']],
    [{ messages: { de: 1 } }, ['/messages invalid']],
    [{ action: 'ftp' }, ['/server invalid']],
    [{ minEligible: '2.0.0.0', maxEligible: '1.0.0.0' }, ['/maxEligible invalid']],
    [{ authentication: { type: 'customFtp' } }, ['/authentication/user invalid']],
    [{ authentication: {} }, ['/authentication/type required']],
    [{ title: 'x', version: 3 }, ['/title unknown', '/version readOnly']],
  ])('is not made of %j [API-ERR-03, API-REP-11]', async (settings, places) => {
    const refused = await makeUpdate(product(), made, settings);
    expect([refused.status, placesOf(refused)]).toEqual([400, places]);
  });

  it('is unknown under another product, by another id, and of an unknown product [AUTH-14]', async () => {
    const { body } = await makeUpdate(product(), made);
    const other = await makeProduct(product());
    for (const name of [`/products/${other.id}/updates/${body.id}`, `${path()}/upd_x`, '/products/solo:999999/updates'])
      expect((await ask(product(), name)).status).toBe(404);
  });
}
