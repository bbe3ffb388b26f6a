import { ask, placesOf, type Body } from './native-answers.suite.ts';
import { post } from './native-catalog.suite.ts';
import { type Product, customerOf } from './product.suite.ts';

type Made = Body & { secrets: { activationPassword: string }; solo: { licenseId: number } };

/** Many licenses by one call. */
export function nativeLicenseSets(product: () => Product): void {
  const create = (body: object, headers = {}) => {
    const { prodOptionId } = product().access.products[0]!.options[0]!;
    const sold = { optionId: `solo:${prodOptionId}`, ...body };
    return ask<{ object: string; data: Made[]; code: string }>(product(), '/licenses', post(sold, headers));
  };

  it('issues many licenses in one call: 201, a list in order of creation, each with its password [API-LIC-02]', async () => {
    const { id } = await customerOf(product());
    const { status, body } = await create({ count: 25, customerId: id, notes: 'set', metadata: { batch: '7' } });
    expect([status, body.object, body.data.length]).toEqual([201, 'list', 25]);
    const numbers = body.data.map(({ solo }) => solo.licenseId);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    for (const made of [body.data[0]!, body.data[24]!]) {
      const { secrets, ...object } = made;
      expect(object).toMatchObject({ customerId: id, notes: 'set', metadata: { batch: '7' }, state: 'reserved' });
      expect((await ask(product(), `/licenses/${made.id}`)).body).toEqual(object);
      const sold = { LicenseID: String(made.solo.licenseId), Password: secrets.activationPassword };
      expect((await product().activate(sold)).code).toBe(0);
    }
    expect((await ask(product(), `/licenses?customerId=${id}&limit=200`)).body.data).toHaveLength(25);
  });

  it('gives each a customer who is not registered where none is named, and none where null is [API-LIC-01]', async () => {
    const { body } = await create({ count: 3 });
    const customers = body.data.map(({ customerId }) => String(customerId));
    expect(new Set(customers).size).toBe(3);
    for (const id of customers)
      expect((await ask(product(), `/customers/${id}`)).body).toMatchObject({ registered: false, company: '' });
    const nobodys = await create({ count: 2, customerId: null });
    expect(nobodys.body.data.map(({ customerId }) => customerId)).toEqual([null, null]);
  });

  it.each([
    [undefined, /^[2-9A-HJ-NP-Z]{6}$/],
    [{ length: 9 }, /^[2-9A-HJ-NP-Z]{9}$/],
    [{ prefix: 'Spring-' }, /^Spring-[2-9A-HJ-NP-Z]{3}$/],
    [{ prefix: 'AB', length: 12 }, /^AB[2-9A-HJ-NP-Z]{10}$/],
  ])('makes passwords of the form %p [CU-07]', async (passwords, form) => {
    const { body } = await create({ count: 2, customerId: null, ...(passwords && { passwords }) });
    for (const { secrets } of body.data) expect(secrets.activationPassword).toMatch(form);
  });

  it('issues a set once for one Idempotency-Key [API-IDEM-07]', async () => {
    const { id } = await customerOf(product());
    const key = { 'idempotency-key': `set-${Date.now()}` };
    const [first, again] = [
      await create({ count: 5, customerId: id }, key),
      await create({ count: 5, customerId: id }, key),
    ];
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect((await ask(product(), `/licenses?customerId=${id}`)).body.data).toHaveLength(5);
  });

  it('takes 1,000 at most, and nothing that only one license can have [API-LIC-02]', async () => {
    for (const [body, place] of [
      [{ count: 1001 }, '/count invalid'],
      [{ count: 0 }, '/count invalid'],
      [{ count: 2, key: 'A-1' }, '/key invalid'],
      [{ count: 2, externalId: 'A-1' }, '/externalId invalid'],
      [{ count: 2, passwords: { length: 6, prefix: 'ABCD' } }, '/passwords/length invalid'],
      [{ passwords: {} }, '/passwords invalid'],
    ] as const) {
      const answer = await create(body);
      expect([answer.status, placesOf(answer as never)]).toEqual([400, [place]]);
    }
  });

  it('issues a thousand in the time of one call [API-LIC-02]', async () => {
    const { id } = await customerOf(product());
    const { status, body } = await create({ count: 1000, customerId: id });
    expect([status, body.data.length]).toEqual([201, 1000]);
  }, 60_000);
}
