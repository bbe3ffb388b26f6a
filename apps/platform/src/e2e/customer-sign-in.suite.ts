import { eventually } from '@licet/testing';
import { patch, post } from './access.suite.ts';
import { type Body, ask } from './native-answers.suite.ts';
import { type Product, customerOf } from './product.suite.ts';
import { type Signed, freshNumber, signInCalls } from './sign-in-calls.suite.ts';

interface Buyer {
  id: string;
  CustomerID: number;
  email: string;
  licenseId: string;
  LicenseID: string;
  installation: string;
  /** As his program knows it. */
  InstallationID: string;
}

/** Customers who sign in, and what is theirs. */
export function customerSignIn(product: () => Product): void {
  const { send, signed, refresh, as, codeAs } = signInCalls(product);

  /** A customer with a password, and an activated license of his. */
  const buyer = async (): Promise<Buyer> => {
    const email = `buyer ${freshNumber()}@example.com`.replace(' ', '');
    const { id, CustomerID } = await customerOf(product(), { email, notes: 'owes money' }, 'first secret');
    const license = await product().add({ CustomerID, LicenseUpdate: 'x' });
    const { InstallationID } = (await product().activate(license, { InstallationName: 'Home' })).fields;
    const { body } = await ask(product(), `/licenses/solo:${license.LicenseID}?include=installations`);
    const installation = (body.installations as Body[])[0]!.id;
    return {
      id,
      CustomerID,
      email,
      licenseId: body.id,
      LicenseID: license.LicenseID,
      installation,
      InstallationID: InstallationID!,
    };
  };
  const enterAs = async (name: object, password = 'first secret'): Promise<Signed> =>
    signed(await send('/signIn', {}, { account: `solo:${product().author.AuthorID}`, ...name, password }));

  describe('customers who sign in', () => {
    it('do so by e-mail address, customer or license, and with the customer password only [API-USR-05]', async () => {
      const { id, CustomerID, email, licenseId, LicenseID } = await buyer();
      const names = [
        { email },
        { customerId: id },
        { customerId: `solo:${CustomerID}` },
        { licenseId },
        { licenseId: `solo:${LicenseID}` },
      ];
      for (const name of names) {
        const answer = await enterAs(name);
        expect([answer.status, answer.body.caller]).toEqual([
          200,
          { kind: 'customer', id, name: '', scopes: ['customers:personal'] },
        ]);
      }
      const wrong = [
        await enterAs({ email }, 'wrong'),
        await enterAs({ email: 'nobody@example.com' }),
        await enterAs({ licenseId: 'solo:2147483000' }),
        await enterAs({ customerId: 'nothing' }),
      ];
      expect(wrong.map(({ status, body }) => [status, body.code])).toEqual(wrong.map(() => [401, 'unauthenticated']));
      const bad = [
        await enterAs({}),
        await enterAs({ email, login: 'x' }),
        await enterAs({ email, newPassword: 'long enough' }),
      ];
      expect(bad.map(({ status, body }) => [status, body.code])).toEqual([
        [400, 'parameter_missing'],
        [400, 'parameter_invalid'],
        [400, 'parameter_invalid'],
      ]);
    });

    it('read what is their own, without what the author notes for himself; any other id is 404 [API-USR-05]', async () => {
      const [own, other] = [await buyer(), await buyer()];
      const { token } = await enterAs({ email: own.email });
      const read = async (path: string) => ask(as(token), path);
      await eventually(async () => {
        expect((await read('/installations')).body.data.map((it) => it.id)).toEqual([own.installation]);
      });
      expect((await read('/licenses')).body.data.map((it) => it.id)).toEqual([own.licenseId]);
      expect((await read(`/licenses?customerId=${other.id}`)).body.data).toEqual([]);
      expect((await read('/invoices')).body.data).toEqual([]);
      await ask(product(), `/licenses/${own.licenseId}`, patch({ notes: 'owes money' }));
      expect((await read(`/licenses/${own.licenseId}`)).body).toMatchObject({ id: own.licenseId, notes: '' });
      expect((await read(`/installations/${own.installation}`)).body).toMatchObject({ machine: { name: 'Home' } });
      expect((await read(`/customers/${own.id}`)).body).toMatchObject({ email: own.email, notes: null });
      for (const path of [
        `/licenses/${other.licenseId}`,
        `/licenses/solo:${other.LicenseID}`,
        `/installations/${other.installation}`,
      ])
        expect([path, (await read(path)).status]).toEqual([path, 404]);
      for (const path of [`/customers/${other.id}`, `/customers/solo:${other.CustomerID}`, '/keys/self'])
        expect([path, (await read(path)).status]).toEqual([path, 404]);
      for (const path of ['/customers', '/products', '/events', '/users', `/licenses/${own.licenseId}/secrets`])
        expect([path, (await read(path)).body.code]).toEqual([path, 'scope_missing']);
      for (const path of ['/licenses?q=money', `/licenses/${own.licenseId}?include=option`])
        expect([path, (await read(path)).status]).toEqual([path, 400]);
    });

    it('end their installations as their program would, and nothing else of them [API-USR-05, IN-08]', async () => {
      const [own, other] = [await buyer(), await buyer()];
      const { token } = await enterAs({ email: own.email });
      const to = (installation: string, body: object, query = '') =>
        ask(as(token), `/installations/${installation}/transitions${query}`, post(body));
      expect((await to(other.installation, { to: 'deactivated' })).status).toBe(404);
      expect((await to(own.installation, { to: 'banned' })).body.code).toBe('transition_not_allowed');
      const deactivation = { to: 'deactivated', takesDeactivation: false };
      const foretold = await to(own.installation, deactivation, '?dryRun=true');
      expect(foretold.body).toMatchObject({ allowed: true, events: [], effect: { installationsEnding: 1 } });
      const ended = await to(own.installation, deactivation);
      expect([ended.status, ended.body.status, ended.body.endReason]).toEqual([200, 'deactivated', 'customer']);
      expect((await to(own.installation, { to: 'active' })).body.code).toBe('transition_not_allowed');
      expect((await product().check(own.InstallationID)).code).toBe(5016);
      const { fields } = await product().solo.infoCheck({ LicenseID: own.LicenseID });
      expect([fields.RemainingActivations, fields.RemainingDeactivations]).toEqual(['5', '4']);
    });

    it('change their contact data and choose their password, which then counts as chosen by them [API-USR-05]', async () => {
      const [own, other] = [await buyer(), await buyer()];
      const { token, cookie } = await enterAs({ email: own.email });
      const change = (id: string, body: object) => ask(as(token), `/customers/${id}`, patch(body));
      expect((await change(own.id, { lastName: 'Renamed' })).body).toMatchObject({ lastName: 'Renamed' });
      expect((await change(other.id, { lastName: 'Renamed' })).status).toBe(404);
      for (const body of [
        { notes: 'x' },
        { registered: true },
        { isDistributor: true },
        { metadata: { a: 'b' } },
        { externalId: 'x' },
      ])
        expect((await change(own.id, body)).body.code).toBe('scope_missing');
      const choose = (id: string, body: object) => ask(as(token), `/customers/${id}/password`, post(body));
      expect([(await choose(other.id, { password: 'mine now' })).status, (await choose(own.id, {})).status]).toEqual([
        404, 400,
      ]);
      expect((await choose(own.id, { password: 'second secret' })).status).toBe(200);
      expect((await ask(product(), `/customers/${own.id}/password`)).body).toMatchObject({ chosenByCustomer: true });
      expect([await codeAs(token, '/licenses'), (await refresh(cookie)).status]).toEqual(['key_expired', 401]);
      const [before, after] = [
        await enterAs({ email: own.email }),
        await enterAs({ email: own.email }, 'second secret'),
      ];
      expect([before.status, after.status]).toEqual([401, 200]);
    });

    it('are out when staff sets their password anew [API-USR-05]', async () => {
      const own = await buyer();
      const { token } = await enterAs({ email: own.email });
      await ask(product(), `/customers/${own.id}/password`, post({ password: 'set by staff' }));
      expect(await codeAs(token, '/licenses')).toBe('key_expired');
    });
  });
}
