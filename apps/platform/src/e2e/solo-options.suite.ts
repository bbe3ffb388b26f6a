import { element, serialize, writeXml } from '@licet/xml';
import type { Fields } from '../clients/solo-client.ts';
import { ask, placesOf } from './native-answers.suite.ts';
import { optionBody, patch, post } from './native-catalog.suite.ts';
import { type MadeOption, type Product, type Sold, optionOf } from './product.suite.ts';

/** What the author sets on an option over the native API, and how SOLO answers by it, from the next call on. [PO] */
export function soloOptions(product: () => Product): void {
  const set = async ({ id }: MadeOption, settings: object) => {
    const { status } = await ask(product(), `/options/${id}`, patch(settings));
    expect(status).toBe(200);
  };
  const made = (settings: object = {}) => optionOf(product(), settings);
  const add = ({ prodOptionId }: MadeOption, fields: Fields = {}) =>
    product().add({ ProdOptionID: prodOptionId, ...fields });
  const info = async ({ LicenseID }: Sold) => (await product().solo.infoCheck({ LicenseID })).fields;
  const addCode = async ({ prodOptionId }: MadeOption) => {
    const { solo, author, access } = product();
    const names = { ProdOptionID: prodOptionId, CustomerID: access.customers[0]!.customerId };
    const counts = { Quantity: 1, UnitPrice: '0', ActivationCount: 5, DeactivationCount: 5 };
    return (await solo.add({ ...author, ...names, ...counts })).code;
  };

  describe('a product option', () => {
    it('has id, name, product and type, and is named in full by product and option [PO-01]', async () => {
      const { body } = await ask(product(), '/options', post(optionBody(product())));
      const owner = await ask(product(), `/products/${String(body.productId)}`);
      expect(body).toMatchObject({
        ...{ object: 'option', name: 'Single user', type: 'activationCode', productId: owner.body.id },
        fullName: `${String(owner.body.name)} Single user`,
      });
      const license = await product().add({ ProdOptionID: (body.solo as { prodOptionId: number }).prodOptionId });
      expect((await product().activate(license)).fields.Product).toBe(body.fullName);
    });

    it.each([
      ...['activationCode', 'activationCodeQuantity', 'activationCodeFixed', 'activationCodeDays'],
      ...['activationCodeCounter', 'volume', 'downloadable', 'service'],
    ])('can be of type %s, and be sold [PO-02]', async (type) => {
      expect(await addCode(await made({ type }))).toBe(0);
    });

    it.each([
      ['bundle', 2],
      ['paymentPlan', 3],
    ])('can be a %s, which Add answers with %d [PO-02, PO-03]', async (type, code) => {
      expect(await addCode(await made({ type }))).toBe(code);
    });

    it('says how many days it is from issue to expiration, 0 for perpetual [PO-04, PO-05, PO-16]', async () => {
      const option = await made();
      expect((await info(await add(option))).DownloadExpiration).toBe('');
      await set(option, { expiry: { rule: 'daysFromCreation', days: 10 } });
      const license = await add(option);
      const today = Math.floor(Date.now() / 86_400_000) * 86_400_000;
      const expected = new Date(today + 10 * 86_400_000).toISOString().slice(0, 19);
      expect((await info(license)).DownloadExpiration).toBe(expected);
      const activated = (await product().activate(license)).fields;
      expect(activated.ExpirationDate?.slice(0, 10)).toBe(expected.slice(0, 10));
      await set(option, { expiry: { rule: 'never' } });
      expect((await product().check(activated.InstallationID!)).fields.ExpirationDate ?? '').toBe('');
    });

    it('has a quantity mode of which Add takes no notice [PO-06, API-OPT-10]', async () => {
      const shown = async (quantityMode: string) => {
        const option = await made({ quantityMode });
        expect((await ask(product(), `/options/${option.id}`)).body.quantityMode).toBe(quantityMode);
        const { Quantity, RemainingActivations } = await info(await add(option, { Quantity: 3, ActivationCount: 7 }));
        return [Quantity, RemainingActivations];
      };
      expect([await shown('multipleActivations'), await shown('licensePerUnit')]).toEqual([
        ['3', '7'],
        ['3', '7'],
      ]);
    });

    it('may forbid, allow or require license groups; required makes Add answer 7 [PO-07, PO-16, API-OPT-10]', async () => {
      const option = await made();
      for (const [licenseGroups, code] of [
        ['optional', 0],
        ['required', 7],
        ['none', 0],
      ] as const) {
        await set(option, { licenseGroups });
        expect(await addCode(option)).toBe(code);
      }
    });

    it('has a TC Fixed Value, which InfoCheck shows [PO-08, PO-16]', async () => {
      const option = await made();
      const license = await add(option);
      expect((await info(license)).TCFixedValue).toBe('');
      await set(option, { triggerCodes: { fixedValue: -12 } });
      expect((await info(license)).TCFixedValue).toBe('-12');
    });

    it('issues trigger codes under its seeds, which it never shows [PO-14, PO-16, TC-07, TC-10, TC-13, TC-19, SA-ACT-30 … SA-ACT-32]', async () => {
      const option = await made({ triggerCodes: { number: 1 } });
      const license = await add(option, { ActivationCount: 9 });
      const codes = async (fields: Fields = {}) => {
        const answer = await product().activate(license, { UserCode1: 1000, UserCode2: 2000, ...fields });
        const { ResultCode, RegistrationKey1, RegistrationKey2 } = answer.fields;
        return [ResultCode, RegistrationKey1 ?? '', RegistrationKey2 ?? ''];
      };
      expect(await codes()).toEqual(['0', '0', '']);
      const seeds = { seed: '400', regKey2Seed: '123' };
      const { body } = await ask(product(), `/options/${option.id}`, patch({ triggerCodes: seeds }));
      expect(body.triggerCodes).toEqual({ number: 1, seed: null, regKey2Seed: null, fixedValue: null, manual: false });
      expect(await codes()).toEqual(['0', '962831745', '']);
      expect(await codes({ UserCode2: 0 })).toEqual(['5007', '', '']);
      await set(option, { type: 'activationCodeFixed' });
      expect(await codes()).toEqual(['5029', '', '']);
      await set(option, { triggerCodes: { fixedValue: 30 } });
      expect(await codes()).toEqual(['0', '962831745', '534448434']);
      await set(option, { triggerCodes: { fixedValue: 16_384 } });
      expect(await codes()).toEqual(['5029', '', '']);
    });

    it('issues installation ids, or does not [PO-09, PO-16]', async () => {
      const option = await made();
      const license = await add(option);
      expect((await product().activate(license)).fields.InstallationID).not.toBe('');
      await set(option, { activation: { issueInstallationId: false } });
      const second = (await product().activate(license, { UserCode1: 2, UserCode2: 2 })).fields;
      expect([second.ResultCode, second.InstallationID ?? '']).toEqual(['0', '']);
    });

    it('asks for a minimum version and says where to get it; a program that names none passes [PO-10, PO-16, AMB-39]', async () => {
      const option = await made();
      const license = await add(option);
      const activate = async (ProductVersion?: string) =>
        (await product().activate(license, { ProductVersion })).fields;
      expect((await activate('1.0.0.0')).ResultCode).toBe('0');
      const minimumVersionUrl = 'https://example.com/new';
      await set(option, { activation: { minimumVersion: '2.0.0.0', minimumVersionUrl } });
      expect(await activate('1.0.0.0')).toMatchObject({
        ...{ ResultCode: '5012', MinimumActivationVersionString: '2.0.0.0' },
        MinimumActivationVersionUrl: minimumVersionUrl,
      });
      for (const version of ['2.0.0.0', undefined]) expect((await activate(version)).ResultCode).toBe('0');
    });

    it('says what a license may do that was upgraded [PO-11, PO-16, API-OPT-10]', async () => {
      const option = await made();
      const license = await add(option);
      await product().change(license, { Status: 'UPG' });
      for (const [upgradeBehavior, code] of [
        ['deactivate', 5017],
        ['existingOnly', 5017],
        ['allow', 0],
      ] as const) {
        await set(option, { upgradeBehavior });
        expect((await product().activate(license)).code).toBe(code);
      }
    });

    it('lets software write User Defined Fields, or does not [PO-12, PO-16]', async () => {
      const option = await made();
      const license = await add(option);
      const write = async () => (await product().solo.updateUserDefinedFields({ ...license, UDefChar1: 'x' })).code;
      expect(await write()).toBe(100);
      await set(option, { userFieldsWritable: true });
      expect(await write()).toBe(0);
    });

    it('allows deactivations, limits them, or does neither check nor count them [PO-13, PO-16, API-OPT-10]', async () => {
      const option = await made();
      const license = await add(option, { DeactivationCount: 1, ActivationCount: 9 });
      const { keyId, solo } = product();
      const deactivate = async (UserCode: number) => {
        const { InstallationID } = (await product().activate(license, { UserCode1: UserCode, UserCode2: UserCode }))
          .fields;
        const { code } = await solo.deactivate(keyId, { InstallationID });
        return `${code} ${(await info(license)).RemainingDeactivations}`;
      };
      await set(option, { activation: { deactivations: 'none' } });
      expect(await deactivate(1)).toBe('5018 1');
      await set(option, { activation: { deactivations: 'unlimited' } });
      expect(await deactivate(2)).toBe('0 1');
      await set(option, { activation: { deactivations: 'limited' } });
      expect(await deactivate(3)).toBe('0 0');
      expect(await deactivate(4)).toBe('5018 0');
    });

    it('gives its custom parameters to custom data of new licenses, which go their own way from then on [SL-ADD-29, PO-16]', async () => {
      const { author, solo } = product();
      const option = await made({ customParameters: [{ name: 'Modules', value: 'Print & scan' }] });
      const customData = async ({ LicenseID }: Sold) => {
        const document = element(
          'GetLicenseCustomData',
          Object.entries({ ...author, LicenseID }).map(([name, value]) => element(name, value)),
        );
        const { root } = await solo.send('XmlLicenseService', 'GetLicenseCustomDataS', writeXml(document));
        return root.child('LicenseCustomData')!.nodes.map((it) => (typeof it === 'string' ? it : serialize(it)));
      };
      const ofOption = (modules: string) => [
        `<CustomLicenseParameters><Modules>${modules}</Modules></CustomLicenseParameters>`,
      ];
      const license = await add(option);
      expect(await customData(license)).toEqual(ofOption('Print &amp; scan'));
      await set(option, { customParameters: [{ name: 'Modules', value: 'All' }] });
      expect(await customData(license)).toEqual(ofOption('Print &amp; scan'));
      const later = await add(option);
      expect(await customData(later)).toEqual(ofOption('All'));
      expect((await solo.updateCustomData({ ...author, LicenseID: later.LicenseID })).code).toBe(0); // clears
      await set(option, { customParameters: [] });
      const bare = await add(option);
      expect([await customData(later), await customData(bare)]).toEqual([[], []]);
      for (const [customParameters, pointer] of [
        [[{ name: 'a b', value: '' }], '/customParameters/0/name'],
        [[{ name: 'a', value: 'two\nlines' }], '/customParameters/0/value'],
        [['a', 'a'].map((name) => ({ name, value: '' })), '/customParameters/1/name'],
      ] as const) {
        const refused = await ask(product(), `/options/${option.id}`, patch({ customParameters }));
        expect([refused.status, placesOf(refused)]).toEqual([400, [`${pointer} invalid`]]);
      }
    });

    it.each(['none', 'decrementing'])('has a counter of type %s [PO-15]', async (type) => {
      const option = await made({ counter: { type } });
      expect((await ask(product(), `/options/${option.id}`)).body.counter).toMatchObject({ type });
    });
  });
}
