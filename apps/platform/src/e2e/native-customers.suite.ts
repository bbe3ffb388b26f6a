import { scopes } from '@licet/contracts';
import { withKey } from './access.suite.ts';
import { ask, placesOf } from './native-answers.suite.ts';
import { customerCalls } from './native-customer-calls.suite.ts';
import { customerMerges } from './native-customer-merges.suite.ts';
import type { Product } from './product.suite.ts';

/** Customers over the native API: made, changed, listed. */
export function nativeCustomers(product: () => Product): void {
  const { make, idsOf, listed } = customerCalls(product);

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

  customerMerges(product);

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
