import { accessOf, logonOf, newUser, patch, post, soloFrom, soloScopes, tolerateWrongLogons } from './access.suite.ts';
import { ask, idForm, placesOf } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';

/** People and API users of an account, and the author logon of the XML services. */
export function users(product: () => Product): void {
  const access = accessOf(product);
  const { user, add, set } = access;

  describe('API users', () => {
    it('are made with a GUID and a password of 128 hexadecimal characters that is shown once, and log on at once [API-USR-01, API-USR-02, AUTH-01, AUTH-02, AUTH-08, AUTH-09]', async () => {
      const made = await ask(product(), '/users', post({ kind: 'api', name: 'Shop', scopes: soloScopes }));
      expect(made.status).toBe(201);
      const { secrets, ...shown } = made.body as typeof made.body & { secrets: { apiUserPassword: string } };
      expect(secrets.apiUserPassword).toMatch(/^[0-9a-f]{128}$/);
      expect(shown).toMatchObject({
        id: expect.stringMatching(idForm('usr')) as string,
        object: 'user',
        version: 1,
        kind: 'api',
        apiUserId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
        status: 'active',
        name: 'Shop',
        scopes: soloScopes,
        groups: [],
        outsideAccess: [],
        orderLevel: null,
        forcePasswordChange: false,
        lastUsedAt: null,
      });
      expect(made.headers.get('location')).toBe(`/api/v1/users/${shown.id}`);
      expect((await ask(product(), `/users/${shown.id}`)).body).toEqual(shown);
      expect(await add(logonOf(product(), made))).toBe(0);
      expect(
        await add({ ...logonOf(product(), made), UserID: shown.apiUserId as string, UserPassword: undefined }),
      ).toBe(-1);
    });

    it('of wrong author, user or password, or without one of them, get -1 alike [AUTH-01, AUTH-03, AUTH-04, AUTH-05]', async () => {
      const { logon } = await user();
      const wrong = [
        { AuthorID: logon.AuthorID + 1 },
        { UserID: 'nobody' },
        { UserPassword: `${logon.UserPassword} ` },
        { UserPassword: logon.UserPassword.toUpperCase() },
        ...['AuthorID', 'UserID', 'UserPassword'].flatMap((name) => [{ [name]: undefined }, { [name]: '' }]),
      ];
      const answers = await Promise.all(wrong.map((fields) => add({ ...logon, ...fields })));
      expect(answers).toEqual(wrong.map(() => -1));
      expect(await add(logon)).toBe(0);
    });

    it('get another password, after which the old one fails on the next call [AUTH-09, API-USR-02, PERM-21]', async () => {
      const { id, logon } = await user();
      expect(await add(logon)).toBe(0);
      const rotated = await ask(product(), `/users/${id}/rotate`, { method: 'POST' });
      expect(rotated.status).toBe(200);
      expect(await add(logon)).toBe(-1);
      expect(await add(logonOf(product(), rotated))).toBe(0);
      expect((await ask(product(), `/users/${id}`)).text).not.toContain('secrets');
    });

    it('are disabled and enabled, which holds on the next call [API-USR-01, AUTH-04, PERM-21]', async () => {
      const { id, logon } = await user();
      const to = async (status: string) => {
        const answer = await ask(product(), `/users/${id}/transitions`, post({ to: status }));
        expect([answer.status, answer.body.status]).toEqual([200, status]);
        return add(logon);
      };
      expect([await add(logon), await to('disabled'), await to('active')]).toEqual([0, -1, 0]);
      expect((await ask(product(), `/users/${id}/transitions`, post({ to: 'gone' }))).status).toBe(400);
    });

    it('are used from the networks of their Outside Access list only [AUTH-11]', async () => {
      const { id, logon } = await user({ outsideAccess: ['127.0.0.7/32', '192.0.2.0/255.255.255.0'] });
      expect([await add(logon), await add(logon, {}, soloFrom(product(), '127.0.0.7'))]).toEqual([-1, 0]);
      await ask(product(), `/users/${id}`, patch({ outsideAccess: ['127.0.0.0/8'] }));
      expect(await add(logon)).toBe(0);
      const bad = await ask(product(), `/users/${id}`, patch({ outsideAccess: ['127.0.0.0/8', 'home'] }));
      expect([bad.status, placesOf(bad)]).toEqual([400, ['/outsideAccess invalid']]);
    });

    it('tell when they were last used, to the minute [API-USR-01]', async () => {
      const { id, logon } = await user();
      await add(logon);
      const { lastUsedAt } = (await ask(product(), `/users/${id}`)).body;
      expect(lastUsedAt).toMatch(/:00\.000Z$/);
      expect(Math.abs(Date.parse(String(lastUsedAt)) - Date.now())).toBeLessThan(120_000);
    });

    it('are not asked to change their password [PERM-20]', async () => {
      const { logon } = await user({ forcePasswordChange: true });
      expect(await add(logon)).toBe(0);
    });
  });

  describe('people', () => {
    it('log on to the XML services only while the account and they themselves allow it, and then like API users [AUTH-06, AUTH-07]', async () => {
      const login = `ann ${Date.now()}`;
      const { id, logon } = await newUser(product(), { kind: 'person', login });
      expect(logon.UserID).toBe(login);
      expect(await add(logon)).toBe(-1); // off by default
      await set({ soloRegularLogin: true });
      expect(await add(logon)).toBe(0);
      await ask(product(), `/users/${id}`, patch({ scopes: ['licenses:read'] }));
      expect(await add(logon)).toBe(-1);
      await ask(product(), `/users/${id}`, patch({ scopes: soloScopes, soloLogin: false }));
      expect(await add(logon)).toBe(-1);
      await ask(product(), `/users/${id}`, patch({ soloLogin: true }));
      expect(await add(logon)).toBe(0);
      await set({ soloRegularLogin: null });
      expect(await add(logon)).toBe(-1);
    });

    it('have a login that nobody else of the account has', async () => {
      const body = { kind: 'person', login: `bob ${Date.now()}`, scopes: [] };
      expect((await ask(product(), '/users', post(body))).status).toBe(201);
      const again = await ask(product(), '/users', post(body));
      expect([again.status, again.body.code]).toEqual([409, 'duplicate']);
    });
  });

  describe('users', () => {
    it('change member by member, by version, and not at all when they are so already [API-USR-01, API-VERB-07, API-ETAG-03]', async () => {
      const { id } = await user({ email: 'shop@example.com' });
      const changed = await ask(product(), `/users/${id}`, patch({ name: 'Other', orderLevel: 3 }));
      expect(changed.body).toMatchObject({ name: 'Other', email: 'shop@example.com', orderLevel: 3, version: 2 });
      expect(changed.headers.get('etag')).toBe('"2"');
      const same = await ask(product(), `/users/${id}`, patch({ name: 'Other', email: 'shop@example.com' }));
      expect([same.status, same.body]).toEqual([200, changed.body]);
      const late = await ask(product(), `/users/${id}`, { ...patch({ name: 'x' }), headers: { 'if-match': '"1"' } });
      expect([late.status, late.body.currentETag]).toEqual([412, '"2"']);
    });

    it('are listed newest first, page by page, each once [API-USR-01, API-LIST-01, API-LIST-04]', async () => {
      const made: string[] = [];
      for (let i = 0; i < 3; i++) made.unshift((await user()).id);
      const first = await ask(product(), '/users?limit=2');
      const second = await ask(product(), `/users?limit=2&cursor=${first.body.next}`);
      expect([...first.body.data, ...second.body.data].slice(0, 3).map(({ id }) => id)).toEqual(made);
      expect(first.text + second.text).not.toMatch(/secrets|password"|verifier/i);
    });

    it.each<[string, object, number, string[]]>([
      ['without kind', {}, 400, ['/kind required']],
      ['a person without login', { kind: 'person' }, 400, ['/login required']],
      ['an API user with a login', { kind: 'api', login: 'x' }, 400, ['/login readOnly']],
      ['an unknown scope', { kind: 'api', scopes: ['all'] }, 400, ['/scopes invalid']],
      ['an unknown group', { kind: 'api', groups: ['Nobody'] }, 400, ['/groups invalid']],
      ['an unknown member', { kind: 'api', password: 'x' }, 400, ['/password unknown']],
      ['a negative level', { kind: 'api', orderLevel: -1 }, 400, ['/orderLevel invalid']],
    ])('are not made %s [API-REP-11, API-ERR-03]', async (_, body, status, places) => {
      const answer = await ask(product(), '/users', post(body));
      expect([answer.status, placesOf(answer)]).toEqual([status, places]);
    });

    it.each(['usr_00000000000000000000000000', 'solo:99999', 'nonsense', 'key_00000000000000000000000000'])(
      'that there are not are 404: %s',
      async (id) => {
        expect((await ask(product(), `/users/${id}`)).status).toBe(404);
      },
    );
  });

  describe('an address', () => {
    afterAll(() => tolerateWrongLogons(product()));

    it('is refused right or wrong after so many failed logons, and no other address is [AUTH-10]', async () => {
      const { logon } = await user();
      const [there, elsewhere] = ['127.0.0.9', '127.0.0.10'].map((address) => soloFrom(product(), address));
      const wrong = { ...logon, UserPassword: 'wrong' };
      await set({ logonFailures: null });
      for (let i = 0; i < 9; i++) expect(await add(wrong, {}, there)).toBe(-1);
      expect(await add(logon, {}, there)).toBe(0);
      expect(await add(wrong, {}, there)).toBe(-1);
      expect([await add(logon, {}, there), await add(logon, {}, elsewhere)]).toEqual([-1, 0]);
      await set({ logonFailures: { count: 11, minutes: 10 } });
      expect(await add(logon, {}, there)).toBe(0);
    });
  });

  describe('a read-only account', () => {
    afterEach(() => ask(product(), '/account', patch({ readOnly: false })));

    it('refuses methods that write with -1, and answers those that read', async () => {
      const { logon } = await user();
      const license = await product().add();
      await ask(product(), '/account', patch({ readOnly: true }));
      expect(await add(logon)).toBe(-1);
      expect((await product().change(license, { LicenseUpdate: 'x' })).code).toBe(-1);
      const { updateUserDefinedFields, infoCheck } = product().solo;
      expect((await updateUserDefinedFields({ ...logon, LicenseID: license.LicenseID, UDefChar1: 'x' })).code).toBe(
        100,
      );
      expect((await infoCheck({ LicenseID: license.LicenseID })).code).toBe(0);
      expect((await product().activate(license)).code).toBe(0);
      const native = await ask(product(), '/products', post({ name: 'x' }));
      expect([native.status, native.body.code]).toEqual([403, 'account_read_only']);
      const setting = await ask(product(), '/account', patch({ name: 'x' }));
      expect([setting.status, setting.body.code]).toEqual([403, 'account_read_only']);
      expect((await ask(product(), '/products?limit=1')).status).toBe(200);
      const opened = await ask(product(), '/account', patch({ readOnly: false }));
      expect([opened.status, opened.body.readOnly]).toEqual([200, false]);
      expect(await add(logon)).toBe(0);
    });
  });
}
