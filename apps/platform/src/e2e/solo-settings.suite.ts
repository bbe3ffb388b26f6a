import type { Fields } from '../clients/solo-client.ts';
import { accessOf, patch, post, soloFrom } from './access.suite.ts';
import { ask } from './native-answers.suite.ts';
import { made as makeLicense, soloNumber } from './native-made-license.suite.ts';
import { type Product, type Sold, optionOf } from './product.suite.ts';

/** What an account sets about readings of the vendor's documents, and the gate that wrong passwords share. */
export function soloSettings(product: () => Product): void {
  const { set } = accessOf(product);

  describe('SOLO settings of an account', () => {
    it('answer a wrong password of an update that wants one with SECURE, or with 100 [AMB-28]', async () => {
      const { add, solo, native, access } = product();
      const { id, solo: numbers } = await native.send<{ id: string; solo: { productId: number } }>(
        'POST',
        '/products',
        {
          name: 'Verified',
        },
      );
      const option = { productId: id, name: 'One', type: 'activationCode' };
      const made = await native.send<{ solo: { prodOptionId: number } }>('POST', '/options', option);
      const update = { name: `Verified ${numbers.productId}`, latestVersion: '2.0.0.0', action: 'message' };
      await ask(product(), `/products/${id}/updates`, post({ ...update, verifyPassword: true }));
      const license = await add({ ProdOptionID: made.solo.prodOptionId });
      const told = async (fields: Fields = {}) => {
        const { code, fields: reply } = await solo.updateCheck({ ...license, ...fields });
        return [code, reply.ActionToTake];
      };
      const wrong = { Password: 'wrong' };
      expect([await told(), await told(wrong), await told({ Password: '' })]).toEqual([
        ...[
          [0, 'MSG'],
          [0, 'SECURE'],
          [0, 'SECURE'],
        ],
      ]);
      await set({ updateCheckPassword: 'refuse' });
      expect([await told(), await told(wrong), await told({ Password: access.customers[0]!.password })]).toEqual([
        ...[
          [0, 'MSG'],
          [100, ''],
          [0, 'MSG'],
        ],
      ]);
      await set({ updateCheckPassword: null });
      expect(await told(wrong)).toEqual([0, 'SECURE']);
    });

    it('let an activation pass that tells no version where a lowest one is set, or refuse it with 5012 [AMB-39]', async () => {
      const { add, activate } = product();
      const { prodOptionId } = await optionOf(product(), { activation: { minimumVersion: '2.0.0.0' } });
      const license = await add({ ProdOptionID: prodOptionId });
      const plain = await add();
      expect((await activate(license)).code).toBe(0);
      await set({ versionlessActivation: 'refuse' });
      const refused = await activate(license);
      expect([refused.code, refused.fields.MinimumActivationVersionString]).toEqual([5012, '2.0.0.0']);
      expect([(await activate(license, { ProductVersion: '2.0.0.0' })).code, (await activate(plain)).code]).toEqual([
        0, 0,
      ]);
      await set({ versionlessActivation: null });
      expect((await activate(license)).code).toBe(0);
    });

    it('permit activations from some addresses only, and an option from fewer, whatever the credentials [AMB-14, SA-ACT-74]', async () => {
      const { add, keyId } = product();
      const { prodOptionId } = await optionOf(product(), { activation: { deniedAddresses: ['127.0.0.3'] } });
      const [anywhere, narrow] = [await add(), await add({ ProdOptionID: prodOptionId })];
      const codesFrom = async (address: string, change: Fields = {}) => {
        const solo = soloFrom(product(), address);
        const codeOf = async (license: Sold) =>
          (await solo.activate(keyId, { ...license, UserCode1: 1, UserCode2: 1, ...change })).code;
        return [await codeOf(anywhere), await codeOf(narrow)];
      };
      expect([await codesFrom('127.0.0.2'), await codesFrom('127.0.0.3')]).toEqual([
        [0, 0],
        [0, 5021],
      ]);
      await set({ allowedAddresses: ['127.0.0.2/31', '2001:db8::/32'], deniedAddresses: ['127.0.0.2'] });
      const wrong = { Password: 'wrong' };
      expect([await codesFrom('127.0.0.2', wrong), await codesFrom('127.0.0.3', wrong)]).toEqual([
        [5021, 5021],
        [5008, 5021],
      ]);
      expect(await codesFrom('127.0.0.4')).toEqual([5021, 5021]);
      expect((await ask(product(), '/account', patch({ settings: { allowedAddresses: ['x'] } }))).status).toBe(400);
      await set({ allowedAddresses: null, deniedAddresses: null });
      expect(await codesFrom('127.0.0.2')).toEqual([0, 0]);
    });

    it('say how far the clock of a program may be off, in every method [AMB-13]', async () => {
      const { add, solo, keyId } = product();
      const license = await add();
      const ClientDateTime = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
      const activate = (hours: number) => product().activate(license, { ClientDateTime: ClientDateTime(hours) });
      const { InstallationID } = (await activate(23)).fields;
      const codes = async (hours: number) => [
        (await activate(hours)).code,
        (await solo.check(keyId, { InstallationID, ClientDateTime: ClientDateTime(hours) })).code,
      ];
      expect([await codes(23), await codes(25)]).toEqual([
        [0, 0],
        [5022, 5022],
      ]);
      await set({ clockToleranceHours: 48 });
      expect([await codes(25), await codes(49)]).toEqual([
        [0, 0],
        [5022, 5022],
      ]);
      const wrong = { InstallationID, ClientDateTime: ClientDateTime(49) };
      expect((await solo.deactivate(keyId, wrong)).code).toBe(5022);
      await set({ clockToleranceHours: null });
      expect((await product().activate(license)).code).toBe(0); // without a clock nothing is compared
      expect((await codes(25))[1]).toBe(5022);
    });
  });

  it('counts wrong passwords of XmlLicenseService with those of activations: then none fits, right or wrong, as many as the account says [AUTH-16, SA-ACT-58, API-ACC-07]', async () => {
    const { solo, activate, add, author, access } = product();
    const { id: optionId } = await optionOf(product(), { userFieldsWritable: true });
    const answer = await makeLicense(product(), { optionId });
    const license = {
      LicenseID: String(soloNumber(answer)),
      Password: (answer.body.secrets as { activationPassword: string }).activationPassword,
    };
    const wrong = { ...license, Password: 'wrong' };
    const fields = { ...license, UDefChar1: 'x' };
    expect((await solo.updateUserDefinedFields(fields)).code).toBe(0);
    for (let i = 0; i < 3; i++) {
      expect((await solo.infoCheck(wrong)).code).toBe(100);
      expect((await activate(wrong)).code).toBe(5008);
    }
    expect((await solo.infoCheck(license)).code).toBe(0); // 100 in 15 minutes, unless the account says otherwise
    await set({ activationFailures: { count: 6, minutes: 15 } });
    expect((await activate(license)).code).toBe(5006);
    for (const call of [solo.infoCheck, solo.validateRegistration, solo.register, solo.updateRegistration])
      expect((await call(license)).code).toBe(100);
    expect((await solo.updateUserDefinedFields(fields)).code).toBe(100);
    const path = `/products/solo:${access.products[0]!.productId}/updates`;
    const update = {
      name: `Shut ${license.LicenseID}`,
      latestVersion: '9.9.9.9',
      action: 'message',
      verifyPassword: true,
    };
    const { body } = await ask(product(), path, post(update));
    const checked = await solo.updateCheck({ ...license, ProductName: update.name, Version: '1.0.0.0' });
    expect([checked.code, checked.fields.ActionToTake]).toEqual([0, 'SECURE']);
    await ask(product(), `${path}/${body.id}`, { method: 'DELETE' });

    expect((await solo.infoCheck({ LicenseID: license.LicenseID })).code).toBe(0);
    await set({ activationFailures: null });
    expect((await solo.infoCheck(license)).code).toBe(0);
    const byAuthor = { ...author, LicenseID: license.LicenseID, UDefChar1: 'x' };
    expect((await solo.updateUserDefinedFields(byAuthor)).code).toBe(0);
    expect((await solo.infoCheck({ ...(await add()) })).code).toBe(0);
  }, 60_000);
}
