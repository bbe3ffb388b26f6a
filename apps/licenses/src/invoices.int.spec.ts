import {
  type CallContext,
  CreateInvoice,
  CreateOption,
  GetInvoice,
  GetLicense,
  InvoiceCreated,
  InvoiceVoided,
  ListInvoiceTransitions,
  ListInvoicesDue,
  ListStatusChanges,
  LoadSerials,
  ReleaseInvoice,
  RemoveInvoice,
  type RequestOf,
  TransitionInvoice,
  UpdateInvoice,
  UpdateLicense,
  firstPage,
  newUuid,
} from '@licet/contracts';
import { eventually } from '@licet/testing';
import {
  type RunningLicenses,
  addTo,
  authorId,
  catalogOf,
  customerId,
  runLicenses,
} from './testing/running-licenses.ts';

let licenses: RunningLicenses;
let sold: { productId: number; optionId: number };
beforeAll(async () => {
  licenses = await runLicenses();
  sold = await catalogOf(licenses);
});
afterAll(() => licenses.close());

type Line = RequestOf<typeof CreateInvoice>['lines'][number];
const line = (more: Partial<Line> = {}): Line => ({
  ...{ optionId: sold.optionId, quantity: 1, unitPrice: '49.90', licenseIds: [], renews: null, upgrades: null },
  ...more,
});
const request = (lines: Line[], more: Partial<RequestOf<typeof CreateInvoice>> = {}) => ({
  ...{ authorId, customerId, status: 'web' as const, registrar: 'Manual', comments: '', holdUntil: null },
  ...{ automaticMail: true, currency: 'USD', lines, issue: true, testLicenses: false, externalId: null, metadata: {} },
  ...more,
});
/** A back office with Financial Access, nobody's Master User. */
const office: Partial<CallContext> = {
  ...{ via: 'native', actor: { kind: 'user', id: 'clerk' }, scopes: ['invoices:write', 'licenses:create'] },
};
const create = (lines: Line[], more: Partial<RequestOf<typeof CreateInvoice>> = {}) =>
  licenses.value(CreateInvoice, request(lines, more), office);
const transition = (invoiceId: number, to: RequestOf<typeof TransitionInvoice>['to'], more: object = {}) =>
  licenses.send(
    TransitionInvoice,
    { ...{ authorId, invoiceId, to, note: '', keepLicenses: false, lines: null, expectedVersion: null }, ...more },
    office,
  );
const read = async (invoiceId: number) => licenses.value(GetInvoice, { authorId, invoiceId });
const license = async (licenseId: number) =>
  (await licenses.value(GetLicense, { authorId, reference: { licenseId } })).license;
const statusOf = async (licenseId: number) => {
  const { status, reason } = (await license(licenseId)).status;
  return reason ?? status;
};
const idsOf = ({ lines }: { lines: readonly { licenses: readonly { licenseId: number }[] }[] }) =>
  lines.flatMap((each) => each.licenses.map(({ licenseId }) => licenseId));
const set = (licenseId: number, status: 'purging' | 'active' | 'blocked') =>
  licenses.value(
    UpdateLicense,
    { authorId, licenseId, changes: { status: { status, reason: null } } },
    { via: 'native' },
  );

describe('an invoice', () => {
  it('issues the licenses of all its lines, one for the quantity or one per unit, and they name it [INV-01, INV-12, API-INV-01]', async () => {
    const { optionId } = await licenses.value(CreateOption, {
      authorId,
      productId: sold.productId,
      settings: { name: 'Per unit', quantityMode: 'licensePerUnit' },
    });
    const invoice = await create([line({ quantity: 2 }), line({ optionId, quantity: 3 })], {
      comments: 'by Zwetschke',
    });
    expect(invoice).toMatchObject({
      status: 'web',
      blocked: false,
      version: 1,
      total: '249.50',
      comments: 'by Zwetschke',
    });
    expect(invoice.number).toMatch(/^ITP-DLOA(-[2-9A-FHK]{8}){4}-[2-9A-FHK]{2}$/);
    expect(invoice.lines.map(({ licenses: of }) => of.length)).toEqual([1, 3]);
    for (const [i, quantity] of [2, 1, 1, 1].entries())
      expect(await license(idsOf(invoice)[i]!)).toMatchObject({
        ...{ quantity, customerId, unitPrice: '49.90' },
        invoice: { invoiceId: invoice.invoiceId, customerId, number: invoice.number, blocked: false },
      });
    expect(await read(invoice.invoiceId)).toEqual(invoice);
    const events = await licenses.store.readStream(`invoice-${invoice.invoiceId}`);
    expect(JSON.stringify(events)).not.toContain('Zwetschke');
  });

  it('is made once, however often the command is sent, also many times at once [API-IDEM-07]', async () => {
    const commandId = newUuid();
    const send = () => licenses.send(CreateInvoice, request([line(), line()]), { ...office, commandId });
    const replies = await Promise.all([send(), send(), send()]);
    const again = await send();
    const values = [...replies, again].map((reply) => (reply.ok ? reply.value : undefined));
    expect(values.every((value) => value !== undefined)).toBe(true);
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBe(1);
    expect(idsOf(values[0]!)).toHaveLength(2);
    expect(again.positions).toEqual(replies[0].positions);
    expect(again.positions!.length).toBe(4); // created, two licenses, done
  });

  it('that lacks a serial number for one license is not made at all [API-INV-01]', async () => {
    const { optionId, productId } = await catalogOf(licenses, {
      serials: { mode: 'list', prefix: null },
      quantityMode: 'licensePerUnit',
    });
    await licenses.value(LoadSerials, {
      authorId,
      productId,
      serials: [
        { serial: 'A-1', password: null },
        { serial: 'A-2', password: null },
      ],
    });
    const reply = await licenses.send(CreateInvoice, request([line({ optionId, quantity: 3 })]), office);
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'serials_exhausted' } });
    const { rows } = await licenses.store.pool.query<{ stream_id: string; data: { licenseId: number } }>(
      `select stream_id, data from event where type = 'LicenseAdded' and (data->>'productId')::int = $1`,
      [productId],
    );
    expect(rows.length).toBe(2);
    for (const { data } of rows) expect(await statusOf(data.licenseId)).toBe('purging');
  });

  it('refuses what cannot be sold, and leaves nothing behind', async () => {
    const before = await licenses.store.heads();
    const { optionId } = sold;
    for (const [lines, more, refusal] of [
      [[line({ optionId: 999_999 })], {}, { code: 'parameter_invalid', facts: { pointers: ['/lines/0/optionId'] } }],
      [[line(), line({ licenseIds: [999_999] })], {}, { facts: { pointers: ['/lines/1/licenseIds'] } }],
      [[line({ optionId, renews: 999_999 })], {}, { facts: { pointers: ['/lines/0/renewsLicenseId'] } }],
      [[line()], { customerId: 999_999 }, { code: 'not_found', facts: { what: 'customer' } }],
    ] as const)
      expect(await licenses.send(CreateInvoice, request([...lines], more), office)).toMatchObject({
        ok: false,
        refusal,
      });
    const noLicenses = { ...office, scopes: ['invoices:write'] };
    expect(await licenses.send(CreateInvoice, request([line()]), noLicenses)).toMatchObject({
      refusal: { code: 'scope_missing', facts: { scope: 'licenses:create' } },
    });
    expect(await licenses.store.heads()).toEqual(before);
  });

  it('lists licenses that there are, each on one invoice [INV-12]', async () => {
    const { licenseId } = await addTo(licenses, sold.optionId);
    const invoice = await create([line({ optionId: null, licenseIds: [licenseId] })], { issue: false });
    expect(invoice.lines).toMatchObject([{ optionId: sold.optionId, licenses: [{ licenseId }] }]);
    expect((await license(licenseId)).invoice?.invoiceId).toBe(invoice.invoiceId);
    const other = await licenses.send(CreateInvoice, request([line({ licenseIds: [licenseId] })]), office);
    expect(other).toMatchObject({ refusal: { facts: { pointers: ['/lines/0/licenseIds'] } } });
  });

  it('has an external id of its own [API-REP-15]', async () => {
    const { invoiceId } = await create([], { externalId: 'shop-1' });
    const second = await licenses.send(CreateInvoice, request([], { externalId: 'shop-1' }), office);
    expect(second).toEqual({ ok: false, refusal: { code: 'duplicate', facts: { what: 'externalId' } } });
    const changes = { externalId: null, comments: 'new', metadata: { shop: 'x' } };
    const changed = await licenses.value(UpdateInvoice, { authorId, invoiceId, changes, expectedVersion: 1 }, office);
    expect(changed).toMatchObject({ version: 2, externalId: null, comments: 'new', metadata: { shop: 'x' } });
    await create([], { externalId: 'shop-1' });
  });
});

describe('an invoice whose process died', () => {
  /** What stands in the record when a process decides and dies at once. */
  const decided = async (type: 'InvoiceCreated' | 'InvoiceVoided', data: { invoiceId: number }, version: number) => {
    const id = newUuid();
    const metadata = {
      ...{ eventId: id, time: new Date().toISOString(), actor: { kind: 'user' as const, id: 'clerk' } },
      ...{ via: 'native' as const, authorId, requestId: id, correlationId: id, causationId: null },
    };
    await licenses.store.append({
      ...{ streamId: `invoice-${data.invoiceId}`, expectedVersion: version, commandId: id, authorId },
      events: [{ type, schemaVersion: 1, data, metadata }],
    });
  };

  it('is finished without anybody asking, and seen only when it is whole [API-INV-01, API-INV-02]', async () => {
    const invoiceId = await licenses.store.nextNumber('invoice');
    const { optionId } = sold;
    const sample = InvoiceCreated.sample;
    const lines = [1, 2].map(() => ({ ...sample.lines[0]!, optionId }));
    const issues = [1, 2].map(() => ({ licenses: 3, quantity: 1 }));
    const created = { ...sample, invoiceId, authorId, customerId, lines, issues, renewals: [0, 0] };
    await decided('InvoiceCreated', created, 0);
    const invoice = await read(invoiceId);
    expect(invoice.lines.map((each) => each.licenses.length)).toEqual([3, 3]);

    const orders = idsOf(invoice).map((licenseId) => ({ licenseId, becomes: 'void' as const }));
    const voided = { ...InvoiceVoided.sample, invoiceId, authorId, licenses: orders };
    await decided('InvoiceVoided', voided, 2);
    await eventually(async () => {
      for (const licenseId of idsOf(invoice)) expect(await statusOf(licenseId)).toBe('void');
    });
    const { items } = await licenses.value(ListStatusChanges, {
      ...{ authorId, licenseId: idsOf(invoice)[0]!, query: firstPage },
    });
    expect(items[0]?.actor).toEqual({ kind: 'user', id: 'clerk' });
  });
});

describe('the workflows of invoices', () => {
  it('void all licenses of an order, by whoever has Financial Access, and the record says who [INV-05, INV-07, ST-15, ST-26]', async () => {
    const invoice = await create([line(), line()]);
    const reply = await transition(invoice.invoiceId, 'voided', { note: 'Ordered twice.' });
    expect(reply).toMatchObject({ ok: true, value: { status: 'voided', version: 2 } });
    expect(reply.positions).toHaveLength(4);
    for (const licenseId of idsOf(invoice)) {
      expect(await statusOf(licenseId)).toBe('void');
      const { items } = await licenses.value(ListStatusChanges, { authorId, licenseId, query: firstPage });
      expect(items[0]).toMatchObject({ actor: { kind: 'user', id: 'clerk' } });
    }
    expect((await read(invoice.invoiceId)).lines).toEqual(invoice.lines); // still listed [INV-03]
    const { items } = await licenses.value(ListInvoiceTransitions, {
      ...{ authorId, invoiceId: invoice.invoiceId, query: firstPage },
    });
    const [last] = items;
    expect(last).toMatchObject({ version: 2, from: 'web', to: 'voided', note: 'Ordered twice.' });
  });

  it('return, or call fraud, the licenses chosen by line, and leave others as they are [INV-06, ST-16]', async () => {
    const invoice = await create([line(), line(), line()]);
    const lines = [
      { line: 0, becomes: 'returned', licenseIds: null },
      { line: 1, becomes: 'fraud', licenseIds: null },
      { line: 2, becomes: 'kept', licenseIds: null },
    ];
    expect(await transition(invoice.invoiceId, 'refunded', { lines })).toMatchObject({ ok: true });
    expect(await Promise.all(idsOf(invoice).map(statusOf))).toEqual(['returned', 'fraud', 'active']);
  });

  it('leave licenses that nobody but a Master User can edit [INV-09, ST-VOI-EDT, ST-RET-EDT]', async () => {
    const invoice = await create([line()]);
    await transition(invoice.invoiceId, 'refunded');
    const [licenseId] = idsOf(invoice);
    const edit = (scopes: string[]) =>
      licenses.send(UpdateLicense, { authorId, licenseId: licenseId!, changes: { licenseUpdate: 'x' } }, { scopes });
    const staff = ['licenses:write', 'licenses:status', 'invoices:write'];
    expect(await edit(staff)).toMatchObject({ refusal: { code: 'scope_missing', facts: { scope: 'licenses:void' } } });
    expect(await edit([...staff, 'licenses:void'])).toMatchObject({ ok: true });
  });

  it('never follow a license: whatever its status, the invoice stays as it is [INV-02, API-INV-04, ST-19]', async () => {
    const invoice = await create([line()]);
    const [licenseId] = idsOf(invoice);
    await set(licenseId!, 'blocked');
    expect(await read(invoice.invoiceId)).toEqual(invoice);
  });

  it('delete an order with its licenses, and bring back what that has moved and nothing else [API-INV-02]', async () => {
    const invoice = await create([line(), line()]);
    const [one, other] = idsOf(invoice) as [number, number];
    await set(other, 'purging');
    await transition(invoice.invoiceId, 'deleted');
    expect([await statusOf(one), await statusOf(other)]).toEqual(['deleted', 'purging']);
    const restored = await transition(invoice.invoiceId, 'restored');
    expect(restored).toMatchObject({ ok: true, value: { status: 'web' } });
    expect([await statusOf(one), await statusOf(other)]).toEqual(['active', 'purging']);
    await transition(invoice.invoiceId, 'deleted', { keepLicenses: true });
    expect(await statusOf(one)).toBe('active');
  });

  it('block and free licenses without touching their status [API-INV-03]', async () => {
    const invoice = await create([line()]);
    const [licenseId] = idsOf(invoice);
    await transition(invoice.invoiceId, 'blocked');
    expect(await license(licenseId!)).toMatchObject({ status: { status: 'active' }, invoice: { blocked: true } });
    await transition(invoice.invoiceId, 'unblocked');
    expect((await license(licenseId!)).invoice).toMatchObject({ blocked: false });
  });

  it('asked for many times at once move every license once', async () => {
    const invoice = await create([line(), line()]);
    const replies = await Promise.all(
      (['deleted', 'restored', 'deleted', 'blocked', 'voided'] as const).map((to) => transition(invoice.invoiceId, to)),
    );
    for (const reply of replies) expect(reply.ok || reply.refusal.code === 'transition_not_allowed').toBe(true);
    const { status } = await read(invoice.invoiceId);
    const expected = { deleted: 'deleted', voided: 'void', web: 'active' }[status as 'deleted' | 'voided' | 'web'];
    expect(await Promise.all(idsOf(invoice).map(statusOf))).toEqual([expected, expected]);
  });
});

describe('a purchase', () => {
  it('of a renewal moves the expiration of the license and issues none [INV-10]', async () => {
    const { optionId: dated } = await licenses.value(CreateOption, {
      authorId,
      productId: sold.productId,
      settings: { name: 'Days', expiry: { rule: 'daysFromCreation', days: 10, date: null } },
    });
    const { optionId } = await licenses.value(CreateOption, {
      authorId,
      productId: sold.productId,
      settings: { name: 'Renewal', type: 'renewal', expiry: { rule: 'daysFromCreation', days: 365, date: null } },
    });
    const { licenseId } = await addTo(licenses, dated);
    const { expiresAt, version } = await license(licenseId);
    const invoice = await create([line({ optionId, renews: licenseId })]);
    expect(idsOf(invoice)).toEqual([]);
    expect(invoice.lines[0]).toMatchObject({ renews: { licenseId } });
    const renewed = await license(licenseId);
    expect(Date.parse(renewed.expiresAt!) - Date.parse(expiresAt!)).toBe(365 * 86_400_000);
    expect(renewed).toMatchObject({ version: version + 1, invoice: null });

    const { licenseId: endless } = await addTo(licenses, sold.optionId);
    expect(await licenses.send(CreateInvoice, request([line({ optionId, renews: endless })]), office)).toMatchObject({
      refusal: { code: 'renewal_not_applicable' },
    });
  });

  it.each([
    [null, { expiresAt: null, expiryDays: 375 }],
    ['2040-01-01T00:00:00.000Z', { expiresAt: '2041-01-10T00:00:00.000Z', expiryDays: null }],
  ])(
    'of a renewal reaches a license whose days count from the first activation, here %p [INV-10, API-LIC-22]',
    async (firstActivatedAt, term) => {
      const rule = 'daysFromFirstActivation' as const;
      const [counted, renewal] = await Promise.all(
        [
          { name: 'Counted', expiry: { rule, days: 10, date: null } },
          { name: 'Renewal', type: 'renewal' as const, expiry: { rule, days: 365, date: null } },
        ].map((settings) => licenses.value(CreateOption, { authorId, productId: sold.productId, settings })),
      );
      const { licenseId } = await addTo(licenses, counted!.optionId);
      licenses.activations.firstActivatedAt = firstActivatedAt;
      await create([line({ optionId: renewal!.optionId, renews: licenseId })]);
      expect(await license(licenseId)).toMatchObject(term);
    },
  );

  it('of an upgrade sets UPG on the old license and names the new one as what replaces it [INV-11]', async () => {
    const { licenseId } = await addTo(licenses, sold.optionId);
    const invoice = await create([line({ upgrades: licenseId })]);
    const [successor] = idsOf(invoice);
    expect(await license(licenseId)).toMatchObject({
      status: { status: 'superseded', reason: null },
      replacedBy: { licenseId: successor },
      invoice: null,
    });
    expect((await license(successor!)).invoice?.invoiceId).toBe(invoice.invoiceId);
  });
});

describe('the daily job', () => {
  const job: Partial<CallContext> = { via: 'system', scopes: [], actor: { kind: 'system', id: 'jobs' } };
  const due = async (kind: 'release' | 'removal', at: string, of = authorId) =>
    (await licenses.value(ListInvoicesDue, { authorId: of, due: kind, at, after: 0, limit: 500 })).invoices.map(
      ({ invoiceId }) => invoiceId,
    );

  it('finds invoices whose hold is over and moves them to shipping, once [INV-14]', async () => {
    const { invoiceId } = await create([], { status: 'holding', holdUntil: '2030-01-01T00:00:00.000Z' });
    const [early, late] = ['2029-12-31T23:59:59.999Z', '2030-01-01T00:00:00.000Z'];
    await eventually(async () => {
      expect(await due('release', late)).toContain(invoiceId);
    });
    expect(await due('release', early)).not.toContain(invoiceId);
    expect(await due('release', late, authorId + 1)).toEqual([]); // the work of one account is its own
    const asBefore = await licenses.value(ListInvoicesDue, {
      due: 'release',
      at: late,
      after: invoiceId - 1,
      limit: 1,
    });
    expect(asBefore).toEqual({ invoices: [{ invoiceId, authorId }] }); // as pods of the version before ask, of all accounts
    const release = (at: string) => licenses.value(ReleaseInvoice, { authorId, invoiceId, at }, job);
    expect(await release(early)).toEqual({ released: false });
    expect(await release(late)).toEqual({ released: true });
    expect(await release(late)).toEqual({ released: false });
    expect((await read(invoiceId)).status).toBe('shipping');
    await eventually(async () => {
      expect(await due('release', late)).not.toContain(invoiceId);
    });
  });

  it('removes a deleted invoice when all its licenses are Delete, and its comments can never be read again [INV-13]', async () => {
    const invoice = await create([line()], { comments: 'secret' });
    const { invoiceId } = invoice;
    const remove = (dryRun = false) => licenses.value(RemoveInvoice, { authorId, invoiceId, dryRun }, job);
    await transition(invoiceId, 'deleted', { keepLicenses: true });
    await eventually(async () => {
      expect(await due('removal', '2030-01-01T00:00:00.000Z')).toContain(invoiceId);
    });
    expect(await due('removal', '2030-01-01T00:00:00.000Z', authorId + 1)).toEqual([]);
    expect(await remove()).toEqual({ removed: false });
    const [licenseId] = idsOf(invoice);
    await set(licenseId!, 'purging');
    expect(await remove(true)).toEqual({ removed: true });
    expect((await read(invoiceId)).status).toBe('deleted');
    expect(await remove()).toEqual({ removed: true });
    expect(await licenses.send(GetInvoice, { authorId, invoiceId })).toMatchObject({ refusal: { code: 'not_found' } });
    expect((await license(licenseId!)).invoice).toBeNull();
    await eventually(async () => {
      expect(await due('removal', '2030-01-01T00:00:00.000Z')).not.toContain(invoiceId);
    });
  });
});
