import { scopes } from '@licet/contracts';
import { patch, post } from './native-catalog.suite.ts';
import { withKey } from './access.suite.ts';
import { ipDetails } from '../clients/rest-clients.ts';
import { ask, idForm, placesOf } from './native-answers.suite.ts';
import { invoiceWorkflows } from './invoice-workflows.suite.ts';
import { made } from './native-made-license.suite.ts';
import { orderCalls } from './order-calls.suite.ts';
import type { Product } from './product.suite.ts';

/** Orders over the native API, and what SOLO and the others see of them. */
export function invoices(product: () => Product): void {
  const { customerId, line, ordered, path, to, linesOf, licensesOf, license, info, soloStatuses, sold } =
    orderCalls(product);

  describe('invoices', () => {
    it('of live licenses are unknown to a test key, which cannot void, block or list them, nor run jobs on them [API-KEY-06]', async () => {
      const live = await ordered();
      const { product: tester } = await withKey(product(), { mode: 'test', scopes: [...scopes] });
      const own = await ask(tester, '/invoices', post({ customerId: customerId(), issue: true, lines: [line()] }));
      expect(own.status).toBe(201);
      const attempts = await Promise.all([
        ask(tester, path(live)),
        ask(tester, path(live), patch({ comments: 'mine' })),
        to(live, { to: 'voided' }, {}, tester),
      ]);
      expect(attempts.map(({ status }) => status)).toEqual([404, 404, 404]);
      const listed = (await ask(tester, '/invoices?limit=200')).body.data as unknown as { id: string }[];
      expect(listed.map(({ id }) => id)).toContain(own.body.id);
      expect(listed.map(({ id }) => id)).not.toContain(live.body.id);
      expect((await ask(tester, '/jobs', post({ type: 'daily.cleanup' }))).status).toBe(403);
      expect(await soloStatuses(live)).toEqual(['OK']);
    });

    it('are created with the licenses of all lines and read back by every name [INV-01, API-INV-01, API-REP-05, API-VERB-01]', async () => {
      const answer = await ordered([line({ quantity: 2 }), line()], {
        comments: 'by phone',
        metadata: { shop: 'web' },
      });
      expect(answer.body).toMatchObject({
        ...{ id: expect.stringMatching(idForm('inv')) as string, object: 'invoice', version: 1, status: 'web' },
        ...{ blocked: false, registrar: 'Manual', comments: 'by phone', holdUntil: null, automaticMail: true },
        ...{ total: { amount: '149.70', currency: 'USD' }, externalId: null, metadata: { shop: 'web' } },
        lines: [
          { quantity: 2, unitPrice: { amount: '49.90', currency: 'USD' }, licenseIds: [expect.any(String)] },
          { quantity: 1, renewsLicenseId: null, upgradesLicenseId: null, licenseIds: [expect.any(String)] },
        ],
      });
      expect(answer.headers.get('location')).toBe(`/api/v1${path(answer)}`);
      expect(answer.headers.get('etag')).toBe('"1"');
      const { solo, ip } = answer.body as unknown as { solo: { invoiceNo: number }; ip: { orderId: string } };
      for (const name of [answer.body.id, `solo:${solo.invoiceNo}`, `ip:${ip.orderId}`])
        expect((await ask(product(), `/invoices/${name}`)).body).toEqual(answer.body);
    });

    it('are InvoiceNo of their licenses, in every dialect, until a license goes to another customer [SL-INFO-26, SL-INFO-27, CU-05, INV-12, UNI-07, IP-DETAILS-19]', async () => {
      const answer = await ordered();
      const [id] = licensesOf(answer) as [string];
      const { invoiceNo } = answer.body.solo as { invoiceNo: number };
      const { orderId } = answer.body.ip as { orderId: string };
      expect((await info(id)).InvoiceNo).toBe(String(invoiceNo));
      expect((await license(id)) as object).toMatchObject({ invoiceId: answer.body.id });
      const { codeId } = (await license(id)).ip;
      expect(await ipDetails(product().access, codeId)).toMatchObject({
        OrderId: orderId,
        OrderNumber: answer.body.number,
      });

      const other = await ask(product(), '/customers', post({ company: 'Another' }));
      await ask(product(), `/licenses/${id}`, patch({ customerId: other.body.id }));
      const moved = await product().solo.infoCheck({ ...(await sold(id)) });
      expect(moved.fields).toMatchObject({
        ...{ InvoiceNo: '', CustomerID: String((other.body.solo as { customerId: number }).customerId) },
      });
      await ask(product(), path(answer), patch({ customerId: other.body.id }));
      expect((await info(id)).InvoiceNo).toBe(String(invoiceNo));
    });

    it('are not made by Add: its licenses have none [SL-ADD-26]', async () => {
      const { LicenseID } = await product().add();
      expect((await product().solo.infoCheck({ LicenseID })).fields.InvoiceNo).toBe('');
    });

    it('take no license that is not there, nothing unknown, and name every wrong place [API-ERR-03]', async () => {
      const create = (body: object) => ask(product(), '/invoices', post(body));
      expect((await create({ lines: [line({ licenseIds: ['solo:2000000000'] })] })).status).toBe(404);
      expect(placesOf(await create({ lines: [{ unitPrice: { amount: '1' } }], issue: true }))).toEqual([
        ...['/lines/0/licenseIds invalid', '/lines/0/optionId invalid'],
      ]);
      expect(placesOf(await create({ status: 'voided', colour: 1, metadata: { 'a b': 'c' } }))).toEqual([
        ...['/colour unknown', '/metadata invalid', '/status invalid'],
      ]);
      const taken = await made(product());
      const first = await create({ lines: [{ licenseIds: [taken.body.id] }] });
      expect([first.status, linesOf(first)[0]!.licenseIds]).toEqual([201, [taken.body.id]]);
      const second = await create({ lines: [{ licenseIds: [taken.body.id] }] });
      expect([second.status, placesOf(second)]).toEqual([400, ['/lines/0/licenseIds invalid']]);
    });

    it('hold 1,000 licenses at most over all lines, issued and listed ones together, and make none of a greater order [API-INV-01, API-ERR-03]', async () => {
      const create = async (lines: object[]) => {
        const answer = await ask(product(), '/invoices', post({ issue: true, lines }));
        return [answer.status, placesOf(answer)];
      };
      const productId = `solo:${product().access.products[0]!.productId}`;
      const option = { productId, name: 'By the unit', type: 'activationCode', quantityMode: 'licensePerUnit' };
      const unit = await ask(product(), '/options', post(option));
      expect(unit.status).toBe(201);
      const perUnit = (quantity: number) => ({ optionId: unit.body.id, quantity });
      const listing = (many: number) => ({ licenseIds: Array.from({ length: many }, () => 'solo:2000000000') });
      const [first, second] = [await made(product()), await made(product())];
      const issuedAlready = async () => (await ask(product(), `/licenses?optionId=${unit.body.id}`)).body.data;
      const refusals = [
        await create([listing(600), perUnit(1), listing(401)]),
        await create([perUnit(600), perUnit(401)]),
        await create([perUnit(999), { licenseIds: [first.body.id, second.body.id] }]),
        await create([listing(1000), listing(1000), listing(1000)]),
      ];
      expect(refusals).toEqual([
        [400, ['/lines/2/licenseIds invalid']],
        [400, ['/lines/1 invalid']],
        [400, ['/lines/1 invalid']],
        [400, ['/lines/1/licenseIds invalid', '/lines/2/licenseIds invalid']],
      ]);
      expect(await issuedAlready()).toEqual([]);
      expect((await license(first.body.id)) as object).toMatchObject({ invoiceId: null });
    });

    it('change by PATCH with If-Match, and not their lines or status [API-INV-01, API-INV-05, API-ETAG-03, API-REP-14]', async () => {
      const answer = await ordered([], { metadata: { a: '1', b: '2' }, externalId: `shop-${Date.now()}` });
      const change = (body: object, headers = {}) => ask(product(), path(answer), patch(body, headers));
      const tag = { 'if-match': answer.headers.get('etag')! };
      const changed = await change({ registrar: 'Shop', metadata: { a: null, c: '3' } }, tag);
      expect(changed.body).toMatchObject({ version: 2, registrar: 'Shop', metadata: { b: '2', c: '3' } });
      expect((await change({ registrar: 'Other' }, tag)).status).toBe(412);
      expect((await change({ registrar: 'Shop' })).body.version).toBe(2);
      expect(placesOf(await change({ status: 'voided', lines: [] }))).toEqual(['/lines readOnly', '/status readOnly']);
      const twin = await ask(product(), '/invoices', post({ externalId: answer.body.externalId }));
      expect([twin.status, twin.body.code]).toEqual([409, 'duplicate']);
    });

    it('are named by the id of the shop in place of their own [API-REP-05, API-REP-15]', async () => {
      const externalId = `shop ${Date.now()}/1`;
      const { body } = await ordered([], { externalId });
      const read = (name: string) => ask(product(), `/invoices/${encodeURIComponent(name)}`);
      expect((await read(`ext:${externalId}`)).body).toEqual(body);
      const changed = await ask(
        product(),
        `/invoices/ext:${encodeURIComponent(externalId)}`,
        patch({ externalId: null }),
      );
      expect([changed.status, changed.body.id]).toEqual([200, body.id]);
      for (const gone of [`ext:${externalId}`, 'ext:']) expect((await read(gone)).status).toBe(404);
    });

    it('answer a repeated Idempotency-Key with the first order, and issue no second license [API-IDEM-02, API-IDEM-07]', async () => {
      const headers = { 'idempotency-key': `order-${Date.now()}` };
      const body = { customerId: customerId(), issue: true, lines: [line(), line()] };
      const answers = await Promise.all([1, 2, 3].map(() => ask(product(), '/invoices', post(body, headers))));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    });
  });

  describe('lists of invoices', () => {
    it('are found by customer, status, block, external id and number, at once after a write [API-INV-01, API-LIST-07, API-LIST-08, API-VERB-08]', async () => {
      const customer = (await ask(product(), '/customers', post({ company: 'Lists' }))).body.id;
      const externalId = `list-${Date.now()}`;
      const first = await ordered([line()], { customerId: customer, externalId });
      const second = await ordered([], { customerId: customer, number: `Order${Date.now()}` });
      const found = async (query: string) =>
        (await ask(product(), `/invoices?customerId=${customer}&${query}`)).body.data.map(({ id }) => id);
      expect(await found('')).toEqual([second.body.id, first.body.id]);
      expect(await found(`externalId=${externalId}`)).toEqual([first.body.id]);
      expect(await found(`q=${String(second.body.number)}`)).toEqual([second.body.id]);
      await to(first, { to: 'voided' });
      await to(second, { to: 'blocked' });
      expect(await found('status=voided')).toEqual([first.body.id]);
      expect(await found('blocked=true')).toEqual([second.body.id]);
      const { body } = await ask(product(), `/invoices?customerId=${customer}&limit=1&count=true`);
      expect([body.data.length, body.total, typeof body.next]).toEqual([1, 2, 'string']);
      const ofInvoice = await ask(product(), `/licenses?invoiceId=${first.body.id}`);
      expect(ofInvoice.body.data.map(({ id }) => id)).toEqual(licensesOf(first)); // [API-LIC-10]
    });

    it('of past transitions are told newest first, with who and why [API-VERB-03]', async () => {
      const answer = await ordered();
      await to(answer, { to: 'blocked' });
      await to(answer, { to: 'voided', note: 'Ordered twice.' });
      const { body } = await ask(product(), `${path(answer)}/transitions`);
      expect(body.data).toMatchObject([
        { object: 'transition', version: 3, from: 'web', to: 'voided', note: 'Ordered twice.', by: { kind: 'key' } },
        { object: 'transition', version: 2, from: 'web', to: 'blocked', note: '' },
      ]);
    });
  });

  invoiceWorkflows(product);
}
