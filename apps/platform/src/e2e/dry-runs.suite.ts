import { withKey } from './access.suite.ts';
import { type Answer, type Body, answerOf, ask, placesOf } from './native-answers.suite.ts';
import { patch, post } from './native-catalog.suite.ts';
import { feedEnd, isReplay, newKey } from './native-idempotency.suite.ts';
import { made, secretOf, shown, soloNumber } from './native-made-license.suite.ts';
import { type Product, customerOf, inParallel, optionOf } from './product.suite.ts';

interface Foretold {
  allowed: boolean;
  code: string | null;
  status: number;
  events: { type: string; subject: { object: string; id: string; version: number } }[];
  result: Body;
  effect: { installationsEnding: number };
}

const dry = async (product: Product, path: string, asking: object): Promise<Foretold> => {
  const { status, body, text } = await ask<Foretold>(product, `${path}?dryRun=true`, asking);
  if (status !== 200) throw new Error(`A dry run of ${path} answered ${status}: ${text}`);
  return body;
};

/** What would happen, told by several services, and nothing of it left in any. */
export function dryRunsAcrossServices(product: () => Product): void {
  describe('a dry run', () => {
    it('tells a change of a license with what its ledger makes of it, and leaves both as they were [API-DRY-02]', async () => {
      const license = await made(product());
      const before = await shown(product(), license);
      const change = patch({ activation: { activationsLeft: { increment: -2 } }, notes: 'Foretold' });
      const { allowed, result, events } = await dry(product(), `/licenses/${license.body.id}`, change);
      expect([allowed, result.notes, (result.activation as { activationsLeft: number }).activationsLeft]).toEqual([
        true,
        'Foretold',
        3,
      ]);
      expect(events.map(({ type, subject }) => [type, subject.id, subject.version])).toEqual([
        ['LicenseUpdated', license.body.id, 2],
      ]);
      expect(await shown(product(), license)).toEqual(before);
      const tooMany = patch({ activation: { activationsLeft: { increment: -6 } } });
      const refused = await ask(product(), `/licenses/${license.body.id}?dryRun=true`, tooMany);
      const real = await ask(product(), `/licenses/${license.body.id}`, tooMany);
      expect([refused.status, refused.body.code]).toEqual([real.status, real.body.code]);
    });

    it('tells an order with the licenses that it would issue [API-DRY-02]', async () => {
      const { id: customerId } = await customerOf(product());
      const { id: optionId } = await optionOf(product(), {});
      const line = { optionId, unitPrice: { amount: '9.50', currency: 'USD' } };
      const order = post({ customerId, issue: true, lines: [line, line] });
      const end = await feedEnd(product());
      const { allowed, status, events, result } = await dry(product(), '/invoices', order);
      const licenses = (result.lines as { licenseIds: string[] }[]).map(({ licenseIds }) => licenseIds.length);
      expect([allowed, status, licenses]).toEqual([true, 201, [1, 1]]);
      expect(events.map(({ type }) => type).toSorted()).toEqual(['InvoiceCreated', 'LicenseAdded', 'LicenseAdded']);
      expect((await ask(product(), `/invoices/${result.id}`)).status).toBe(404);
      expect((await product().native.events({ after: end })).data).toEqual([]);
      expect((await ask(product(), `/licenses?customerId=${customerId}`)).body.data).toEqual([]);
    });
  });
}

/** What is asked of dry runs themselves; what each operation foretells is asked with its other tests. */
export function dryRuns(product: () => Product): void {
  dryRunsAcrossServices(product);

  describe('a dry run of the native API', () => {
    it('says how many machines a license stops on [API-DRY-02]', async () => {
      const license = await made(product());
      const sold = { LicenseID: String(soloNumber(license)), Password: secretOf(license) };
      expect((await product().activate(sold)).code).toBe(0);
      const revoke = post({ to: 'revoked', reason: 'fraud' });
      const { effect, result } = await dry(product(), `/licenses/${license.body.id}/transitions`, revoke);
      expect([effect.installationsEnding, result.status]).toEqual([1, 'revoked']);
      const release = await dry(product(), `/licenses/${license.body.id}/release`, post({}));
      expect(release.effect.installationsEnding).toBe(1);
      const renamed = await dry(product(), `/licenses/${license.body.id}`, patch({ notes: 'Other' }));
      expect(renamed.effect).toEqual({ installationsEnding: 0, sessionsEnding: 0 });
      expect((await shown(product(), license)).status).toBe('active');
    });

    it('says how many machines all licenses of an order stop on [API-DRY-02]', async () => {
      const { id: optionId } = await optionOf(product(), {});
      const line = { optionId, unitPrice: { amount: '9.50', currency: 'USD' } };
      const order = await ask(product(), '/invoices', post({ issue: true, lines: [line, line] }));
      for (const { licenseIds } of order.body.lines as { licenseIds: string[] }[]) {
        const path = `/licenses/${String(licenseIds[0])}`;
        const [{ body }, secrets] = [await ask(product(), path), await ask(product(), `${path}/secrets`)];
        const { licenseId } = body.solo as { licenseId: number };
        const sold = { LicenseID: String(licenseId), Password: String(secrets.body.activationPassword) };
        expect((await product().activate(sold)).code).toBe(0);
      }
      const voided = await dry(product(), `/invoices/${order.body.id}/transitions`, post({ to: 'voided' }));
      expect([voided.result.status, voided.effect.installationsEnding]).toEqual(['voided', 2]);
      expect((await ask(product(), `/invoices/${order.body.id}`)).body).toEqual(order.body);
    });

    it('is told while others change the same license in earnest [API-DRY-02]', async () => {
      const { id } = (await made(product())).body;
      const changes = [`/licenses/${id}/unlock`, `/licenses/${id}/release`, `/licenses/${id}`];
      const answers = await inParallel(60, 6, (i) => {
        const path = changes[i % 3]!;
        const asking = path.endsWith(id) ? patch({ activation: { activationsLeft: { increment: 1 } } }) : post({});
        return ask(product(), i % 2 === 0 ? `${path}?dryRun=true` : path, asking);
      });
      expect(answers.filter(({ status }) => status !== 200).map(({ text }) => text)).toEqual([]);
    });

    it('plays a set of a hundred licenses through, and no larger one [API-DRY-02]', async () => {
      const { id: optionId } = await optionOf(product(), {});
      const set = (count: number) => ask(product(), '/licenses?dryRun=true', post({ optionId, count }));
      const { body } = await set(100);
      const { data } = body.result as Body;
      expect([body.status, new Set(data.map(({ id }) => id)).size]).toEqual([201, 100]);
      expect(placesOf(await set(101))).toEqual(['/count invalid']);
    }, 60_000);

    it('takes nothing out of a list, and names what the call then takes [API-DRY-03]', async () => {
      const { body } = await ask(product(), '/products', post({ name: newKey() }));
      const serials = ['S-1', 'S-2', 'S-3'].map((serial) => ({ serial }));
      await ask(product(), `/products/${body.id}/serials`, post({ serials }));
      const option = { productId: body.id, name: 'Listed', type: 'activationCode', serials: { mode: 'list' } };
      const optionId = (await ask(product(), '/options', post(option))).body.id;
      const keysOf = ({ data }: Body) => data.map(({ key }) => key).toSorted(); // a set takes several at once
      const set = (count: number) => post({ optionId, customerId: null, count });
      const foretold = await dry(product(), '/licenses', set(3));
      expect([keysOf(foretold.result), JSON.stringify(foretold.result).includes('secrets')]).toEqual([
        ['S-1', 'S-2', 'S-3'],
        false,
      ]);
      expect(await dry(product(), '/licenses', set(4))).toMatchObject({ allowed: false, code: 'serials_exhausted' });
      expect(keysOf((await ask(product(), '/licenses', set(3))).body)).toEqual(keysOf(foretold.result));
    });

    it('is no result of an Idempotency-Key, nor told by one [API-DRY-02]', async () => {
      const license = await made(product());
      const path = `/licenses/${license.body.id}`;
      const change = patch({ notes: 'Once' }, { 'idempotency-key': newKey() });
      expect((await dry(product(), path, change)).allowed).toBe(true);
      const [first, again] = [await ask(product(), path, change), await ask(product(), path, change)];
      expect([first.status, isReplay(first), isReplay(again)]).toEqual([200, false, true]);
      expect((await dry(product(), path, change)).result.version).toBe(first.body.version);
    });

    it('fails as the call does where it is malformed or may not be made [API-DRY-02]', async () => {
      const path = `/licenses/${(await made(product())).body.id}`;
      const reader = await withKey(product(), { scopes: ['licenses:read'] });
      const notes = patch({ notes: 'Other' });
      const faults = await Promise.all([
        ask(product(), `${path}?dryRun=maybe`, notes),
        ask(product(), `${path}?dryRun=true`, patch({ color: 'red' })),
        ask(reader.product, `${path}?dryRun=true`, notes),
        ask(product(), '/licenses/solo:2147483647?dryRun=true', notes),
        ask(product(), '/keys?dryRun=true', post({ name: 'a' })),
      ]);
      expect(faults.map((answer: Answer) => [answer.status, answer.body.code, ...placesOf(answer)])).toEqual([
        [400, 'parameter_invalid', 'dryRun invalid'],
        [400, 'parameter_unknown', '/color unknown'],
        [403, 'scope_missing'],
        [404, 'not_found'],
        [400, 'parameter_unknown', 'dryRun invalid'],
      ]);
      expect((await dry(product(), path, patch({ notes: 'Other' }, { 'if-match': '"99.99"' }))).status).toBe(412);
      expect((await ask(product(), `${path}?dryRun=false`, notes)).body.notes).toBe('Other');
    });

    it('tells whoever has no key the result alone, and counts for nothing [API-DRY-02, API-OPT-15]', async () => {
      const { id: optionId } = await optionOf(product(), {
        trial: { days: 14, public: true },
        publicTrials: { mostPerHour: 1, mostPerHourAndNetwork: 1 },
      });
      const start = async (query: string) => {
        const body = JSON.stringify({ optionId, machine: { fingerprint: [{ type: 'disk', value: newKey() }] } });
        const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
        return answerOf<Body>(await fetch(`${product().access.baseUrl}/api/v1/trials${query}`, init));
      };
      for (let i = 0; i < 2; i++) {
        const { status, body } = await start('?dryRun=true');
        expect([status, body.allowed, body.status, body.events, (body.result as Body).object]).toEqual([
          200,
          true,
          201,
          [],
          'trial',
        ]);
      }
      expect([(await start('')).status, (await start('')).status]).toEqual([201, 429]);
    });
  });
}
