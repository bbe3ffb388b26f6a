import type { Fields } from '../clients/solo-client.ts';
import { optionOf, type Product } from './product.suite.ts';
import { counts, expectFailure, unknownId } from './solo-activation-failures.suite.ts';

export function checkingAndDeactivating(product: () => Product): void {
  const installed = async (sold: Fields = {}, settings?: object) => {
    const { add, activate } = product();
    const option = settings ? { ProdOptionID: (await optionOf(product(), settings)).prodOptionId } : {};
    const license = await add({ ...option, ...sold });
    const { code, fields } = await activate(license);
    expect(code).toBe(0);
    return { license, id: fields.InstallationID! };
  };
  const deactivate = (InstallationID: string) => product().solo.deactivate(product().keyId, { InstallationID });

  it.each(['activate', 'check', 'deactivate'] as const)(
    'answers 5000 to %s with a key that is blank or unknown [SA-ACT-51, SA-CHK-16, SA-DEA-15, SA-GEN-20, SA-GEN-21]',
    async (method) => {
      for (const keyId of ['', 'unknown'])
        expectFailure(await product().solo[method](keyId, { InstallationID: 'x' }), 5000);
    },
  );

  it('checks an active installation, moves no counter, and tells exactly what there is to tell [SA-CHK-05, SA-CHK-06, SA-CHK-08, SA-CHK-13, SA-CHK-14, SA-CHK-15, SA-CHK-22]', async () => {
    const plain = await installed();
    const before = await counts(product(), plain.license);
    const { fields } = await product().check(plain.id);
    expect(Object.keys(fields)).toEqual(['ResultCode', 'RemainingActivations', 'ServerDateTime']);
    expect([fields.ResultCode, fields.RemainingActivations]).toEqual(['0', '4']);
    expect(await counts(product(), plain.license)).toEqual(before);
    const texted = await installed({ LicenseUpdate: 'text' });
    expect((await product().check(texted.id)).fields.LicenseUpdate).toBe('text');
  });

  it('checks with 0 after the date, which is told where the option has days, and with an old version [SA-CHK-07, SA-CHK-10, SA-CHK-11]', async () => {
    const { change, solo, keyId, check } = product();
    const limited = { expiry: { rule: 'daysFromCreation', days: 30 }, activation: { minimumVersion: '2.0.0.0' } };
    const { license, id } = await installed({}, limited);
    await change(license, { ExpirationDate: '01/31/2020' });
    const { fields } = await solo.check(keyId, { InstallationID: id, ProductVersion: '1.0.0.0' });
    expect([fields.ResultCode, fields.ExpirationDate]).toEqual(['0', '2020-01-31T00:00:00Z']);
    const perpetual = await installed({ Expiration: '01/31/2020' });
    const unlimited = await check(perpetual.id);
    expect([unlimited.code, unlimited.fields.ExpirationDate]).toEqual([0, undefined]);
  });

  it('gives an installation back once: 0, then 5016 with the first date, also to checks, on an inactive license too [SA-DEA-03, SA-DEA-04, SA-DEA-05, SA-DEA-11, SA-DEA-13, SA-DEA-14, SA-DEA-21, SA-DEA-24, SA-CHK-09, SA-CHK-13, SA-CHK-25, SA-CHK-28]', async () => {
    const { change, check } = product();
    const { license, id } = await installed();
    expect(await counts(product(), license)).toEqual([4, 5]);
    expect(Object.keys((await deactivate(id)).fields)).toEqual(['ResultCode', 'ServerDateTime']);
    expect(await counts(product(), license)).toEqual([5, 4]);
    const again = await deactivate(id);
    expectFailure(again, 5016, ['DeactivatedDate']);
    expect(await counts(product(), license)).toEqual([5, 4]);
    const checked = await check(id);
    expectFailure(checked, 5016, ['DeactivatedDate', 'RemainingActivations']);
    expect([checked.fields.DeactivatedDate, checked.fields.RemainingActivations]).toEqual([
      again.fields.DeactivatedDate,
      '5',
    ]);
    await change(license, { Status: 'FRD' });
    expectFailure(await check(id), 5016, ['DeactivatedDate', 'RemainingActivations']);
  });

  it('tells the status with 5017 and what else is known of the license [SA-CHK-09, SA-CHK-14, SA-CHK-26]', async () => {
    const { license, id } = await installed({ LicenseUpdate: 'text' });
    await product().change(license, { Status: 'DUP' });
    expectFailure(await product().check(id), 5017, ['LicenseStatus', 'LicenseUpdate', 'RemainingActivations']);
  });

  it('lets another machine use the freed activation at once [SA-DEA-07]', async () => {
    const { license, id } = await installed({ ActivationCount: 1 });
    expect((await product().activate(license)).code).toBe(5013);
    expect((await deactivate(id)).code).toBe(0);
    expect((await product().activate(license)).code).toBe(0);
  });

  it('deactivates after the date too [SA-DEA-09]', async () => {
    const { license, id } = await installed({}, { expiry: { rule: 'daysFromCreation', days: 30 } });
    await product().change(license, { ExpirationDate: '01/31/2020' });
    expect((await deactivate(id)).code).toBe(0);
  });

  it('neither checks nor lowers unlimited deactivations [SA-DEA-06]', async () => {
    const { license, id } = await installed({ DeactivationCount: 0 }, { activation: { deactivations: 'unlimited' } });
    expect((await deactivate(id)).code).toBe(0);
    expect(await counts(product(), license)).toEqual([5, 0]);
  });

  it.each<[string, Fields, object]>([
    ['none is left [SA-DEA-25]', { DeactivationCount: 0 }, {}],
    ['the option allows none [SA-DEA-26]', {}, { activation: { deactivations: 'none' } }],
  ])('refuses deactivation with 5018 when %s, and the installation stays active', async (_, sold, settings) => {
    const { license, id } = await installed(sold, settings);
    const before = await counts(product(), license);
    expectFailure(await deactivate(id), 5018);
    expect(await counts(product(), license)).toEqual(before);
    expect((await product().check(id)).code).toBe(0);
  });

  it.each<['check' | 'deactivate', Fields, number, string]>([
    ['check', { InstallationID: '' }, 5005, 'SA-CHK-01, SA-CHK-23'],
    ['check', { InstallationID: unknownId, ProductVersion: '1.2' }, 5005, 'SA-CHK-03, SA-CHK-23'],
    ['check', { InstallationID: unknownId }, 5015, 'SA-CHK-24'],
    ['check', { InstallationID: 'nonsense' }, 5015, 'SA-CHK-24'],
    ['deactivate', { InstallationID: '' }, 5005, 'SA-DEA-02, SA-DEA-22'],
    ['deactivate', { InstallationID: unknownId }, 5015, 'SA-DEA-23'],
    ['deactivate', { InstallationID: 'nonsense' }, 5015, 'SA-DEA-23'],
  ])('answers %s of %j with %i and nothing but the elements of a failure [%s]', async (method, fields, code) => {
    expectFailure(await product().solo[method](product().keyId, fields), code);
  });
}
