import { type AccountSetting, defaultAccountSettings, scopes } from '@licet/contracts';
import { eventually } from '@licet/testing';
import { dnaStatus, NativeClient } from '../clients/rest-clients.ts';
import { fetchFrom, patch, post, withKey } from './access.suite.ts';
import { ask, idForm, placesOf } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';

/** API keys: made, shown once, changed, revoked; and what they can give. */
export function keys(product: () => Product): void {
  describe('API keys', () => {
    it('are shown once, in the form that scanners find, and describe themselves [API-KEY-01, API-KEY-02, API-KEY-03, API-KEY-08]', async () => {
      const made = await ask(product(), '/keys', post({ name: 'shop', scopes: ['products:read'] }));
      const { secret, ...shown } = made.body as typeof made.body & { secret: string };
      expect(made.status).toBe(201);
      expect(secret).toMatch(/^lk_live_[0-9a-z]{12}_[0-9a-z]{47}$/);
      expect(shown).toMatchObject({
        id: expect.stringMatching(idForm('key')) as string,
        object: 'key',
        name: 'shop',
        dialect: 'native',
        mode: 'live',
        status: 'active',
        scopes: ['products:read'],
        expiresAt: null,
        allowedAddresses: [],
        lastUsedAt: null,
      });
      expect((await ask(product(), `/keys/${shown.id}`)).body).toEqual(shown);
      const own = { ...product(), native: new NativeClient({ baseUrl: product().access.baseUrl, apiKey: secret }) };
      expect((await ask(own, '/keys/self')).body).toMatchObject({ id: shown.id, scopes: ['products:read'] });
      expect((await ask(own, '/keys')).status).toBe(403);
    });

    it('are refused from the call after they are revoked, for good [API-KEY-02, API-KEY-07, AUTH-09]', async () => {
      const { id, product: own } = await withKey(product(), { scopes: ['products:read'] });
      expect((await ask(own, '/products?limit=1')).status).toBe(200);
      const revoked = await ask(product(), `/keys/${id}/transitions`, post({ to: 'revoked' }));
      expect([revoked.status, revoked.body.status]).toEqual([200, 'revoked']);
      const refused = await ask(own, '/products?limit=1');
      expect([refused.status, refused.body.code]).toEqual([401, 'key_expired']);
      const changed = await ask(product(), `/keys/${id}`, patch({ name: 'back' }));
      expect([changed.status, changed.body.code]).toEqual([409, 'transition_not_allowed']);
      expect((await ask(product(), `/keys/${id}/transitions`, post({ to: 'active' }))).status).toBe(400);
    });

    it('lose and gain scopes from one call to the next [PERM-21, API-KEY-02]', async () => {
      const { id, product: own } = await withKey(product(), { scopes: ['products:read'] });
      await ask(product(), `/keys/${id}`, patch({ scopes: ['options:read'] }));
      const refused = await ask(own, '/products?limit=1');
      expect([refused.status, refused.body.code, String(refused.body.detail)]).toEqual([
        403,
        'scope_missing',
        expect.stringContaining('products:read'),
      ]);
      expect((await ask(own, '/options?limit=1')).status).toBe(200);
    });

    it('expire, and are used from their own addresses only [API-KEY-03]', async () => {
      const {
        id,
        key,
        product: own,
      } = await withKey(product(), { scopes: ['products:read'], allowedAddresses: ['127.0.0.8'] });
      const away = await ask(own, '/products?limit=1');
      expect([away.status, away.body.code]).toEqual([403, 'address_not_allowed']);
      const url = `${product().access.baseUrl}/api/v1/products?limit=1`;
      const there = () => fetchFrom('127.0.0.8')(url, { headers: { authorization: `Bearer ${key}` } });
      expect((await there()).status).toBe(200);
      const expiresAt = new Date(Date.now() + 1000).toISOString();
      await ask(product(), `/keys/${id}`, patch({ expiresAt }));
      await eventually(async () => (await there()).status === 401);
    });

    it('are rotated: the successor works at once, the key itself until the overlap has passed [API-KEY-04]', async () => {
      const { id, product: own } = await withKey(product(), { scopes: ['products:read'] });
      const rotate = async (overlapHours?: number) => {
        const rotated = await ask(product(), `/keys/${id}/rotate`, post({ overlapHours }));
        expect([rotated.status, rotated.body.name, rotated.body.scopes]).toEqual([200, 'suite', ['products:read']]);
        const { baseUrl } = product().access;
        return { ...product(), native: new NativeClient({ baseUrl, apiKey: String(rotated.body.secret) }) };
      };
      const status = async (as: Product) => (await ask(as, '/products?limit=1')).status;
      const successor = await rotate();
      expect([await status(own), await status(successor)]).toEqual([200, 200]);
      const last = await rotate(0);
      expect([await status(own), await status(successor), await status(last)]).toEqual([401, 200, 200]);
    });

    it('of the other dialects have their form, and are refused when they are revoked [DNA-AUTH-06, API-KEY-03]', async () => {
      const { access } = product();
      const { id, key } = await withKey(product(), { dialect: 'dna', scopes: ['licenses:read'] });
      const ip = await withKey(product(), { dialect: 'ip', scopes: ['licenses:read'] });
      expect([key, ip.key]).toEqual([
        expect.stringMatching(/^dna_[0-9a-z]{40}$/),
        expect.stringMatching(/^[0-9a-f]{32}$/),
      ]);
      const as = { ...access, dna: { ...access.dna, apiKey: key } };
      const status = () => dnaStatus(as, access.products[0]!.dnaProductId, 'UNKNOWN-0001');
      await expect(status()).rejects.toThrow('HTTP 404');
      await ask(product(), `/keys/${id}/transitions`, post({ to: 'revoked' }));
      await expect(status()).rejects.toThrow('HTTP 401');
    });

    it('are never given scopes that their maker lacks [API-KEY-05]', async () => {
      const { product: manager } = await withKey(product(), { scopes: ['keys:manage', 'products:read'] });
      const all = await withKey(product(), { scopes: [...scopes] });
      const lesser = await ask(manager, '/keys', post({ name: 'x', scopes: ['products:read'] }));
      expect(lesser.status).toBe(201);
      const attempts = [
        ask(manager, '/keys', post({ name: 'x', scopes: ['products:write'] })),
        ask(manager, `/keys/${lesser.body.id}`, patch({ scopes: ['products:write'] })),
        ask(manager, `/keys/${all.id}`, patch({ expiresAt: null, allowedAddresses: ['127.0.0.1'] })),
      ];
      for (const { status, body } of await Promise.all(attempts))
        expect([status, body.code]).toEqual([403, 'scope_missing']);
    });

    it('for tests see no license that is not a test license [API-KEY-06]', async () => {
      const { product: tester, key } = await withKey(product(), { mode: 'test', scopes: ['licenses:read'] });
      expect(key).toMatch(/^lk_test_/);
      const [live, test] = [await product().add(), await product().add({ IsTestLicense: true })];
      const read = async ({ LicenseID }: typeof live) => (await ask(tester, `/licenses/solo:${LicenseID}`)).status;
      expect([await read(live), await read(test)]).toEqual([404, 200]);
    });

    it.each<[string, object, string[]]>([
      ['without name and scopes', {}, ['/name required', '/scopes required']],
      ['a strange dialect', { name: 'x', scopes: [], dialect: 'soap' }, ['/dialect invalid']],
      ['a date for an instant', { name: 'x', scopes: [], expiresAt: '2030-01-01' }, ['/expiresAt invalid']],
      ['an own secret', { name: 'x', scopes: [], secret: 'x' }, ['/secret readOnly']],
      ['an unknown scope', { name: 'x', scopes: ['x'] }, ['/scopes invalid']],
    ])('are not made %s [API-REP-11, API-ERR-03]', async (_, body, places) => {
      const answer = await ask(product(), '/keys', post(body));
      expect([answer.status, placesOf(answer)]).toEqual([400, places]);
    });
  });

  describe('the account', () => {
    it('tells its names in every dialect and all settings with their defaults [API-ACC-01, API-ACC-02, API-ACC-07]', async () => {
      const { author, dna, intelliProtector, baseUrl } = product().access;
      const { status, body } = await ask(product(), '/account');
      expect(status).toBe(200);
      expect(body).toMatchObject({
        id: expect.stringMatching(idForm('acc')) as string,
        object: 'account',
        name: 'Demo Software',
        baseUrl,
        mode: 'live',
        readOnly: false,
        solo: { authorId: author.authorId },
        dna: { clientId: dna.clientId },
        ip: { vendorId: intelliProtector.vendorId },
      });
      expect(body.settings).toMatchObject({
        soloRegularLogin: { default: false, allowed: expect.any(String) as string },
        logonFailures: { default: { count: 10, minutes: 10 } },
        closedLicenseEdits: { default: 'all' },
        voidBy: { default: 'master' },
        groups: { default: expect.any(Array) as unknown[] },
      });
      const settings = body.settings as Record<AccountSetting, Record<string, unknown>>;
      const all = Object.entries(defaultAccountSettings) as [AccountSetting, unknown][];
      expect(Object.keys(settings).toSorted()).toEqual(all.map(([name]) => name).toSorted());
      for (const [name, byDefault] of all) {
        const { value, allowed, changedAt } = settings[name];
        expect([name, settings[name]]).toEqual([name, { value, allowed, changedAt, default: byDefault }]);
        expect([name, changedAt === null ? value : byDefault]).toEqual([name, byDefault]);
        expect([name, allowed]).toEqual([name, expect.stringMatching(/./)]);
      }
    });

    it('takes settings one by one, with the time of their last change, and null for the default [API-ACC-02, API-ACC-07]', async () => {
      const change = async (voidBy: string | null) =>
        (await ask(product(), '/account', patch({ settings: { voidBy } }))).body as unknown as {
          version: number;
          settings: { voidBy: { value: string; changedAt: string } };
        };
      const { settings, version } = await change('edit');
      expect(settings.voidBy.value).toBe('edit');
      expect(Math.abs(Date.parse(settings.voidBy.changedAt) - Date.now())).toBeLessThan(60_000);
      const back = await change(null);
      expect([back.settings.voidBy.value, back.version]).toEqual(['master', version + 1]);
    });

    it.each<[object, string[]]>([
      [{ settings: { voidBy: 'all' } }, ['/settings/voidBy invalid']],
      [{ settings: { colour: 'red' } }, ['/settings/colour unknown']],
      [
        { settings: { logonFailures: { count: 0, minutes: 1441 } } },
        ['/settings/logonFailures/count invalid', '/settings/logonFailures/minutes invalid'],
      ],
      [
        { settings: { groups: [{ name: '', scopes: ['x'] }] } },
        ['/settings/groups/0/name invalid', '/settings/groups/0/scopes invalid'],
      ],
      [{ status: 'closed', mode: 'evaluation' }, ['/mode readOnly', '/status readOnly']],
    ])('refuses %j [API-ACC-07, API-REP-11]', async (body, places) => {
      const answer = await ask(product(), '/account', patch(body));
      expect([answer.status, placesOf(answer)]).toEqual([400, places]);
    });
  });
}
