import { eventually } from '@licet/testing';
import { accessOf } from './access.suite.ts';
import { type Answer, ask, placesOf } from './native-answers.suite.ts';
import { optionBody, patch, post } from './native-catalog.suite.ts';
import { type MadeOption, type Product, optionOf } from './product.suite.ts';

/** What a vendor does with products: bans and archives them, finds them again, and says what their licenses look like. */
export function nativeProducts(product: () => Product): void {
  const made = async (settings: object = {}): Promise<Answer> => {
    const answer = await ask(product(), '/products', post({ name: 'Product', ...settings }));
    expect(answer.status).toBe(201);
    return answer;
  };
  const to = ({ body }: Answer, asked: object, headers = {}) =>
    ask(product(), `/products/${body.id}/transitions`, post(asked, headers));
  const sold = ({ prodOptionId }: MadeOption) => product().add({ ProdOptionID: prodOptionId });
  const licenseOf = async (LicenseID: string) => (await ask(product(), `/licenses/solo:${LicenseID}`)).body;

  describe('a product', () => {
    it('that is banned stops activations and checks of all its licenses at once and changes none; lifting lets them go on [API-PRD-03, API-PRD-04, API-VERB-03]', async () => {
      const owner = await made();
      const option = await optionOf(product(), { productId: owner.body.id, seats: { limit: 9 } });
      const [license, other] = [await sold(option), await sold(option)];
      const { InstallationID } = (await product().activate(license)).fields;
      const before = await licenseOf(license.LicenseID);
      const codes = async () => [
        (await product().check(InstallationID!)).code,
        (await product().activate(license)).code,
        (await product().activate(other)).code,
      ];
      const banned = await to(owner, { to: 'banned', note: 'Serial numbers were published.' });
      expect([banned.status, banned.body.status, banned.body.version]).toEqual([200, 'banned', 2]);
      expect(await codes()).toEqual([5017, 5017, 5017]);
      const meanwhile = await licenseOf(license.LicenseID);
      expect([meanwhile.version, meanwhile.status, meanwhile.state]).toEqual([before.version, 'active', 'denied']);
      expect((await to(owner, { to: 'active' })).body.status).toBe('active');
      expect(await codes()).toEqual([0, 0, 0]);
    });

    it('that is banned or archived sells nothing; archived, it gets no options, and its licenses go on [API-PRD-06]', async () => {
      const owner = await made();
      const option = await optionOf(product(), { productId: owner.body.id, seats: { limit: 9 } });
      const license = await sold(option);
      const { InstallationID } = (await product().activate(license)).fields;
      expect((await to(owner, { to: 'archived' })).body.status).toBe('archived');
      const late = await ask(
        product(),
        '/options',
        post({ productId: owner.body.id, name: 'Late', type: 'activationCode' }),
      );
      expect([late.status, late.body.code]).toEqual([409, 'transition_not_allowed']);
      const issue = await ask(product(), '/licenses', post({ optionId: option.id }));
      expect([issue.status, issue.body.code]).toEqual([409, 'option_not_issuable']);
      expect((await product().check(InstallationID!)).code).toBe(0);
      expect((await product().activate(license)).code).toBe(0);
    });

    it.each([
      ['archived', 'active'],
      ['archived', 'banned'],
      ['banned', 'archived'],
    ])('does not go from %s to %s [API-PRD-03]', async (from, target) => {
      const owner = await made();
      await to(owner, { to: from });
      const refused = await to(owner, { to: target });
      expect([refused.status, refused.body.code]).toEqual([409, 'transition_not_allowed']);
      expect((await ask(product(), `/products/${owner.body.id}`)).body.status).toBe(from);
    });

    it('is tried out until it is said to be sold, and never again [API-PRD-03, DNA-MODE-01]', async () => {
      const owner = await made();
      expect(owner.body.mode).toBe('testing');
      const active = await to(owner, { mode: 'active', keepLicenses: true });
      expect([active.status, active.body.mode, active.body.version]).toEqual([200, 'active', 2]);
      const same = await to(owner, { mode: 'active' });
      expect([same.status, same.body.version]).toEqual([200, 2]);
      expect((await to(owner, { mode: 'testing' })).body.code).toBe('transition_not_allowed');
      expect(placesOf(await to(owner, { mode: 'active', keepLicenses: false }))).toEqual(['/keepLicenses invalid']);
      expect(placesOf(await to(owner, { mode: 'active', licenses: 1 }))).toEqual(['/licenses invalid']);
      expect(placesOf(await to(owner, {}))).toEqual(['/to required']);
    });

    it('takes with it what was issued while it was tried out, but test licenses, where that is asked for and confirmed by number [API-PRD-03, DNA-MODE-06, DNA-MODE-07]', async () => {
      const owner = await made();
      const option = await ask(product(), '/options', post({ ...optionBody(product()), productId: owner.body.id }));
      const license = (body: object) => ask(product(), '/licenses', post({ optionId: option.body.id, ...body }));
      const [one, other, trial, test] = await Promise.all([{}, {}, { isTrial: true }, { isTest: true }].map(license));
      const statusOf = async (it?: Answer) => (await ask(product(), `/licenses/${it?.body.id}`)).body.status;
      await ask(product(), `/licenses/${other?.body.id}/transitions`, post({ to: 'deleted' }));
      const untold = await to(owner, { mode: 'active', keepLicenses: false });
      expect([untold.status, placesOf(untold)]).toEqual([400, ['/licenses invalid']]);
      expect(untold.body.detail).toMatch(/^2 licenses /);
      expect((await to(owner, { mode: 'active', keepLicenses: false, licenses: 4 })).status).toBe(400);
      expect([await statusOf(one), (await ask(product(), `/products/${owner.body.id}`)).body.mode]).toEqual([
        'active',
        'testing',
      ]);
      const active = await to(owner, { mode: 'active', keepLicenses: false, licenses: 2 });
      expect([active.status, active.body.mode]).toEqual([200, 'active']);
      await eventually(async () => {
        expect(await Promise.all([one, trial].map(statusOf))).toEqual(['deleted', 'deleted']);
      });
      const sold = await license({});
      await ask(product(), `/licenses/${one?.body.id}/transitions`, post({ to: 'restored' }));
      expect(await Promise.all([one, test, sold].map(statusOf))).toEqual(['active', 'active', 'active']);
    });

    it('tells its past transitions, newest first, with who and why [API-VERB-03]', async () => {
      const owner = await made();
      await to(owner, { to: 'banned', note: 'Fraud.' });
      await to(owner, { to: 'active' });
      await to(owner, { mode: 'active' });
      const past = (await ask(product(), `/products/${owner.body.id}/transitions`)).body.data as unknown as object[];
      expect(past).toMatchObject([
        { object: 'transition', version: 4, from: 'testing', to: 'active', note: '' },
        { object: 'transition', version: 3, from: 'banned', to: 'active', note: '' },
        { object: 'transition', version: 2, from: 'active', to: 'banned', note: 'Fraud.', by: { kind: 'key' } },
      ]);
      const some = await ask(product(), `/products/${owner.body.id}/transitions?to=banned`);
      expect(some.body.data).toHaveLength(1);
    });

    it('changes status and mode by a call each, so that its past tells both [API-PRD-03, API-VERB-03]', async () => {
      const owner = await made();
      const refused = await to(owner, { to: 'banned', mode: 'active' });
      expect([refused.status, placesOf(refused)]).toEqual([400, ['/mode invalid']]);
      const { body } = await ask(product(), `/products/${owner.body.id}`);
      expect(body).toMatchObject({ status: 'active', mode: 'testing', version: 1 });
    });

    it('is changed at the version that is named, and not when it has another by then [API-ETAG-03]', async () => {
      const owner = await made();
      const late = await to(owner, { to: 'banned' }, { 'if-match': '"2"' });
      expect([late.status, late.body.code]).toEqual([412, 'version_conflict']);
      expect((await to(owner, { to: 'banned' }, { 'if-match': '"1"' })).status).toBe(200);
    });

    it('is found by status, mode, sku and external id [API-PRD-02]', async () => {
      const mark = `p-${Date.now()}`;
      const owner = await made({ sku: mark, externalId: mark, mode: 'testing' });
      const found = async (query: string) => (await ask(product(), `/products?${query}`)).body.data.map(({ id }) => id);
      for (const query of [`sku=${mark}`, `externalId=${mark}`, `externalId[prefix]=${mark.slice(0, 8)}&sku=${mark}`])
        expect(await found(query)).toEqual([owner.body.id]);
      expect(await found(`sku=${mark}&mode=testing&status=active`)).toEqual([owner.body.id]);
      expect(await found(`sku=${mark}&mode=active`)).toEqual([]);
      await to(owner, { mode: 'active' });
      await to(owner, { to: 'banned' });
      expect(await found(`sku=${mark}&mode=active&status=banned`)).toEqual([owner.body.id]);
      expect(await found(`sku=${mark}&externalId[exists]=false`)).toEqual([]);
    });

    it('makes keys of its own form, with the prefix of an option where it has one [API-PRD-10]', async () => {
      const owner = await made({ codes: { prefix: 'EX', length: 12, alphabet: 'digits' } });
      const keyOf = async (settings: object) => {
        const { id } = await optionOf(product(), { productId: owner.body.id, ...settings });
        return (await ask(product(), '/licenses', post({ optionId: id }))).body.key;
      };
      expect(await keyOf({})).toMatch(/^EX(-[0-9]{4}){3}$/);
      expect(await keyOf({ serials: { mode: 'generate', prefix: 'PRO' } })).toMatch(/^PRO(-[0-9]{4}){3}$/);
      const changed = await ask(
        product(),
        `/products/${owner.body.id}`,
        patch({ codes: { alphabet: 'intelliProtector' } }),
      );
      expect(changed.body.codes).toEqual({ prefix: 'EX', length: 12, alphabet: 'intelliProtector' });
      expect(await keyOf({})).toMatch(/^IPRL-[2-9A-FHL]{6}-/);
    });

    it('labels the fields of its licenses, place by place; an option may label them otherwise [API-PRD-10]', async () => {
      const owner = await made({ labels: { serialNumber: 'Dongle', userFields: { text: ['Site', 'Room'] } } });
      const none = (count: number) => Array<null>(count).fill(null);
      const fields = { integer: none(5), float: none(5), date: none(5) };
      expect(owner.body.labels).toEqual({
        ...{ serialNumber: 'Dongle', licenseUpdate: null },
        userFields: { text: ['Site', 'Room', ...none(8)], ...fields },
      });
      const changed = await ask(
        product(),
        `/products/${owner.body.id}`,
        patch({ labels: { userFields: { text: [null], date: [null, 'Due'] } } }),
      );
      expect(changed.body.labels).toMatchObject({
        serialNumber: 'Dongle',
        userFields: { text: [null, 'Room', ...none(8)], date: [null, 'Due', ...none(3)] },
      });
      const option = await optionOf(product(), { productId: owner.body.id });
      const labels = async (asked: object | null) =>
        (await ask(product(), `/options/${option.id}`, patch({ labels: asked }))).body.labels;
      expect(await labels({ serialNumber: 'Key' })).toMatchObject({ serialNumber: 'Key', licenseUpdate: null });
      expect(await labels(null)).toBeNull();
    });
  });

  describe.each(['product', 'option'] as const)('of the author’s own notes, a %s', (kind) => {
    const path = `/${kind}s`;
    const make = (settings: object = {}): Promise<Answer> =>
      kind === 'product'
        ? ask(product(), path, post({ name: 'Noted', ...settings }))
        : ask(
            product(),
            path,
            post({
              productId: `solo:${product().access.products[0]!.productId}`,
              name: 'Noted',
              type: 'activationCode',
              ...settings,
            }),
          );

    it('has an external id that names it, once in the account, until it has another [API-REP-05, API-REP-15]', async () => {
      const externalId = `${kind}/${Date.now()} ü`;
      const first = await make({ externalId });
      expect([first.status, first.body.externalId]).toEqual([201, externalId]);
      const named = (id: string) => ask(product(), `${path}/ext:${encodeURIComponent(id)}`);
      expect((await named(externalId)).body).toEqual(first.body);
      const second = await make({ externalId });
      expect([second.status, second.body.code, placesOf(second)]).toEqual([409, 'duplicate', ['/externalId invalid']]);
      const third = await make();
      const late = await ask(product(), `${path}/${third.body.id}`, patch({ externalId }));
      expect([late.status, late.body.code]).toEqual([409, 'duplicate']);
      expect(
        (await ask(product(), `${path}/ext:${encodeURIComponent(externalId)}`, patch({ externalId: null }))).status,
      ).toBe(200);
      expect((await named(externalId)).status).toBe(404);
      expect((await ask(product(), `${path}/${third.body.id}`, patch({ externalId }))).status).toBe(200);
      expect((await named(externalId)).body.id).toBe(third.body.id);
      expect((await ask(product(), `${path}?externalId=${encodeURIComponent(externalId)}`)).body.data).toHaveLength(1);
    });

    it('has metadata that a change merges key by key [API-REP-14]', async () => {
      const owner = await make({ metadata: { a: '1', b: '2' } });
      expect(owner.body.metadata).toEqual({ a: '1', b: '2' });
      const changed = await ask(product(), `${path}/${owner.body.id}`, patch({ metadata: { a: null, c: '3' } }));
      expect([changed.body.metadata, changed.body.version]).toEqual([{ b: '2', c: '3' }, 2]);
      const same = await ask(product(), `${path}/${owner.body.id}`, patch({ metadata: { a: null } }));
      expect([same.status, same.body.version]).toEqual([200, 2]);
      const many = Object.fromEntries(Array.from({ length: 49 }, (_, i) => [`k${i}`, 'x']));
      const refused = await ask(product(), `${path}/${owner.body.id}`, patch({ metadata: many }));
      expect([refused.status, placesOf(refused)]).toEqual([400, ['/metadata invalid']]);
    });
  });

  describe('an option', () => {
    it('that is inactive issues nothing until it is active again; its licenses go on [API-OPT-01, SL-ADD-54, API-VERB-03]', async () => {
      const option = await optionOf(product(), {});
      const license = await sold(option);
      const change = (asked: object) => ask(product(), `/options/${option.id}/transitions`, post(asked));
      const { add } = accessOf(product);
      const codes = async () => [
        (await ask(product(), '/licenses', post({ optionId: option.id }))).status,
        await add({}, { ProdOptionID: option.prodOptionId }),
        (await product().activate(license)).code,
      ];
      expect((await change({ to: 'inactive', note: 'Sold out.' })).body.status).toBe('inactive');
      expect(await codes()).toEqual([409, 1, 0]);
      expect((await change({ to: 'active' })).body.status).toBe('active');
      expect(await codes()).toEqual([201, 0, 0]);
      expect((await change({ to: 'archived' })).body.status).toBe('archived');
      expect(await codes()).toEqual([409, 1, 0]);
      expect((await change({ to: 'active' })).body.code).toBe('transition_not_allowed');
      const past = await ask(product(), `/options/${option.id}/transitions`);
      expect(past.body.data).toMatchObject([
        { from: 'active', to: 'archived' },
        { from: 'inactive', to: 'active' },
        { from: 'active', to: 'inactive', note: 'Sold out.' },
      ]);
    });
  });
}
