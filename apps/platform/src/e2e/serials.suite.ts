import type { Fields } from '../clients/solo-client.ts';
import { ask, placesOf } from './native-answers.suite.ts';
import { post } from './native-catalog.suite.ts';
import { type Product, customerOf, inParallel, tally } from './product.suite.ts';

interface Made {
  id: string;
  productId: number;
  option: number;
}
type Line = string | { serial: string; password?: string | null };

/** Serial numbers: generated, none, or the next of a list, with passwords of their own. [SN, API-PRD-09] */
export function serials(product: () => Product): void {
  describe('serial numbers', () => {
    lists(product);
    passwords(product);
    modes(product);
  });
}

async function makeProduct({ native }: Product, mode: string): Promise<Made> {
  const { id, solo } = await native.send<{ id: string; solo: { productId: number } }>('POST', '/products', {
    name: `With serials: ${mode}`,
  });
  const body = { productId: id, name: 'One', type: 'activationCode', serials: { mode } };
  const option = await native.send<{ solo: { prodOptionId: number } }>('POST', '/options', body);
  return { id, productId: solo.productId, option: option.solo.prodOptionId };
}

const load = (product: Product, { id }: Made, lines: Line[]) =>
  ask(
    product,
    `/products/${id}/serials`,
    post({ serials: lines.map((line) => (typeof line === 'string' ? { serial: line } : line)) }),
  );
const list = async (product: Product, { id }: Made, query = '') =>
  (await ask(product, `/products/${id}/serials${query}`)).body.data as unknown as Listed[];

interface Listed {
  id: string;
  serial: string;
  used: boolean;
  solo: { licenseId: number | null };
}

/** The reply of Add itself, whatever its code. */
const add = async ({ solo, author, access }: Product, { option }: Made, fields: Fields = {}) => {
  const { fields: reply } = await solo.add({
    ...{ ...author, ProdOptionID: option, CustomerID: access.customers[0]!.customerId },
    ...{ Quantity: 1, UnitPrice: '0', ActivationCount: 5, DeactivationCount: 5, ...fields },
  });
  return reply as { ResultCode: string; LicenseID: string; SerialNumber: string; ActivationPassword: string };
};

function lists(product: () => Product): void {
  it('are taken from the list in its order, then Add answers 6 and leaves nothing [SN-01, SN-02, SN-03, SL-ADD-33, SL-ADD-35, SL-ADD-47, API-OPT-10]', async () => {
    const made = await makeProduct(product(), 'list');
    expect((await add(product(), made)).ResultCode).toBe('6');
    const loaded = await load(product(), made, ['EX-3', 'EX-1', 'EX-2']);
    expect([loaded.status, loaded.body]).toEqual([201, { object: 'serialsLoaded', added: 3, duplicates: [] }]);
    const sold = [];
    for (let i = 0; i < 4; i++) sold.push(await add(product(), made));
    expect(sold.map(({ ResultCode, SerialNumber }) => [ResultCode, SerialNumber])).toEqual([
      ...[
        ['0', 'EX-3'],
        ['0', 'EX-1'],
        ['0', 'EX-2'],
      ],
      ['6', ''],
    ]);
    const { LicenseID, ActivationPassword } = sold[3]!;
    expect([LicenseID, ActivationPassword]).toEqual(['', '']);
  });

  it('are judged last: whoever is refused for another reason takes none [SL-ADD-51]', async () => {
    const made = await makeProduct(product(), 'list');
    await load(product(), made, ['A']);
    for (const [fields, code] of [
      [{ CustomerID: 999_999 }, '4'],
      [{ Expiration: 'never' }, '8'],
      [{ Quantity: 'x' }, '-2'],
      [{ UserPassword: 'nothing' }, '-1'],
    ] as const)
      expect((await add(product(), made, fields)).ResultCode).toBe(code);
    expect(await list(product(), made, '?used=true')).toEqual([]);
    expect((await add(product(), made)).SerialNumber).toBe('A');
  });

  it('are never handed out twice, and every one of them is, however many add at once [SN-02, SL-ADD-52, SL-ADD-53, SYS-02]', async () => {
    const made = await makeProduct(product(), 'list');
    await load(
      product(),
      made,
      Array.from({ length: 40 }, (_, i) => `P-${i}`),
    );
    const sold = await inParallel(64, 32, () => add(product(), made));
    expect(tally(sold.map(({ ResultCode }) => ResultCode))).toEqual({ 0: 40, 6: 24 });
    const given = sold.flatMap(({ SerialNumber }) => (SerialNumber === '' ? [] : [SerialNumber]));
    expect(new Set(given).size).toBe(40);
    expect(await list(product(), made, '?used=false')).toEqual([]);
  });

  it('tell of a load how many were added and which lines are duplicates, letter case ignored [API-PRD-09]', async () => {
    const made = await makeProduct(product(), 'list');
    await load(product(), made, ['A', 'B']);
    await add(product(), made);
    const again = await load(product(), made, ['a', 'C', 'b', 'c', 'D']);
    expect(again.body).toEqual({ object: 'serialsLoaded', added: 2, duplicates: [1, 3, 4] });
    expect((await load(product(), made, ['A'])).body).toMatchObject({ added: 0, duplicates: [1] });
  });

  it('are loaded by the ten thousand and no more [API-PRD-09]', async () => {
    const made = await makeProduct(product(), 'list');
    const lines = Array.from({ length: 10_000 }, (_, i) => ({ serial: `BULK-${i}`, password: `p${i}` }));
    expect((await load(product(), made, lines)).body).toMatchObject({ added: 10_000 });
    const refused = await load(product(), made, [...lines, 'one more']);
    expect([refused.status, placesOf(refused)]).toEqual([400, ['/serials invalid']]);
    expect((await add(product(), made)).SerialNumber).toBe('BULK-0');
  });

  it('are listed newest first, with their licenses, without passwords, all or by use [API-PRD-09, API-LIST-01]', async () => {
    const made = await makeProduct(product(), 'list');
    await load(product(), made, ['A', { serial: 'B', password: 'never-printed-2' }, 'C']);
    const { LicenseID } = await add(product(), made);
    const all = await ask(product(), `/products/${made.id}/serials`);
    expect(all.text).not.toContain('never-printed-2');
    expect(all.body.data).toMatchObject([
      ...[
        { serial: 'C', used: false, hasPassword: false, solo: { licenseId: null } },
        { serial: 'B', hasPassword: true },
      ],
      { object: 'serial', serial: 'A', used: true, solo: { licenseId: Number(LicenseID) }, productId: made.id },
    ]);
    const names = async (query: string) => (await list(product(), made, query)).map(({ serial }) => serial);
    expect([await names('?used=true'), await names('?used=false')]).toEqual([['A'], ['C', 'B']]);
    const page = await ask(product(), `/products/${made.id}/serials?limit=2`);
    expect(await names(`?limit=2&cursor=${String(page.body.next)}`)).toEqual(['A']);
    expect((await ask(product(), `/products/${made.id}/serials?used=perhaps`)).status).toBe(400);
  });

  it('can be deleted while they are free, and come back by another load [API-PRD-09]', async () => {
    const made = await makeProduct(product(), 'list');
    await load(product(), made, ['A', 'B']);
    await add(product(), made);
    const remove = ({ id }: { id: string }) =>
      ask(product(), `/products/${made.id}/serials/${id}`, { method: 'DELETE' });
    const [free, used] = await list(product(), made);
    const refused = await remove(used!);
    expect([refused.status, refused.body.code]).toEqual([409, 'transition_not_allowed']);
    expect([(await remove(free!)).status, (await remove(free!)).status]).toEqual([204, 404]);
    expect((await add(product(), made)).ResultCode).toBe('6');
    expect((await load(product(), made, ['b'])).body).toMatchObject({ added: 1, duplicates: [] });
    expect((await add(product(), made)).SerialNumber).toBe('b');
  });

  it('are not offered again after another text took their place, and one in use by hand is passed over [SN-04, SL-UAF-41, SL-ADD-53]', async () => {
    const made = await makeProduct(product(), 'list');
    await load(product(), made, ['A', 'B', 'C']);
    const { LicenseID, ActivationPassword } = await add(product(), made);
    const license = { LicenseID, Password: ActivationPassword };
    expect((await product().change(license, { SerialNumberText: 'b' })).code).toBe(0);
    expect((await add(product(), made)).SerialNumber).toBe('C');
    expect((await add(product(), made)).ResultCode).toBe('6');
  });

  it.each<[Line[], string[]]>([
    [[], ['/serials invalid']],
    [[''], ['/serials invalid']],
    [[' a'], ['/serials invalid']],
    [['x'.repeat(256)], ['/serials invalid']],
    [[{ serial: 'a', code: 1 } as Line], ['/serials invalid']],
  ])('are not loaded as %j [API-ERR-03]', async (lines, places) => {
    const made = await makeProduct(product(), 'list');
    const refused = await load(product(), made, lines);
    expect([refused.status, placesOf(refused)]).toEqual([400, places]);
  });
}

function passwords(product: () => Product): void {
  it('open InfoCheck and the registration methods by their own passwords, and by no other [SN-02, PWD-02, PWD-03, PWD-04, PWD-11, SL-INFO-05, SL-VAL-03, SL-REG-09]', async () => {
    const made = await makeProduct(product(), 'list');
    const { solo } = product();
    await load(product(), made, [{ serial: 'A', password: 'of A' }, { serial: 'B', password: 'of B' }, 'C']);
    const [one, other, bare] = [await add(product(), made), await add(product(), made), await add(product(), made)];
    for (const [LicenseID, Password, expected] of [
      [one.LicenseID, 'of A', 0],
      [one.LicenseID, 'of B', 100],
      [one.LicenseID, 'OF A', 100],
      [other.LicenseID, 'of B', 0],
      [bare.LicenseID, 'of A', 100],
    ] as const) {
      expect((await solo.infoCheck({ LicenseID, Password })).code).toBe(expected);
      expect((await solo.validateRegistration({ LicenseID, Password })).code).toBe(expected);
      expect((await solo.updateRegistration({ LicenseID, Password })).code).toBe(expected);
      const again = (await solo.register({ LicenseID, Password })).code; // the customer is registered
      expect(again).toBe(expected === 0 ? 300 : 100);
    }
    const serial = { SerialNumber: 'a', ProductID: made.productId, Password: 'of A' };
    expect((await solo.infoCheck(serial)).fields.LastName).not.toBe('');
  });

  it('change no customer password, but everything else that the call asks for [SL-REG-21, PWD-20]', async () => {
    const made = await makeProduct(product(), 'list');
    const { solo } = product();
    await load(product(), made, [{ serial: 'A', password: 'of A' }]);
    const { CustomerID } = await customerOf(product(), {}, 'of the customer');
    const { LicenseID, ActivationPassword } = await add(product(), made, { CustomerID });
    for (const [method, Password, City] of [
      [solo.register, 'of A', 'Bonn'],
      [solo.updateRegistration, ActivationPassword, 'Trier'],
    ] as const) {
      expect((await method({ LicenseID, Password, City, NewPassword: 'new' })).code).toBe(0);
      expect((await solo.infoCheck({ LicenseID, Password: 'of the customer' })).fields.City).toBe(City);
      expect((await solo.infoCheck({ LicenseID, Password: 'new' })).code).toBe(100);
    }
  });

  it('activate with the serial number, not with the LicenseID [PWD-07, PWD-08, SA-ACT-06]', async () => {
    const made = await makeProduct(product(), 'list');
    const { solo, keyId } = product();
    await load(product(), made, [{ serial: 'A', password: 'of A' }, 'B']);
    const [{ LicenseID, ActivationPassword }] = [await add(product(), made), await add(product(), made)];
    const activate = async (fields: Fields) =>
      (await solo.activate(keyId, { UserCode1: 1, UserCode2: 1, ...fields })).code;
    const serial = { SerialNumber: 'A', ProductID: made.productId };
    expect(await activate({ ...serial, Password: 'of A' })).toBe(0);
    expect(await activate({ ...serial, Password: ActivationPassword })).toBe(0);
    expect(await activate({ ...serial, Password: 'of B' })).toBe(5008);
    expect(await activate({ ...serial, SerialNumber: 'B', Password: 'of A' })).toBe(5008);
    expect(await activate({ LicenseID, Password: 'of A' })).toBe(5008);
    await product().change({ LicenseID, Password: ActivationPassword }, { SerialNumberText: 'other' });
    expect(await activate({ ...serial, SerialNumber: 'other', Password: 'of A' })).toBe(5008);
  });

  it('satisfy neither UpdateCheck nor UpdateUserDefinedFields [PWD-05, PWD-06]', async () => {
    const made = await makeProduct(product(), 'list');
    const { solo, native } = product();
    await load(product(), made, [{ serial: 'A', password: 'of A' }]);
    const { LicenseID, ActivationPassword } = await add(product(), made);
    await native.send('PATCH', `/options/solo:${made.option}`, { userFieldsWritable: true });
    const update = { name: `Of serials ${made.productId}`, latestVersion: '2.0.0.0', action: 'message' };
    await native.send('POST', `/products/${made.id}/updates`, { ...update, verifyPassword: true });
    for (const [Password, action, code] of [
      ['of A', 'SECURE', 100],
      [ActivationPassword, 'MSG', 0],
    ] as const) {
      expect((await solo.updateCheck({ LicenseID, Password })).fields.ActionToTake).toBe(action);
      expect((await solo.updateUserDefinedFields({ LicenseID, Password, UDefChar1: 'x' })).code).toBe(code);
    }
  });

  it('end with the serial number that they belong to [PWD-11, SN-04]', async () => {
    const made = await makeProduct(product(), 'list');
    await load(product(), made, [{ serial: 'A', password: 'of A' }]);
    const { LicenseID, ActivationPassword } = await add(product(), made);
    await product().change({ LicenseID, Password: ActivationPassword }, { SerialNumberText: 'other' });
    expect((await product().solo.infoCheck({ LicenseID, Password: 'of A' })).code).toBe(100);
    expect((await product().solo.infoCheck({ LicenseID, Password: ActivationPassword })).code).toBe(0);
  });
}

function modes(product: () => Product): void {
  it('are none, or made anew for every license [SN-01, SL-ADD-33]', async () => {
    const [none, generated] = [await makeProduct(product(), 'none'), await makeProduct(product(), 'generate')];
    expect((await add(product(), none)).SerialNumber).toBe('');
    const [one, other] = [await add(product(), generated), await add(product(), generated)];
    expect(one.SerialNumber).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/);
    expect(other.SerialNumber).not.toBe(one.SerialNumber);
  });

  it('name a license only together with their product, and equal texts of two products are two [SN-05, SN-06]', async () => {
    const [one, other] = [await makeProduct(product(), 'list'), await makeProduct(product(), 'list')];
    for (const made of [one, other]) await load(product(), made, ['SAME']);
    const [first, second] = [await add(product(), one), await add(product(), other)];
    const found = async (fields: Fields) => (await product().solo.infoCheck(fields)).fields;
    expect((await found({ SerialNumber: 'SAME' })).ResultCode).toBe('100');
    for (const [made, { LicenseID }] of [
      [one, first],
      [other, second],
    ] as const) {
      const { ResultCode, ProductID } = await found({ SerialNumber: 'SAME', ProductID: made.productId });
      expect([ResultCode, ProductID]).toEqual(['0', String(made.productId)]);
      expect((await found({ SerialNumber: 'SAME', ProductID: made.productId, LicenseID })).ResultCode).toBe('0');
    }
  });
}
