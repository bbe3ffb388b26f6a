import { accessOf } from './access.suite.ts';
import { type Product, customerOf, optionOf } from './product.suite.ts';
import { type Given, type OlderCalls, bindings, valuesOf } from './solo-older-calls.suite.ts';

export function activationServer(product: () => Product, { resultOf }: OlderCalls): void {
  const documented = 'ErrorCode ErrorMessage Product LicenseID Quantity RegCode1 RegCode2 LicenseUpdate UnlocksLeft';

  it.each(bindings)(
    'ActivateLicense takes one activation and tells what is left by binding %s [LG-04]',
    async (binding) => {
      const { add, solo } = product();
      const license = await add({ ActivationCount: 5, Quantity: 2, LicenseUpdate: 'a & b' });
      const given = { licenseID: license.LicenseID, password: license.Password, productID: 0, code1: 1, code2: 2 };
      const more = { serialNumber: '', requireRegistration: false };
      const result = await resultOf('ActivateLicense', { ...given, ...more }, binding);
      expect(result.children.map(({ name }) => name)).toEqual(documented.split(' '));
      expect(valuesOf(result)).toMatchObject({
        ...{ ErrorCode: '0', ErrorMessage: '', LicenseID: license.LicenseID, Quantity: '2', UnlocksLeft: '4' },
        ...{ LicenseUpdate: 'a & b', RegCode1: '0', RegCode2: '0' },
      });
      expect(valuesOf(result).Product).toContain(product().access.products[0]!.name);
      expect((await solo.infoCheck({ LicenseID: license.LicenseID })).fields.RemainingActivations).toBe('4');
    },
  );

  it('ActivateLicense tells trigger codes [LG-04, TC-19]', async () => {
    const triggerCodes = { number: 1, seed: '400', regKey2Seed: '123', fixedValue: 30 };
    const { prodOptionId } = await optionOf(product(), { type: 'activationCodeFixed', triggerCodes });
    const license = await product().add({ ProdOptionID: prodOptionId });
    const own = { licenseID: license.LicenseID, password: license.Password, code1: 1000, code2: 2000 };
    const codes = { RegCode1: '962831745', RegCode2: '534448434' };
    expect(valuesOf(await resultOf('ActivateLicense', own))).toMatchObject({ ErrorCode: '0', ...codes });
  });

  it('ActivateLicense takes a serial number with its product [LG-04]', async () => {
    const { add, change, access } = product();
    const license = await add();
    const serialNumber = `older-${license.LicenseID}`;
    await change(license, { SerialNumberText: serialNumber });
    const { productId: productID } = access.products[0]!;
    expect(valuesOf(await resultOf('ActivateLicense', { serialNumber, productID, code1: 1, code2: 1 }))).toMatchObject({
      ...{ ErrorCode: '0', LicenseID: license.LicenseID },
    });
  });

  it.each<[string, Given, number]>([
    ['neither license nor serial number', { licenseID: 0, password: '' }, 50],
    ['a licenseID that is no number', { licenseID: 'x' }, 50],
    ['a wrong password', { password: 'wrong' }, 100],
    ['an unknown license', { licenseID: 999_999 }, 100],
    ['an unknown serial number', { licenseID: 0, password: '', serialNumber: 'nowhere', productID: 1 }, 100],
    ['another product', { productID: 999_999 }, 200],
  ])('ActivateLicense refuses %s with the code and a sentence [LG-05]', async (_, given, code) => {
    const license = await product().add();
    const own = { licenseID: license.LicenseID, password: license.Password, code1: 1, code2: 1 };
    await refused({ ...own, ...given }, code);
  });

  it.each<[string, object, Given, number]>([
    ['an unregistered customer [LG-05]', {}, { requireRegistration: true }, 150],
    ['an option that is not for activating [LG-05]', { type: 'service' }, {}, 400],
    [
      'a computer id that is none, where trigger codes are issued [LG-05]',
      { triggerCodes: { number: 6, seed: '400' } },
      { code2: 0 },
      75,
    ],
    [
      'trigger codes that cannot be issued',
      { type: 'activationCodeDays', triggerCodes: { number: 6, seed: '400', regKey2Seed: '123' } },
      { code2: 7 },
      400,
    ],
    ['an address that may not activate [LG-05]', { activation: { deniedAddresses: ['127.0.0.0/8'] } }, {}, 40],
  ])('ActivateLicense refuses %s', async (_, settings, given, code) => {
    const { add } = product();
    const { prodOptionId } = await optionOf(product(), settings);
    const { CustomerID } = await customerOf(product());
    const license = await add({ ProdOptionID: prodOptionId, CustomerID });
    const own = { licenseID: license.LicenseID, password: license.Password, code1: 1, code2: 1 };
    await refused({ ...own, ...given }, code);
  });

  it('ActivateLicense refuses what is used up, expired or not active [LG-05]', async () => {
    const { add, change, access } = product();
    const days = access.products[0]!.options[1]!.prodOptionId;
    const none = await add({ ActivationCount: 0 });
    const late = await add({ ProdOptionID: days, Expiration: '01/31/2001' });
    const held = await add();
    await change(held, { Status: 'CHK' });
    for (const [license, code] of [
      [none, 300],
      [late, 450],
      [held, 500],
    ] as const)
      await refused({ licenseID: license.LicenseID, password: license.Password, code1: 1, code2: 1 }, code);
  });

  it('ActivateLicense, which tells no version, answers 500 where the account wants one told [LG-05]', async () => {
    const { set } = accessOf(product);
    const { prodOptionId } = await optionOf(product(), { activation: { minimumVersion: '2.0.0.0' } });
    const license = await product().add({ ProdOptionID: prodOptionId });
    const own = { licenseID: license.LicenseID, password: license.Password, code1: 1, code2: 1 };
    await set({ versionlessActivation: 'refuse' });
    try {
      await refused(own, 500);
    } finally {
      await set({ versionlessActivation: null });
    }
  });

  async function refused(given: Given, code: number): Promise<void> {
    const { ErrorCode, ErrorMessage, ...others } = valuesOf(await resultOf('ActivateLicense', given));
    expect(ErrorCode).toBe(String(code));
    expect(ErrorMessage).toMatch(/^[A-Z].+\.$/);
    expect(new Set(Object.values(others))).toEqual(new Set(['', '0']));
  }
}
