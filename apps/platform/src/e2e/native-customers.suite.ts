import { scopes } from '@licet/contracts';
import { withKey } from './access.suite.ts';
import { type Answer, ask, placesOf } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';

/** Customers over the native API: made, changed, listed. */
export function nativeCustomers(product: () => Product): void {
  const make = async (body: object): Promise<string> =>
    (await product().native.send<{ id: string }>('POST', '/customers', body)).id;
  const idsOf = ({ body }: Answer) => body.data.map(({ id }) => id);
  const listed = async (query: string) => idsOf(await ask(product(), `/customers?${query}`));

  it('changes what is named of a customer and leaves the rest [API-CUS-01, API-VERB-01]', async () => {
    const id = await make({ company: 'Patch Ltd', email: 'ann@patch.example', address: { city: 'Bonn' } });
    const changes = { lastName: 'Patcher', registered: false, address: { country: 'Germany' } };
    const changed = await ask(product(), `/customers/${id}`, { method: 'PATCH', body: changes });
    expect([changed.status, changed.body]).toMatchObject([
      200,
      {
        ...{ company: 'Patch Ltd', email: 'ann@patch.example', lastName: 'Patcher', registered: false },
        address: { city: 'Bonn', country: 'Germany' },
      },
    ]);
    expect((await ask(product(), `/customers/${id}`)).body).toEqual(changed.body);
  });

  it('answers a change of nothing with the same version, and minds If-Match [API-VERB-07, API-ETAG-03]', async () => {
    const id = await make({ company: 'Same Ltd' });
    const patch = (body: object, tag?: string) =>
      ask(product(), `/customers/${id}`, { method: 'PATCH', body, headers: tag ? { 'if-match': tag } : {} });
    const first = (await ask(product(), `/customers/${id}`)).headers.get('etag')!;
    expect((await patch({ company: 'Same Ltd' })).headers.get('etag')).toBe(first);
    expect((await patch({ company: 'Other Ltd' }, first)).status).toBe(200);
    const late = await patch({ company: 'Third Ltd' }, first);
    expect([late.status, late.body.code]).toEqual([412, 'version_conflict']);
  });

  it('refuses members that are read-only or unknown [API-REP-11]', async () => {
    const id = await make({ company: 'Strict Ltd' });
    const refused = await ask(product(), `/customers/${id}`, { method: 'PATCH', body: { status: 'x', colour: 'red' } });
    expect([refused.status, placesOf(refused)]).toEqual([400, ['/colour unknown', '/status readOnly']]);
  });

  it("keeps metadata and the author's own id, by which the customer is named and found [API-REP-05, API-REP-14, API-REP-15, API-CUS-02]", async () => {
    const externalId = `crm/${Date.now()}`;
    const path = `/customers/ext:${encodeURIComponent(externalId)}`;
    const made = await ask(product(), '/customers', {
      ...{
        method: 'POST',
        body: { company: 'Own Id Ltd', nickname: 'Owen', externalId, metadata: { a: '1', b: '2' } },
      },
    });
    expect(made.body).toMatchObject({ nickname: 'Owen', externalId, metadata: { a: '1', b: '2' } });
    expect((await ask(product(), path)).body).toEqual(made.body);
    const changed = await ask(product(), path, { method: 'PATCH', body: { metadata: { a: null, c: '3' } } });
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { id: made.body.id, version: 2, metadata: { b: '2', c: '3' } },
    ]);
    expect(await listed(`externalId=${encodeURIComponent(externalId)}`)).toEqual([made.body.id]);
    const twin = await ask(product(), '/customers', { method: 'POST', body: { company: 'Twin', externalId } });
    expect([twin.status, twin.body.code]).toEqual([409, 'duplicate']);
    expect((await ask(product(), path, { method: 'PATCH', body: { externalId: null } })).status).toBe(200);
    expect([(await ask(product(), path)).status, await listed(`externalId=${encodeURIComponent(externalId)}`)]).toEqual(
      [404, []],
    );
  });

  it('who are distributors are named by licenses in both doors, others are not found [API-CUS-08, SL-ADD-19]', async () => {
    interface Shown {
      id: string;
      solo: { customerId: number; distributorId: number | null };
    }
    const seller = await product().native.send<Shown>('POST', '/customers', { company: 'Seller', isDistributor: true });
    const plain = await product().native.send<Shown>('POST', '/customers', { company: 'No seller' });
    expect([seller.solo.distributorId, plain.solo.distributorId]).toEqual([seller.solo.customerId, null]);
    const add = (id: number) => product().add({ DistributorID: id });
    const sold = await add(seller.solo.customerId);
    const shown = await ask(product(), `/licenses/solo:${sold.LicenseID}`);
    expect(shown.body.distributorId).toBe(seller.id);
    const unknown = 'Add answered 5';
    await expect(add(plain.solo.customerId)).rejects.toThrow(unknown);
    await product().native.send('PATCH', `/customers/${plain.id}`, { isDistributor: true });
    await add(plain.solo.customerId);
    await product().native.send('PATCH', `/customers/${plain.id}`, { isDistributor: false });
    await expect(add(plain.solo.customerId)).rejects.toThrow(unknown);
  });

  it('include their licenses and invoices where asked for, as far as the key sees them [API-CUS-02, API-REP-17, API-KEY-06]', async () => {
    const customerId = await make({ company: 'Included Ltd' });
    const optionId = `solo:${product().access.products[0]!.options[0]!.prodOptionId}`;
    const { native: api } = product();
    const made = (body: object) => api.send<{ id: string }>('POST', '/licenses', { optionId, customerId, ...body });
    const [test, live] = [await made({ isTest: true }), await made({})];
    const invoice = await api.send<{ id: string }>('POST', '/invoices', { customerId, lines: [] });
    interface Included {
      status: number;
      body: { licenses?: { id: string }[]; invoices?: { id: string }[] };
    }
    const read = (query: string, of = product()) =>
      ask(of, `/customers/${customerId}${query}`) as unknown as Promise<Included>;
    const plain = await read('');
    const whole = await read('?include=licenses,invoices');
    expect([plain.body.licenses, plain.body.invoices]).toEqual([undefined, undefined]);
    expect(whole.body).toEqual({
      ...plain.body,
      licenses: await Promise.all([live, test].map(async ({ id }) => (await ask(product(), `/licenses/${id}`)).body)),
      invoices: [(await ask(product(), `/invoices/${invoice.id}`)).body],
    });
    const { product: tester } = await withKey(product(), { mode: 'test', scopes: [...scopes] });
    const tests = await read('?include=licenses,invoices', tester);
    expect([tests.body.licenses?.map(({ id }) => id), tests.body.invoices]).toEqual([[test.id], []]);
    const { product: clerk } = await withKey(product(), { scopes: ['customers:read', 'invoices:read'] });
    expect((await read('?include=invoices', clerk)).status).toBe(200);
    expect((await read('?include=licenses', clerk)).status).toBe(403);
    expect((await read('?include=options')).status).toBe(400);
  });

  it('is what licenses are found by, also as the shop names him, and none by a name that nobody has [API-REP-05, API-LIST-07]', async () => {
    const externalId = `shop ${Date.now()}/${'2'.repeat(105)}`;
    const id = await make({ company: 'Named Ltd', externalId });
    const optionId = `solo:${product().access.products[0]!.options[0]!.prodOptionId}`;
    const sold = { optionId, customerId: `ext:${externalId}` };
    const license = await ask(product(), '/licenses', { method: 'POST', body: sold });
    expect([license.status, license.body.customerId]).toEqual([201, id]);
    const found = async (name: string) =>
      idsOf(await ask(product(), `/licenses?customerId=${encodeURIComponent(name)}`));
    expect(await found(`ext:${externalId}`)).toEqual([license.body.id]);
    expect(await found(`solo:2000000000,ext:${externalId}`)).toEqual([license.body.id]);
    expect(await found(`ext:${externalId}3`)).toEqual([]);
  });

  describe('a merge of customers', () => {
    const post = (body: object, headers = {}) => ({ method: 'POST', body, headers });
    const merge = (id: string, intoId: string, headers = {}) =>
      ask(product(), `/customers/${id}/merge`, post({ intoId }, headers));

    it('moves licenses and invoices, and answers under both ids [API-CUS-04]', async () => {
      const [from, into] = [await make({ company: 'Double Ltd' }), await make({ company: 'Single Ltd' })];
      const optionId = `solo:${product().access.products[0]!.options[0]!.prodOptionId}`;
      const license = await ask(product(), '/licenses', post({ optionId, customerId: from }));
      const order = { customerId: from, issue: true, lines: [{ optionId, quantity: 1 }] };
      const invoice = await ask(product(), '/invoices', post(order));
      const merged = await merge(from, into);
      expect([merged.status, merged.body]).toMatchObject([200, { id: into, company: 'Single Ltd' }]);
      for (const path of [`/licenses/${license.body.id}`, `/invoices/${invoice.body.id}`])
        expect((await ask(product(), path)).body.customerId).toBe(into);
      const old = await ask(product(), `/customers/${from}`);
      expect([old.status, old.body.id, old.headers.get('licet-merged-from')]).toEqual([200, into, from]);
      expect((await ask(product(), `/customers/${into}`)).headers.get('licet-merged-from')).toBeNull();
      expect((await merge(from, into)).status).toBe(200);
      const { data } = await product().native.events({ subject: from });
      expect(data.map(({ type }) => type)).toContain('CustomerMerged');
    });

    it('is taken back with all that it moved, but for what came since, and both ids are told apart again [API-CUS-04]', async () => {
      const [from, into] = [await make({ company: 'Parted Ltd' }), await make({ company: 'Kept Ltd' })];
      const optionId = `solo:${product().access.products[0]!.options[0]!.prodOptionId}`;
      const owned = async (customerId: string) => [
        `/licenses/${(await ask(product(), '/licenses', post({ optionId, customerId }))).body.id}`,
        `/invoices/${(await ask(product(), '/invoices', post({ customerId, lines: [] }))).body.id}`,
      ];
      const owner = async (path: string) => (await ask(product(), path)).body.customerId;
      const his = await owned(from);
      await merge(from, into);
      const since = [...(await owned(into)), ...(await owned(from))];
      const revert = (id: string) => ask(product(), `/customers/${id}/merge/revert`, { method: 'POST' });
      const reverted = await revert(from);
      expect([reverted.status, reverted.body]).toMatchObject([200, { id: from, company: 'Parted Ltd' }]);
      for (const path of his) expect([path, await owner(path)]).toEqual([path, from]);
      for (const path of since) expect([path, await owner(path)]).toEqual([path, into]);
      const read = await ask(product(), `/customers/${from}`);
      expect([read.body, read.headers.get('licet-merged-from')]).toEqual([reverted.body, null]);
      expect(await listed('company=parted%20ltd')).toEqual([from]);
      const { data } = await product().native.events({ subject: from });
      expect(data.map(({ type }) => type)).toEqual(expect.arrayContaining(['CustomerMerged', 'CustomerMergeReverted']));
      const again = await revert(from);
      expect([again.status, again.body.code]).toEqual([409, 'not_revertible']);
      expect((await merge(from, into)).body.id).toBe(into);
    });

    it('is refused into himself, in a circle, twice elsewhere, and of another version [API-CUS-04, API-ETAG-03]', async () => {
      const [a, b, c] = [await make({ company: 'A' }), await make({ company: 'B' }), await make({ company: 'C' })];
      const stale = await merge(a, b, { 'if-match': '"7"' });
      expect([stale.status, stale.body.code]).toEqual([412, 'version_conflict']);
      expect([(await merge(a, b)).status, (await merge(b, c)).status]).toEqual([200, 200]);
      for (const [from, into] of [
        [c, a],
        [c, b],
        [c, c],
        [c, 'cus_0'],
      ] as const) {
        const refused = await merge(from, into);
        expect([from, into, refused.status, placesOf(refused)]).toEqual([
          from,
          into,
          into === 'cus_0' ? 404 : 400,
          into === 'cus_0' ? [] : ['/intoId invalid'],
        ]);
      }
      const untold = await ask(product(), `/customers/${c}/merge`, post({}));
      expect([untold.status, untold.body.code, placesOf(untold)]).toEqual([
        400,
        'parameter_missing',
        ['/intoId required'],
      ]);
      const elsewhere = await merge(a, await make({ company: 'D' }));
      expect([elsewhere.status, elsewhere.body.code]).toEqual([409, 'transition_not_allowed']);
      expect((await ask(product(), `/customers/${a}`)).body.id).toBe(c);
    });
  });

  it('is erased for ever with all who were merged into him; licenses and the record stay [API-CUS-05]', async () => {
    const contact = {
      company: 'Oblivion Ltd',
      firstName: 'Lethe',
      lastName: 'Stream',
      email: 'lethe@oblivion.example',
    };
    const [id, merged] = [await make({ ...contact, externalId: `erased/${Date.now()}` }), await make(contact)];
    const post = (path: string, body?: object) => ask(product(), path, { method: 'POST', ...(body && { body }) });
    await post(`/customers/${id}/password`, { password: 'sesame' });
    const optionId = `solo:${product().access.products[0]!.options[0]!.prodOptionId}`;
    const license = await post('/licenses', { optionId, customerId: id });
    await post(`/customers/${merged}/merge`, { intoId: id });
    const before = await ask(product(), `/customers/${id}`);
    const erased = await post(`/customers/${id}/erase`);
    const none = Object.fromEntries(
      ['company', 'firstName', 'lastName', 'email', 'phone', 'fax', 'address', 'vatNumber', 'nickname', 'notes'].map(
        (name) => [name, null],
      ),
    );
    expect([erased.status, erased.body]).toEqual([
      200,
      {
        ...{ ...before.body, ...none, status: 'erased', erasedAt: expect.any(String) as string },
        ...{ version: expect.any(Number) as number, updatedAt: expect.any(String) as string },
      },
    ]);
    for (const each of [id, merged]) expect((await ask(product(), `/customers/${each}`)).body).toEqual(erased.body);
    expect((await ask(product(), `/licenses/${license.body.id}`)).body).toEqual(
      license.body.secrets ? expect.objectContaining({ customerId: id }) : null,
    );
    expect((await ask(product(), `/customers/${id}/password`)).body).toEqual({
      password: null,
      chosenByCustomer: false,
    });
    for (const query of ['q=oblivion', 'email=lethe@oblivion.example', 'company=oblivion%20ltd'])
      expect([query, await listed(query)]).toEqual([query, []]);
    expect(await listed('status=erased&sort=-createdAt')).toContain(id);
    const refused = await Promise.all([
      ask(product(), `/customers/${id}`, { method: 'PATCH', body: { company: 'Again' } }),
      ask(product(), `/customers/${id}`, { method: 'PATCH', body: { company: 'x' }, headers: { 'if-match': '*' } }),
      post(`/customers/${id}/password`, {}),
      post(`/customers/${id}/merge`, { intoId: await make({ company: 'Another' }) }),
      post(`/customers/${merged}/merge/revert`),
    ]);
    expect(refused.map(({ body }) => body.code)).toEqual([
      ...Array.from({ length: 4 }, () => 'transition_not_allowed'),
      'not_revertible',
    ]);
    expect((await post(`/customers/${await make({ company: 'B' })}/merge`, { intoId: id })).status).toBe(400);
    expect((await post(`/customers/${id}/erase`)).body).toEqual(erased.body);
    const { data } = await product().native.events({ subject: id });
    expect(data.filter(({ type }) => type === 'CustomerErased')).toHaveLength(1);
  });

  it('shows the password that staff has set, not one that the customer chose, and records who looked [API-CUS-03]', async () => {
    const id = await make({ company: 'Secret Ltd' });
    const path = `/customers/${id}/password`;
    expect((await ask(product(), path)).body).toEqual({ password: null, chosenByCustomer: false });
    const set = await ask(product(), path, { method: 'POST', body: {} });
    const shown = await ask(product(), path);
    expect([shown.body, shown.headers.get('cache-control')]).toEqual([
      { ...set.body, chosenByCustomer: false },
      'no-store',
    ]);
    const { data } = await product().native.events({ subject: id });
    expect(data.filter(({ type }) => type === 'CustomerPasswordRead')).toHaveLength(2);
  });

  it('finds customers by fields and by words, as they are since their last change [API-CUS-02, API-LIST-07, API-LIST-08]', async () => {
    const id = await make({
      ...{ company: 'Zyx Works', firstName: 'Vera', lastName: 'Quill', email: 'Vera@Zyx.example' },
      address: { country: 'Norway' },
    });
    for (const query of [
      'email=vera@zyx.example',
      'email[prefix]=VERA@zyx',
      'company=zyx%20works',
      'company[prefix]=Zyx',
      'q=qui%20ver',
      'q=zyx.exa',
    ])
      expect([query, await listed(query)]).toEqual([query, [id]]);
    expect(await listed('country=norway&registered=true&status=active&company[prefix]=zyx')).toEqual([id]);
    expect(await listed('company[prefix]=zyx&registered=false')).toEqual([]);
    await product().native.send('PATCH', `/customers/${id}`, { email: 'vera@new.example', lastName: 'Renamed' });
    expect(await listed('email=vera@zyx.example')).toEqual([]);
    expect(await listed('q=quill')).toEqual([]);
    expect(await listed('email=vera@new.example')).toEqual([id]);
  });

  it('finds the licenses of a customer by e-mail and words, and by their own fields [API-LIC-10, API-LIC-11]', async () => {
    const customerId = await make({ company: 'Wxyz Holding', email: 'own@wxyz.example' });
    const { native: api } = product();
    const { id: productId } = await api.send<{ id: string }>('POST', '/products', { name: 'Listed licenses' });
    const option = { productId, name: 'One', type: 'activationCode', seats: { limit: 3 } };
    const { id: optionId } = await api.send<{ id: string }>('POST', '/options', option);
    const license = await api.send<{ id: string; solo: { licenseId: number } }>('POST', '/licenses', {
      ...{ optionId, customerId, notes: 'Ordered by telephone zebra' },
    });
    const other = await api.send<{ id: string }>('POST', '/licenses', { optionId, isTest: true });
    const order = { customerId, number: 'Quagga-77', lines: [{ optionId, licenseIds: [license.id] }] };
    await api.send('POST', '/invoices', order);
    const found = async (query: string) => idsOf(await ask(product(), `/licenses?${query}`));
    const of = `productId=${productId}`;
    for (const query of [
      ...[
        'email=OWN@wxyz.example',
        'q=wxyz',
        'q=quagga',
        'q=Quagga-77%20wxyz',
        'q=zebra%20wxyz',
        `q=${license.solo.licenseId}&${of}`,
      ],
      ...[`customerId=${customerId}`, `${of}&isTest=false`, `optionId=${optionId}&customerId[exists]=true`],
    ])
      expect([query, await found(query)]).toEqual([query, [license.id]]);
    expect(await found(`${of}&state=available,reserved&usable=true&seats.left[gte]=3`)).toEqual([other.id, license.id]);
    expect(await found(`${of}&expiresAt[exists]=true`)).toEqual([]);
    expect(await found(`${of}&sort=createdAt`)).toEqual([license.id, other.id]);
    await api.send('POST', `/licenses/${license.id}/transitions`, { to: 'revoked', reason: 'fraud' });
    expect(await found(`${of}&status=revoked&statusReason=fraud`)).toEqual([license.id]);
    const list = await ask(product(), `/licenses?${of}&count=true`);
    expect(list.body.total).toBe(2);
    expect(list.body.data[1]).toEqual((await ask(product(), `/licenses/${license.id}`)).body);
  });
}
