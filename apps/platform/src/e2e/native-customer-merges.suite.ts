import { ask, placesOf } from './native-answers.suite.ts';
import { customerCalls } from './native-customer-calls.suite.ts';
import type { Product } from './product.suite.ts';

/** Customers who are merged into others, parted from them again, and erased. */
export function customerMerges(product: () => Product): void {
  const { make, listed } = customerCalls(product);

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
}
