import { post } from './access.suite.ts';
import { ask } from './native-answers.suite.ts';
import { customerOf, optionOf, type Product } from './product.suite.ts';
import { xmlOf } from './solo-document-fields.suite.ts';

const dayMs = 86_400_000;

export function forms(product: () => Product): void {
  it('are true and false in lower case [FMT-04]', async () => {
    const { add, activate, solo, author } = product();
    for (const [IsTestLicense, shown] of [
      ['1', 'true'],
      ['FALSE', 'false'],
    ] as const) {
      const license = await add({ IsTestLicense });
      expect((await solo.infoCheck({ ...license })).fields.IsTestLicense).toBe(shown);
      expect((await activate(license)).fields.IsTestLicense).toBe(shown);
    }
    const registered = async (CustomerID: number) => {
      const document = `<GetCustomerDataByAuthor>${xmlOf({ ...author, CustomerID })}</GetCustomerDataByAuthor>`;
      const { root } = await solo.send('XmlCustomerService', 'GetCustomerDataByAuthorS', document);
      return root.child('Customer')?.textOf('Registered');
    };
    for (const known of [true, false]) {
      const { CustomerID } = await customerOf(product(), { registered: known });
      expect(await registered(CustomerID)).toBe(String(known));
    }
  });

  it('of XmlActivationService are dates in UTC, to the second [FMT-07, FMT-08, AMB-22]', async () => {
    const { add, activate, check, solo, keyId, access } = product();
    const ProdOptionID = access.products[0]!.options[1]!.prodOptionId;
    const license = await add({ ProdOptionID, Expiration: '12/31/2031' });
    const activated = await activate(license);
    const { InstallationID } = activated.fields;
    const replies = [
      activated,
      await check(InstallationID!),
      await activate(license, { Password: 'wrong' }),
      await solo.deactivate(keyId, { InstallationID }),
    ];
    const dates = replies.flatMap(({ fields }) => Object.entries(fields).filter(([name]) => name.includes('Date')));
    expect(dates.map(([name]) => name).toSorted()).toEqual([
      ...['ExpirationDate', 'ExpirationDate'],
      ...Array<string>(4).fill('ServerDateTime'),
    ]);
    for (const [name, value] of dates) {
      expect(value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      if (name === 'ExpirationDate') expect(value).toBe('2031-12-31T00:00:00Z');
      else expect(Math.abs(Date.parse(value) - Date.now())).toBeLessThan(60_000);
    }
  });

  it('are versions, compared group by group as numbers [FMT-12]', async () => {
    const { add, activate } = product();
    for (const [minimumVersion, ProductVersion, code] of [
      ['1.9.0.0', '1.10.0.0', 0],
      ['1.10.0.0', '1.9.0.0', 5012],
      ['1.2.3.10', '1.2.3.9', 5012],
      ['00001.2.0.0', '1.00002.0.0', 0],
    ] as const) {
      const { prodOptionId } = await optionOf(product(), { activation: { minimumVersion } });
      expect((await activate(await add({ ProdOptionID: prodOptionId }), { ProductVersion })).code).toBe(code);
    }
    const { solo, native } = product();
    const made = await native.send<{ id: string; solo: { productId: number } }>('POST', '/products', {
      name: 'Versions',
    });
    const update = { name: `V ${made.id}`, latestVersion: '1.10.0.0', action: 'message' };
    await ask(product(), `/products/${made.id}/updates`, post(update));
    const action = async (Version: string) =>
      (await solo.updateCheck({ ProductID: made.solo.productId, Version })).fields.ActionToTake;
    expect([await action('1.9.0.0'), await action('1.10.0.0'), await action('1.11.0.0')]).toEqual([
      'MSG',
      'NONE',
      'NONE',
    ]);
  });

  it('name a successor as text, and are empty where there is none [FMT-19, AMB-23, SL-INFO-20]', async () => {
    const { add, solo } = product();
    const [license, successor] = [await add(), await add()];
    const replacedBy = async () =>
      [await solo.infoCheck({ ...license }), await solo.updateCheck({ ...license })].map((it) => it.fields.ReplacedBy);
    expect(await replacedBy()).toEqual(['', '']);
    await ask(
      product(),
      `/licenses/solo:${license.LicenseID}/transitions`,
      post({ to: 'superseded', replacedById: `solo:${successor.LicenseID}` }),
    );
    expect(await replacedBy()).toEqual([successor.LicenseID, successor.LicenseID]);
  });

  it('of days are whole days of UTC, and a date has passed when its day begins [FMT-26, SA-GEN-26]', async () => {
    const { add, change, solo, activate } = product();
    const { prodOptionId } = await optionOf(product(), { expiry: { rule: 'daysFromCreation', days: 3 } });
    const before = Date.now();
    const license = await add({ ProdOptionID: prodOptionId });
    const days = [before, Date.now()].map((it) => Math.floor(it / dayMs) * dayMs);
    const expiration = async () => Date.parse(`${(await solo.infoCheck({ ...license })).fields.DownloadExpiration!}Z`);
    const first = await expiration();
    expect(days.map((day) => day + 3 * dayMs)).toContain(first);
    await change(license, { ExpirationDateIncrement: 40 });
    expect(await expiration()).toBe(first + 40 * dayMs);
    const today = (offset: number) => {
      const [year, month, day] = new Date(Date.now() + offset * dayMs).toISOString().slice(0, 10).split('-');
      return `${month}/${day}/${year}`;
    };
    for (const [ExpirationDate, update, activation] of [
      [today(0), 300, 5019],
      [today(2), 0, 0],
    ] as const) {
      await change(license, { ExpirationDate });
      expect((await solo.updateCheck({ ...license, VerifyDaysToDL: true })).code).toBe(update);
      expect((await activate(license)).code).toBe(activation);
    }
  });
}
