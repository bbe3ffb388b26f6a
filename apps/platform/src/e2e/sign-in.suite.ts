import { newUser, patch, post, withKey } from './access.suite.ts';
import { ask } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';
import { signInCalls } from './sign-in-calls.suite.ts';

/** People who sign in with login and password, and what their tokens and cookies are good for. */
export function signIn(product: () => Product): void {
  const { person, enter, refresh, leave, as, codeAs } = signInCalls(product);

  describe('people who sign in', () => {
    it('get a token of 15 minutes, and a cookie for the refresh call alone that no script and no other site has [API-USR-04]', async () => {
      const anna = await person({ scopes: ['products:read', 'licenses:read'] });
      const answer = await enter(anna);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        object: 'signIn',
        token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string,
        expiresAt: expect.any(String) as string,
        caller: { kind: 'user', id: anna.id, name: anna.login, scopes: ['products:read', 'licenses:read'] },
      });
      const seconds = (Date.parse(String(answer.body.expiresAt)) - Date.now()) / 1000;
      expect([seconds > 890, seconds < 905]).toEqual([true, true]);
      const told = answer.headers.get('set-cookie') ?? '';
      for (const part of ['; HttpOnly', '; SameSite=Strict', '; Path=/api/v1/signIn/refresh;'])
        expect(told).toContain(part);
      expect(answer.text).not.toContain(answer.cookie.split('=')[1]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    });

    it('act with their scopes, and in their own name [API-USR-03, API-USR-04, API-AUD-02]', async () => {
      const anna = await person({ scopes: ['products:read', 'products:write', 'events:read'] });
      const { token } = await enter(anna);
      expect([await codeAs(token), await codeAs(token, '/users')]).toEqual([200, 'scope_missing']);
      const made = await ask(as(token), '/products', post({ name: 'By a person' }));
      expect(made.status).toBe(201);
      const { data } = await as(token).native.events({ subject: made.body.id });
      expect(data).toMatchObject([{ type: 'ProductCreated', actor: { kind: 'user', id: anna.login } }]);
      expect(await codeAs(token, '/keys/self')).toBe('not_found');
    });

    it('lose and gain rights on the next call, and are out when they are disabled [PERM-21, API-USR-03]', async () => {
      const anna = await person({ scopes: ['products:read'] });
      const { token, cookie } = await enter(anna);
      expect(await codeAs(token)).toBe(200);
      await ask(product(), `/users/${anna.id}`, patch({ scopes: [] }));
      expect(await codeAs(token)).toBe('scope_missing');
      await ask(product(), `/users/${anna.id}`, patch({ groups: ['Administrators'] }));
      expect(await codeAs(token)).toBe(200);
      await ask(product(), `/users/${anna.id}/transitions`, post({ to: 'disabled' }));
      expect([await codeAs(token), (await refresh(cookie)).status, (await enter(anna)).status]).toEqual([
        'key_expired',
        401,
        401,
      ]);
    });

    it('get in, and are used, from their own networks only; a cookie stays for when they are back [AUTH-11]', async () => {
      const anna = await person({ scopes: ['products:read'] });
      const { token, cookie } = await enter(anna);
      await ask(product(), `/users/${anna.id}`, patch({ outsideAccess: ['192.0.2.0/24'] }));
      expect(await codeAs(token)).toBe('address_not_allowed');
      const refused = [
        await enter(anna),
        await enter(anna, { newPassword: 'from a barred address' }),
        await refresh(cookie),
      ];
      expect(refused.map(({ status, body, headers }) => [status, body.code, headers.get('set-cookie')])).toEqual(
        refused.map(() => [401, 'unauthenticated', null]),
      );
      await ask(product(), `/users/${anna.id}`, patch({ outsideAccess: [] }));
      expect([(await enter(anna)).status, (await refresh(cookie)).status]).toEqual([200, 200]);
    });

    it('refresh by the cookie, each one once; a cookie authenticates no other call [API-USR-04]', async () => {
      const first = await enter(await person({ scopes: ['products:read'] }));
      const second = await refresh(first.cookie);
      expect([second.status, await codeAs(second.token), await codeAs(first.token)]).toEqual([200, 200, 200]);
      expect(second.cookie).not.toBe(first.cookie);
      const used = await refresh(first.cookie);
      expect([used.status, used.headers.get('set-cookie')]).toEqual([401, null]);
      expect((await refresh(second.cookie)).status).toBe(200);
      const url = `${product().access.baseUrl}/api/v1/products`;
      expect((await fetch(url, { headers: { cookie: second.cookie } })).status).toBe(401);
      for (const cookie of [
        '',
        'licet_refresh=',
        'licet_refresh=x.y',
        `licet_refresh=${'-'.repeat(36)}.y`,
        `${second.cookie}x`,
      ])
        expect((await refresh(cookie)).status).toBe(401);
    });

    it('sign out: token and cookie are worth nothing from then on, others go on [API-USR-04]', async () => {
      const anna = await person({ scopes: ['products:read'] });
      const [here, there] = [await enter(anna), await enter(anna)];
      const left = await leave(here.token);
      expect([left.status, left.text]).toEqual([204, '']);
      expect(left.headers.get('set-cookie')).toContain('Expires=Thu, 01 Jan 1970');
      const late = await refresh(here.cookie);
      expect([await codeAs(here.token), late.status]).toEqual(['key_expired', 401]);
      expect(late.headers.get('set-cookie')).toContain('Expires=Thu, 01 Jan 1970');
      expect([await codeAs(there.token), (await refresh(there.cookie)).status]).toEqual([200, 200]);
    });

    it('get one answer for an unknown account or login and a wrong password, API users too [API-USR-06, AUTH-05]', async () => {
      const anna = await person();
      const api = await newUser(product(), { kind: 'api' });
      const answers = [
        await enter({ ...anna, password: 'wrong' }),
        await enter({ ...anna, login: 'nobody' }),
        await enter({ ...anna, account: 'solo:999999' }),
        await enter({ ...anna, account: 'nothing' }),
        await enter({ ...anna, login: api.logon.UserID, password: api.logon.UserPassword }),
      ];
      const plain = answers.map(({ status, body, headers }) => {
        const told = Object.entries(body).filter(([name]) => name !== 'requestId');
        return [status, Object.fromEntries(told), headers.get('set-cookie')];
      });
      expect(new Set(plain.map((it) => JSON.stringify(it))).size).toBe(1);
      expect([answers[0]!.status, answers[0]!.body.code]).toEqual([401, 'unauthenticated']);
    });

    it('get in with the right password after whatever was tried against them [API-USR-06]', async () => {
      const anna = await person();
      for (let i = 0; i < 4; i++) expect((await enter({ ...anna, password: 'wrong' })).status).toBe(401);
      expect((await enter(anna)).status).toBe(200);
    }, 30_000);

    it('are slowed on, whatever else is refused to them [API-USR-06]', async () => {
      const anna = await person();
      for (let i = 0; i < 3; i++) await enter({ ...anna, password: 'wrong' });
      const refused = await enter({ ...anna, password: 'a\uFE0F'.repeat(200) });
      expect([refused.status, refused.body.code]).toEqual([400, 'parameter_invalid']);
      const start = performance.now();
      await enter({ ...anna, password: 'wrong' });
      expect(performance.now() - start).toBeGreaterThan(450);
    }, 30_000);

    it('choose another password where they must, which ends what the one before began [PERM-20]', async () => {
      const anna = await person({ scopes: ['products:read'] });
      const before = await enter(anna);
      await ask(product(), `/users/${anna.id}`, patch({ forcePasswordChange: true }));
      const told = await enter(anna);
      expect([told.status, told.body.code, told.body.errors]).toEqual([
        400,
        'parameter_missing',
        [expect.objectContaining({ pointer: '/newPassword' })],
      ]);
      expect((await enter(anna, { newPassword: 'short' })).status).toBe(400);
      const newPassword = 'correct horse battery';
      const after = await enter(anna, { newPassword });
      expect([after.status, await codeAs(after.token)]).toEqual([200, 200]);
      expect([await codeAs(before.token), (await refresh(before.cookie)).status]).toEqual(['key_expired', 401]);
      expect([(await enter(anna)).status, (await enter({ ...anna, password: newPassword })).status]).toEqual([
        401, 200,
      ]);
      expect((await ask(product(), `/users/${anna.id}`)).body.forcePasswordChange).toBe(false);
    });

    it('bring a token that nobody has changed [API-USR-04]', async () => {
      const { token } = await enter(await person({ scopes: ['products:read'] }));
      const [head, body, signature] = token.split('.') as [string, string, string];
      const none = Buffer.from('{"alg":"none"}').toString('base64url');
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
      const longer = Buffer.from(JSON.stringify({ ...claims, exp: 4102444800 })).toString('base64url');
      const forged = [`${none}.${body}.x`, `${head}.${longer}.${signature}`, `${head}.${body}.${signature.slice(1)}x`];
      for (const it of forged) expect(await codeAs(it)).toBe('unauthenticated');
    });

    it('leave no password, token or cookie in the log [WIRE-65]', async () => {
      const anna = await person({ scopes: ['products:read'] });
      const { token, cookie } = await enter(anna);
      await codeAs(token);
      await refresh(cookie);
      const log = product().running.output();
      for (const secret of [anna.password, token, cookie.split('=')[1]!]) expect(log).not.toContain(secret);
    });

    it('give keys no more than they have themselves [API-KEY-05]', async () => {
      const { token } = await enter(await person({ scopes: ['keys:manage', 'products:read'] }));
      const made = await withKey(as(token), { scopes: ['products:read'] });
      expect((await ask(made.product, '/products')).status).toBe(200);
      const refused = await ask(as(token), '/keys', post({ name: 'more', scopes: ['licenses:void'] }));
      expect([refused.status, refused.body.code]).toEqual([403, 'scope_missing']);
    });
  });
}
