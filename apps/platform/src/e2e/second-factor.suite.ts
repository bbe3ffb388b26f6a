import { type TOTP, URI } from 'otpauth';
import { ask } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';
import { signInCalls } from './sign-in-calls.suite.ts';
import { post } from './access.suite.ts';

/** People who sign in with a code beside the password. */
export function secondFactor(product: () => Product): void {
  const { person, send, enter, codeAs } = signInCalls(product);

  describe('a second factor', () => {
    it('is set up with a secret and recovery codes that are shown once, asks for a code at sign-in, and is taken away [API-USR-04]', async () => {
      const anna = await person({ scopes: ['products:read'] });
      const { id, ...of } = anna;
      const begun = await send('/signIn/secondFactor', {}, of);
      const { secret, url } = begun.body as unknown as { secret: string; url: string };
      expect([begun.status, begun.body]).toEqual([200, { object: 'secondFactor', status: 'begun', secret, url }]);
      const totp = URI.parse(url) as TOTP;
      const start = Date.now();
      const code = totp.generate({ timestamp: start });
      const confirmed = await send('/signIn/secondFactor/confirm', {}, { ...of, code });
      const { recoveryCodes } = confirmed.body as unknown as { recoveryCodes: string[] };
      expect([confirmed.status, confirmed.body]).toEqual([
        200,
        { object: 'secondFactor', status: 'active', recoveryCodes },
      ]);
      const without = await enter(anna);
      expect([without.status, without.body.code, without.body.errors]).toEqual([
        400,
        'parameter_missing',
        [expect.objectContaining({ pointer: '/code' })],
      ]);
      const used = await enter(anna, { code });
      expect([used.status, used.body.code, used.headers.get('set-cookie')]).toEqual([401, 'unauthenticated', null]);
      const next = totp.generate({ timestamp: start + 30_000 });
      expect(await codeAs((await enter(anna, { code: next })).token)).toBe(200);
      const shown = await ask(product(), `/users/${id}`);
      expect(shown.body).toMatchObject({ secondFactor: true });
      for (const hidden of [secret, recoveryCodes[0]!]) {
        expect(shown.text).not.toContain(hidden);
        expect(product().running.output()).not.toContain(hidden);
      }
      const removed = await ask(product(), `/users/${id}/secondFactor/end`, post({}));
      expect([removed.status, removed.body.secondFactor]).toEqual([200, false]);
      expect((await enter(anna)).status).toBe(200);
    });

    it('is switched off by a recovery code, which is good once [API-USR-04]', async () => {
      const { account, login, password } = await person();
      const of = { account, login, password };
      const { url } = (await send('/signIn/secondFactor', {}, of)).body as unknown as { url: string };
      const code = (URI.parse(url) as TOTP).generate();
      const { body } = await send('/signIn/secondFactor/confirm', {}, { ...of, code });
      const [first, second] = (body as unknown as { recoveryCodes: [string, string] }).recoveryCodes;
      const statuses = [];
      for (const it of [first, first]) statuses.push((await send('/signIn', {}, { ...of, code: it })).status);
      for (const it of [first, second, second])
        statuses.push((await send('/signIn/secondFactor/end', {}, { ...of, code: it })).status);
      expect(statuses).toEqual([200, 401, 401, 204, 404]);
    });
  });
}
