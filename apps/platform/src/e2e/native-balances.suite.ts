import { ask, placesOf } from './native-answers.suite.ts';
import { patch, post } from './native-catalog.suite.ts';
import { type Product, customerOf, inParallel, optionOf, tally } from './product.suite.ts';

interface EntryAnswer {
  id: string;
  code: string;
  entry: object;
  balance: number;
}

/** What licenses may consume, over the native API. */
export function nativeBalances(product: () => Product): void {
  const exports = (initial: number, refillDays: number | null = null) => ({ name: 'Exports', initial, refillDays });
  async function licensed(balances: object[], more: object = {}, fields: object = {}): Promise<string> {
    const { id } = await optionOf(product(), { balances, ...more });
    const made = await ask(product(), '/licenses', post({ optionId: id, ...fields }));
    expect(made.status).toBe(201);
    return made.body.id;
  }
  const balancesOf = async (id: string) => (await ask(product(), `/licenses/${id}/balances`)).body.data as unknown[];
  const enter = (id: string, body: object, name = 'Exports', headers = {}) =>
    ask<EntryAnswer>(product(), `/licenses/${id}/balances/${name}/entries`, post(body, headers));
  const entriesOf = async (id: string, name = 'Exports') =>
    (await ask(product(), `/licenses/${id}/balances/${name}/entries?limit=200`)).body.data as unknown as {
      amount: number;
    }[];

  describe('balances of a license', () => {
    it('are copied from its option when it is issued, and stay when the option changes [API-OPT-07, API-OPT-08, API-OPT-14]', async () => {
      const option = await optionOf(product(), { balances: [exports(100, 30), { name: 'Seats.Extra', initial: 2 }] });
      const { body } = await ask(product(), '/licenses', post({ optionId: option.id }));
      const shown = [
        { name: 'Exports', target: 'license', amount: 100 },
        { name: 'Seats.Extra', target: 'license', amount: 2 },
      ];
      expect(body.balances).toEqual(shown);
      const refill = new Date(Date.parse(body.createdAt as string) + 30 * 86_400_000).toISOString();
      expect(await balancesOf(body.id)).toEqual([
        { object: 'balance', ...shown[0], initial: 100, refillDays: 30, nextRefillAt: refill },
        { object: 'balance', ...shown[1], initial: 2, refillDays: null, nextRefillAt: null },
      ]);
      await ask(product(), `/options/${option.id}`, patch({ balances: [exports(7)] }));
      expect((await ask(product(), `/licenses/${body.id}`)).body.balances).toEqual(shown);
      const later = await ask(product(), '/licenses', post({ optionId: option.id }));
      expect(later.body.balances).toEqual([{ name: 'Exports', target: 'license', amount: 7 }]);
    });

    it('are consumed and added to by entries, whole or not at all [API-BAL-01, API-VERB-04]', async () => {
      const id = await licensed([exports(10)]);
      const taken = await enter(id, { amount: -4, reason: 'Four exports.' });
      expect([taken.status, taken.body]).toMatchObject([
        201,
        {
          entry: {
            ...{ object: 'entry', name: 'Exports', target: 'license', kind: 'entry', amount: -4, balance: 6 },
            ...{ reason: 'Four exports.', by: { kind: 'key' } },
          },
          balance: 6,
        },
      ]);
      const refused = await enter(id, { amount: -7 });
      expect([refused.status, refused.body.code]).toEqual([409, 'balance_insufficient']);
      expect((await enter(id, { amount: 3 })).body.balance).toBe(9);
      expect((await ask(product(), `/licenses/${id}`)).body.balances).toMatchObject([{ amount: 9 }]);
      expect(await entriesOf(id)).toMatchObject([
        { kind: 'entry', amount: 3, balance: 9 },
        { kind: 'entry', amount: -4, balance: 6, reason: 'Four exports.' },
        { kind: 'initial', amount: 10, balance: 10, by: { kind: 'system' } },
      ]);
    });

    it('are never overdrawn by 1,000 who consume at once, and their entries add up [API-BAL-04]', async () => {
      const id = await licensed([exports(700)]);
      const statuses = await inParallel(1000, 100, async () => (await enter(id, { amount: -1 })).status);
      expect(tally(statuses)).toEqual({ 201: 700, 409: 300 });
      expect(await balancesOf(id)).toMatchObject([{ amount: 0 }]);
      let sum = 0;
      for (let path: string | null = `/licenses/${id}/balances/Exports/entries?limit=200`; path;) {
        const { body }: { body: { data: unknown; next: string | null } } = await ask(product(), path);
        for (const { amount } of body.data as { amount: number }[]) sum += amount;
        path = body.next && `/licenses/${id}/balances/Exports/entries?limit=200&cursor=${body.next}`;
      }
      expect(sum).toBe(0);
    }, 120_000);

    it('are moved once by a call that is repeated under its key [API-IDEM-02]', async () => {
      const id = await licensed([exports(10)]);
      const headers = { 'idempotency-key': `entry-${Date.now()}` };
      const first = await enter(id, { amount: -4 }, 'Exports', headers);
      const again = await enter(id, { amount: -4 }, 'Exports', headers);
      expect([again.status, again.text]).toEqual([201, first.text]);
      expect(await balancesOf(id)).toMatchObject([{ amount: 6 }]);
    });

    it('know the counter of SOLO as counter [API-BAL-03]', async () => {
      const id = await licensed([], { counter: { type: 'decrementing' } }, { counter: 5 });
      expect(await balancesOf(id)).toEqual([
        {
          ...{ object: 'balance', name: 'counter', target: 'license', amount: 5 },
          ...{ initial: null, refillDays: null, nextRefillAt: null },
        },
      ]);
      expect((await enter(id, { amount: -2 }, 'counter')).body.balance).toBe(3);
      const { body } = await ask(product(), `/licenses/${id}`);
      expect(body.counter).toBe(3);
      const info = await product().solo.infoCheck({ LicenseID: (body.solo as { licenseId: number }).licenseId });
      expect(info.fields.LicenseCounter).toBe('3');
      await ask(product(), `/licenses/${id}`, patch({ counter: { increment: 10 } }));
      expect((await entriesOf(id, 'counter')).map(({ amount }) => amount)).toEqual([10, -2, 5]);
      const unset = await licensed([], { counter: { type: 'decrementing' } });
      expect((await enter(unset, { amount: -1 }, 'counter')).body.code).toBe('counter_unset');
      const none = await licensed([], {}, { counter: 5 });
      expect((await enter(none, { amount: -1 }, 'counter')).body.code).toBe('counter_type_invalid');
    });

    it.each([
      [{ amount: 0.5 }, ['/amount invalid']],
      [{}, ['/amount required']],
      [{ amount: 1, target: 'both' }, ['/target invalid']],
      [{ amount: 1, target: 'all' }, ['/amount invalid']],
      [{ amount: 1, target: 'customer' }, ['/target invalid']],
    ])('are not moved by %j', async (body, places) => {
      const id = await licensed([exports(10)]);
      const refused = await ask(product(), `/licenses/${id}/balances/Exports/entries`, post(body));
      expect([refused.status, placesOf(refused)]).toEqual([400, places]);
    });

    it('are moved under the usage that the caller has seen, by one of two at once [API-ETAG-03, API-ETAG-05]', async () => {
      const id = await licensed([exports(10)]);
      const tag = (await ask(product(), `/licenses/${id}`)).headers.get('etag')!;
      const both = await inParallel(2, 2, () => enter(id, { amount: -1 }, 'Exports', { 'if-match': tag }));
      expect(tally(both.map(({ status }) => status))).toEqual({ 201: 1, 412: 1 });
      const now = (await ask(product(), `/licenses/${id}`)).headers.get('etag');
      const [made, late] = [both.find(({ status }) => status === 201), both.find(({ status }) => status === 412)];
      expect([made?.headers.get('etag')?.split('.')[1], late?.body]).toEqual([
        now?.split('.')[1],
        expect.objectContaining({ code: 'version_conflict', currentETag: now }),
      ]);
      expect(await balancesOf(id)).toMatchObject([{ amount: 9 }]);
    });

    it('that the license has not are unknown', async () => {
      const id = await licensed([exports(10)]);
      for (const name of ['Imports', 'a b', 'x'.repeat(41)])
        expect((await ask(product(), `/licenses/${id}/balances/${encodeURIComponent(name)}/entries`)).status).toBe(404);
      expect((await enter(id, { amount: 1 }, 'Imports')).status).toBe(404);
    });

    it.each([
      [[exports(1), exports(2)], ['/balances/1/name invalid']],
      [Array.from({ length: 6 }, (_, i) => ({ name: `B${i}`, initial: 1 })), ['/balances invalid']],
      [[{ name: 'counter', initial: 1 }], ['/balances/0/name invalid']],
      [
        [{ name: 'Exports', initial: -1, refillDays: 0 }],
        ['/balances/0/initial invalid', '/balances/0/refillDays invalid'],
      ],
    ])('cannot be offered as %j [API-OPT-09, API-BAL-01]', async (balances, places) => {
      const { id } = await optionOf(product(), {});
      const refused = await ask(product(), `/options/${id}`, patch({ balances }));
      expect([refused.status, placesOf(refused)]).toEqual([400, places]);
    });
  });

  describe('credits of a customer', () => {
    const creditsOf = async (id: string) =>
      (await ask(product(), `/customers/${id}/balances`)).body.data as unknown as { name: string; amount: number }[];
    const grant = (id: string, amount: number, name = 'Exports') =>
      ask<EntryAnswer>(product(), `/customers/${id}/balances/${name}/entries`, post({ amount, reason: 'Bought.' }));

    it('are given and consumed by entries, and shown by name [API-CUS-07]', async () => {
      const { id } = await customerOf(product());
      expect(await creditsOf(id)).toEqual([]);
      expect((await grant(id, -1)).status).toBe(404);
      expect((await grant(id, 10)).body).toMatchObject({
        entry: { object: 'entry', target: 'customer', kind: 'entry', amount: 10, balance: 10, reason: 'Bought.' },
        balance: 10,
      });
      const refused = await grant(id, -11);
      expect([refused.status, refused.body.code]).toEqual([409, 'balance_insufficient']);
      for (const name of ['A', 'B', 'C', 'D']) expect((await grant(id, 1, name)).status).toBe(201);
      expect((await grant(id, 1, 'E')).status).toBe(400);
      expect((await creditsOf(id))[4]).toEqual({
        ...{ object: 'balance', name: 'Exports', target: 'customer', amount: 10 },
        ...{ initial: null, refillDays: null, nextRefillAt: null },
      });
    });

    it('are consumed for a license, alone or after those of the license itself [API-BAL-02]', async () => {
      const { id: customerId } = await customerOf(product());
      await grant(customerId, 5);
      const id = await licensed([exports(10)], {}, { customerId });
      const taken = await enter(id, { amount: -12, target: 'all' });
      expect([taken.status, taken.body]).toMatchObject([
        201,
        { entry: { target: 'all', amount: -12, balance: 3 }, balance: 3 },
      ]);
      const refused = await enter(id, { amount: -4, target: 'all' });
      expect([refused.status, refused.body.code]).toEqual([409, 'balance_insufficient']);
      expect((await enter(id, { amount: -1, target: 'customer' })).body).toMatchObject({
        entry: { target: 'customer', amount: -1, balance: 2 },
      });
      expect([await balancesOf(id), await creditsOf(customerId)]).toMatchObject([[{ amount: 0 }], [{ amount: 2 }]]);
      expect(await entriesOf(id)).toMatchObject([{ amount: -10, balance: 0 }, { amount: 10 }]);
    });

    it('go with him who is merged, and come back with him [API-CUS-04]', async () => {
      const [from, into] = [(await customerOf(product())).id, (await customerOf(product())).id];
      await grant(from, 7);
      await ask(product(), `/customers/${from}/merge`, post({ intoId: into }));
      for (const id of [from, into]) expect(await creditsOf(id)).toMatchObject([{ amount: 7 }]);
      expect((await grant(from, -2)).body.balance).toBe(5);
      await ask(product(), `/customers/${from}/merge/revert`, { method: 'POST' });
      expect(await creditsOf(from)).toMatchObject([{ amount: 5 }]);
      expect(await creditsOf(into)).toEqual([]);
    });
  });
}
