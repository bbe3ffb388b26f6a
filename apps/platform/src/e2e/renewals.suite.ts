import { scopes } from '@licet/contracts';
import { eventually } from '@licet/testing';
import { withKey } from './access.suite.ts';
import { type Answer, ask, idForm, placesOf } from './native-answers.suite.ts';
import { patch, post } from './native-catalog.suite.ts';
import { newKey } from './native-idempotency.suite.ts';
import { made, soloNumber } from './native-made-license.suite.ts';
import type { Product } from './product.suite.ts';

const day = 86_400_000;

/** Vouchers over the native API, what they do to licenses, and what SOLO sees of it. */
export function renewals(product: () => Product): void {
  const productId = () => `solo:${product().access.products[0]!.productId}`;
  const year = { type: 'renewal', expiry: { rule: 'daysFromCreation', days: 365 } };
  async function renewalOption(more: object = {}): Promise<string> {
    const body = { productId: productId(), name: newKey(), ...year, ...more };
    const answer = await ask(product(), '/options', post(body));
    if (answer.status !== 201) throw new Error(`createOption answered ${answer.status}: ${answer.text}`);
    return answer.body.id;
  }
  const create = (body: object, by = product()) => ask(by, '/renewals', post(body));
  async function renewal(more: object = {}): Promise<Answer> {
    const answer = await create({ optionId: await renewalOption(), ...more });
    if (answer.status !== 201) throw new Error(`createRenewal answered ${answer.status}: ${answer.text}`);
    return answer;
  }
  const keyOf = ({ body }: Answer) => body.key as string;
  const path = ({ body }: Answer) => `/renewals/${body.id}`;
  const to = (answer: Answer, body: object) => ask(product(), `${path(answer)}/transitions`, post(body));
  /** A license that ends in ten days. */
  async function ending(more: object = {}): Promise<Answer> {
    const expiresAt = new Date(Math.floor(Date.now() / day) * day + 10 * day).toISOString();
    const license = await made(product(), more);
    const expiry = { rule: 'daysFromCreation', days: 10, expiresAt };
    await ask(product(), `/licenses/${license.body.id}`, patch({ expiry }));
    return license;
  }
  const renew = ({ body: { id } }: Answer, body: object, headers = {}) =>
    ask(product(), `/licenses/${id}/renew`, post(body, headers));
  const shown = async ({ body: { id } }: Answer) => (await ask(product(), `/licenses/${id}`)).body;
  const endOf = async (license: Answer) =>
    Date.parse(((await shown(license)).expiry as { expiresAt: string }).expiresAt);
  const reasonOf = ({ status, body }: Answer) => `${status} ${body.code} ${String(body.detail)}`;

  describe('renewals', () => {
    it('are made by an option of their type, tell their key once, and are read back by every name [API-INV-06, API-VERB-01, API-REP-05]', async () => {
      const types = { fromTypeId: 1, toTypeId: 2 };
      const optionId = await renewalOption({ renewal: types, edition: { typeId: 2, name: 'Professional' } });
      const answer = await create({ optionId });
      expect(answer.body).toMatchObject({
        ...{ id: expect.stringMatching(idForm('ren')) as string, object: 'renewal', version: 1, status: 'active' },
        ...{ optionId, invoiceId: null, renewal: types, isTest: false, usedAt: null, usedForId: null },
        ...{ expiry: { rule: 'daysFromCreation', days: 365 }, support: { rule: 'never' } },
        key: expect.stringMatching(/^IPRR-/) as string,
      });
      expect([answer.status, answer.headers.get('location')]).toEqual([201, `/api/v1${path(answer)}`]);
      const { renewalId } = answer.body.ip as { renewalId: string };
      for (const name of [answer.body.id, `ip:${renewalId}`])
        expect((await ask(product(), `/renewals/${name}`)).body).toEqual({ ...answer.body, key: null });
      expect((await ask(product(), `/options/${optionId}`)).body).toMatchObject({ type: 'renewal', renewal: types });
    });

    it('name an invoice, and no option of another type [API-INV-06]', async () => {
      const invoice = await ask(product(), '/invoices', post({ number: newKey() }));
      expect((await renewal({ invoiceId: invoice.body.id })).body.invoiceId).toBe(invoice.body.id);
      const { prodOptionId } = product().access.products[0]!.options[0]!;
      const wrong = await create({ optionId: `solo:${prodOptionId}` });
      expect([wrong.status, wrong.body.code, placesOf(wrong)]).toEqual([
        ...[409, 'option_not_issuable', ['/optionId invalid']],
      ]);
      expect((await create({ optionId: 'solo:2000000000' })).status).toBe(404);
    });

    it('renew a license by their key, once; both doors read the new end [API-LIC-22, API-INV-06, IP-RENEW-11, API-VERB-08]', async () => {
      const [license, voucher] = [await ending(), await renewal()];
      const before = await endOf(license);
      const renewed = await renew(license, { renewalKey: keyOf(voucher) });
      expect([renewed.status, renewed.headers.get('licet-consistency')]).toEqual([200, null]);
      expect(renewed.body).toEqual(await shown(license));
      expect(await endOf(license)).toBe(before + 365 * day);
      const { fields } = await product().solo.infoCheck({ LicenseID: soloNumber(license) });
      expect(Date.parse(`${fields.DownloadExpiration}Z`)).toBe(before + 365 * day);
      const again = await renew(license, { renewalKey: keyOf(voucher) });
      expect(reasonOf(again)).toBe('409 renewal_not_applicable The renewal has been used.');
      expect(await endOf(license)).toBe(before + 365 * day);
      expect((await ask(product(), path(voucher))).body).toMatchObject({ usedForId: license.body.id, version: 2 });
    });

    it('are spent on one license only where calls race for them [API-LIC-22, IP-RENEW-15]', async () => {
      const [one, other, voucher] = [await ending(), await ending(), await renewal()];
      const before = (await endOf(one)) + (await endOf(other));
      const answers = await Promise.all(
        [one, other, one, other].map((license) => renew(license, { renewalKey: keyOf(voucher) })),
      );
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
      expect((await endOf(one)) + (await endOf(other))).toBe(before + 365 * day);
    });

    it('answer a repeat with the same Idempotency-Key alike and are not spent twice [API-IDEM-07]', async () => {
      const [license, voucher] = [await ending(), await renewal()];
      const before = await endOf(license);
      const headers = { 'idempotency-key': newKey() };
      const first = await renew(license, { renewalKey: keyOf(voucher) }, headers);
      const repeat = await renew(license, { renewalKey: keyOf(voucher) }, headers);
      expect([repeat.status, repeat.body]).toEqual([200, first.body]);
      expect(await endOf(license)).toBe(before + 365 * day);
    });

    it('change the type of licenses of the type they are for, and of no other [IP-RENEW-09, API-LIC-22]', async () => {
      const license = await ending();
      const edition = { typeId: 2, name: 'Professional' };
      const make = async (types: object) => create({ optionId: await renewalOption({ renewal: types, edition }) });
      const upgrade = await make({ fromTypeId: 1, toTypeId: 2 });
      expect((await renew(license, { renewalKey: keyOf(upgrade) })).body.edition).toEqual(edition);
      const second = await make({ fromTypeId: 1, toTypeId: 2 });
      expect(reasonOf(await renew(license, { renewalKey: keyOf(second) }))).toBe(
        '409 renewal_not_applicable The renewal is for licenses of another type.',
      );
    });

    it('for tests are for test licenses only, and the reverse [IP-RENEW-10]', async () => {
      const refusal = '409 renewal_not_applicable Renewals for tests are for test licenses, and others for others.';
      const [live, test] = [await ending(), await ending({ isTest: true })];
      expect(reasonOf(await renew(test, { renewalKey: keyOf(await renewal()) }))).toBe(refusal);
      expect(reasonOf(await renew(live, { renewalKey: keyOf(await renewal({ isTest: true })) }))).toBe(refusal);
      expect((await renew(test, { renewalKey: keyOf(await renewal({ isTest: true })) })).status).toBe(200);
    });

    it('of live licenses are unknown to a test key, which makes such for tests [API-KEY-06]', async () => {
      const live = await renewal();
      const { product: tester } = await withKey(product(), { mode: 'test', scopes: [...scopes] });
      expect((await ask(tester, path(live))).status).toBe(404);
      const own = await create({ optionId: await renewalOption() }, tester);
      expect([own.status, own.body.isTest]).toEqual([201, true]);
      const listed = (await ask(tester, '/renewals?limit=200')).body.data.map(({ id }) => id);
      expect([listed.includes(own.body.id), listed.includes(live.body.id)]).toEqual([true, false]);
    });

    it('are blocked, deleted and freed again, but for used ones; past transitions are listed [API-INV-06, API-VERB-03]', async () => {
      const [license, voucher] = [await ending(), await renewal()];
      expect((await to(voucher, { to: 'blocked', note: 'Sold twice.' })).body).toMatchObject({
        status: 'blocked',
        version: 2,
      });
      const blocked = await renew(license, { renewalKey: keyOf(voucher) });
      expect(reasonOf(blocked)).toBe('409 renewal_not_applicable The renewal is blocked.');
      await to(voucher, { to: 'deleted' });
      await to(voucher, { to: 'active' });
      expect((await renew(license, { renewalKey: keyOf(voucher) })).status).toBe(200);
      const late = await to(voucher, { to: 'blocked' });
      expect([late.status, late.body.code]).toEqual([409, 'transition_not_allowed']);
      const { data } = (await ask(product(), `${path(voucher)}/transitions`)).body;
      expect(data.map(({ from, to: after, note }) => [from, after, note])).toEqual([
        ...[
          ['deleted', 'active', ''],
          ['blocked', 'deleted', ''],
          ['active', 'blocked', 'Sold twice.'],
        ],
      ]);
    });

    it('are listed by what they are for and whether they are used [API-INV-06, API-LIST-07]', async () => {
      const [license, voucher] = [await ending(), await renewal()];
      const optionId = voucher.body.optionId as string;
      const found = async (query: string) =>
        (await ask(product(), `/renewals?optionId=${optionId}&${query}`)).body.data.map(({ id }) => id);
      expect(await found('usedAt[exists]=false&status=active&isTest=false')).toEqual([voucher.body.id]);
      await renew(license, { renewalKey: keyOf(voucher) });
      expect(await found(`usedForId=${license.body.id}`)).toEqual([voucher.body.id]);
      expect(await found('usedAt[exists]=false')).toEqual([]);
      const { data } = (await ask(product(), `/renewals?optionId=${optionId}`)).body;
      expect(data).toEqual([(await ask(product(), path(voucher))).body]);
    });

    it('and what they did stand in the feed, without their key [API-EVT-10]', async () => {
      const [license, voucher] = [await ending(), await renewal()];
      await renew(license, { renewalKey: keyOf(voucher) });
      await eventually(async () => {
        const of = async (id: string) => (await ask(product(), `/events?subject=${id}`)).body.data;
        const [ofVoucher, ofLicense] = [await of(voucher.body.id), await of(license.body.id)];
        expect(ofVoucher.map(({ type }) => type)).toEqual(['RenewalCreated', 'RenewalUsed']);
        expect(ofLicense.at(-1)).toMatchObject({ type: 'LicenseRenewed', data: { renewalId: voucher.body.id } });
        expect(JSON.stringify([ofVoucher, ofLicense])).not.toContain(keyOf(voucher));
      });
    });
  });

  describe('renewing a license', () => {
    it('by what is to hold moves its ends and changes its type [API-LIC-22]', async () => {
      const license = await ending();
      const before = await endOf(license);
      const edition = { typeId: 3, name: 'Site' };
      const days = await renew(license, { expiry: { rule: 'daysFromCreation', days: 30 }, edition });
      expect(days.body).toMatchObject({ edition, version: 3 });
      expect(await endOf(license)).toBe(before + 30 * day);
      const forever = await renew(license, { expiry: { rule: 'never' } });
      expect(forever.body).toMatchObject({ expiry: { rule: 'never', expiresAt: null, expired: false } });
    });

    it('brings back what has expired, which is what renewals are for [API-LIC-22]', async () => {
      const license = await ending();
      await ask(product(), `/licenses/${license.body.id}`, patch({ expiry: { expiresAt: '2026-01-01T00:00:00Z' } }));
      expect((await shown(license)).state).toBe('expired');
      const { body } = await renew(license, { expiry: { rule: 'daysFromCreation', days: 30 } });
      expect(body).toMatchObject({ state: 'available', expiry: { expired: false } });
    });

    it('is refused where it was set to expired, where it never ends, and for a key that nobody has [API-LIC-22, IP-RENEW-14]', async () => {
      const [license, perpetual] = [await ending(), await made(product())];
      const expiry = { rule: 'daysFromCreation', days: 30 };
      const refusals = [await renew(perpetual, { expiry }), await renew(license, { renewalKey: 'IPRR-NONE' })];
      await ask(product(), `/licenses/${license.body.id}/transitions`, post({ to: 'expired' }));
      refusals.push(await renew(license, { expiry }), await renew(license, { renewalKey: keyOf(await renewal()) }));
      expect(refusals.map(reasonOf)).toEqual([
        '409 renewal_not_applicable The license never ends.',
        '409 renewal_not_applicable No renewal has this key.',
        '409 renewal_not_applicable The license was ended by people: set to expired, or deleted.',
        '409 renewal_not_applicable The license was ended by people: set to expired, or deleted.',
      ]);
    });

    it('needs a key or terms that say enough, and not both [API-ERR-03, API-OPT-09]', async () => {
      const license = await ending();
      expect(placesOf(await renew(license, {}))).toEqual(['/renewalKey required']);
      const both = await renew(license, { renewalKey: 'IPRR-NONE', edition: { typeId: 1 } });
      expect(placesOf(both)).toEqual(['/edition invalid']);
      const incomplete = { expiry: { rule: 'daysFromCreation' }, support: { rule: 'maxVersion' } };
      expect(placesOf(await renew(license, incomplete))).toEqual([
        '/expiry/days invalid',
        '/support/maxVersion invalid',
      ]);
    });

    it('heeds If-Match [API-ETAG-03]', async () => {
      const license = await ending();
      const expiry = { rule: 'daysFromCreation', days: 30 };
      expect((await renew(license, { expiry }, { 'if-match': '"1.1"' })).status).toBe(412);
      const stale = await renew(license, { renewalKey: keyOf(await renewal()) }, { 'if-match': '"1.1"' });
      expect([stale.status, (await shown(license)).version]).toEqual([412, 2]);
    });

    it('prolongs support, which options and licenses count by days, date or version [API-LIC-13]', async () => {
      const license = await made(product());
      const change = (support: object) => ask(product(), `/licenses/${license.body.id}`, patch({ support }));
      expect((await change({ rule: 'onDate', date: '2030-01-01T00:00:00Z' })).body.support).toEqual({
        ...{ rule: 'onDate', days: null, date: '2030-01-01T00:00:00.000Z', maxVersion: null },
        ...{ endsAt: '2030-01-01T00:00:00.000Z', ended: false },
      });
      const renewed = await renew(license, { support: { rule: 'daysFromCreation', days: 31 } });
      expect(renewed.body.support).toMatchObject({ rule: 'onDate', endsAt: '2030-02-01T00:00:00.000Z', ended: false });
      const counted = await change({ rule: 'daysFromCreation', days: 1, date: null });
      const start = Date.parse(license.body.createdAt as string);
      expect(counted.body.support).toMatchObject({ endsAt: new Date(start + day).toISOString() });
      const wrong = await change({ rule: 'maxVersion' });
      expect([wrong.status, placesOf(wrong)]).toEqual([400, ['/support/maxVersion invalid']]);
      await ask(product(), `/licenses/${license.body.id}`, patch({ currentVersion: '5.0.0.0' }));
      expect((await change({ rule: 'maxVersion', maxVersion: '4.9.9.9' })).body.support).toMatchObject({ ended: true });
    });
  });
}
