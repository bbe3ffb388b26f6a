import type { Fields } from '../clients/solo-client.ts';
import { accessOf, soloScopes } from './access.suite.ts';
import type { Product, Sold } from './product.suite.ts';

const intMax = 2_147_483_647;
const codes = ['OK', 'DUP', 'VOI', 'FRD', 'RET', 'EXP', 'CHK', 'UPG'];

/** What UpdateActivationFields changes, and what it refuses. [SL-UAF] */
export function soloUpdate(product: () => Product): void {
  const read = async ({ LicenseID, Password }: Sold) =>
    (await product().solo.infoCheck({ LicenseID, Password })).fields;
  const stock: Fields = {
    ...{ ActivationCount: 5, DeactivationCount: 3, LicenseCounter: 10 },
    ...{ Expiration: '01/31/2031', LicenseUpdate: 'before' },
  };

  it.each<[string, Fields, Record<string, string>]>([
    ['ActivationsLeft [SL-UAF-11]', { ActivationsLeft: 9 }, { RemainingActivations: '9' }],
    ['ActivationsIncrement [SL-UAF-12]', { ActivationsIncrement: 2 }, { RemainingActivations: '7' }],
    ['a negative ActivationsIncrement [SL-UAF-21]', { ActivationsIncrement: -5 }, { RemainingActivations: '0' }],
    ['DeactivationsLeft [SL-UAF-13]', { DeactivationsLeft: 0 }, { RemainingDeactivations: '0' }],
    ['DeactivationsIncrement [SL-UAF-14]', { DeactivationsIncrement: 2 }, { RemainingDeactivations: '5' }],
    ['a negative DeactivationsIncrement [SL-UAF-21]', { DeactivationsIncrement: -2 }, { RemainingDeactivations: '1' }],
    ['LicenseCounter [SL-UAF-15]', { LicenseCounter: 77 }, { LicenseCounter: '77' }],
    ['LicenseCounterIncrement [SL-UAF-16]', { LicenseCounterIncrement: 5 }, { LicenseCounter: '15' }],
    ['a negative LicenseCounterIncrement [SL-UAF-21]', { LicenseCounterIncrement: -10 }, { LicenseCounter: '0' }],
    ['ExpirationDate [SL-UAF-18]', { ExpirationDate: '02/29/2032' }, { DownloadExpiration: '2032-02-29T00:00:00' }],
    [
      'ExpirationDateIncrement [SL-UAF-19]',
      { ExpirationDateIncrement: 29 },
      { DownloadExpiration: '2031-03-01T00:00:00' },
    ],
    [
      'a negative ExpirationDateIncrement [SL-UAF-21]',
      { ExpirationDateIncrement: -31 },
      { DownloadExpiration: '2030-12-31T00:00:00' },
    ],
    ['LicenseUpdate [SL-UAF-24]', { LicenseUpdate: 'after' }, { LicenseUpdate: 'after' }],
    ['a Status in small letters [SL-UAF-07]', { Status: 'dup' }, { Status: 'DUP' }],
    [
      'several fields together [SL-UAF-27]',
      { Status: 'CHK', ActivationsLeft: 1, LicenseUpdate: 'x' },
      { Status: 'CHK', RemainingActivations: '1', LicenseUpdate: 'x' },
    ],
    ['values that hold already [SL-UAF-29]', { Status: 'OK', ActivationsLeft: 5, LicenseUpdate: 'before' }, {}],
    [
      'one field beside blank ones [SL-UAF-03]',
      { LicenseUpdate: '', SerialNumberText: '', Status: '', ActivationsLeft: 6 },
      { RemainingActivations: '6' },
    ],
  ])(
    'applies %s, at once seen by InfoCheck, and keeps all else [SL-UAF-02, SL-UAF-36]',
    async (_, fields, expected) => {
      const { add, change } = product();
      const license = await add(stock);
      const before = await read(license);
      expect((await change(license, fields)).fields).toEqual({ ResultCode: '0' });
      expect(await read(license)).toEqual({ ...before, ...expected });
    },
  );

  it('sets a counter that was unset, and cannot add to it before [SL-UAF-15, SL-UAF-17]', async () => {
    const { add, change } = product();
    const license = await add();
    expect((await change(license, { LicenseCounterIncrement: 1 })).code).toBe(50);
    expect((await read(license)).LicenseCounter).toBe('');
    expect((await change(license, { LicenseCounter: 4 })).code).toBe(0);
    expect((await read(license)).LicenseCounter).toBe('4');
  });

  it('lets each of the eight statuses follow each other [SL-UAF-04, SL-UAF-42]', async () => {
    const { add, change } = product();
    const license = await add();
    for (const from of codes)
      for (const to of codes)
        for (const Status of [from, to]) {
          expect([from, to, (await change(license, { Status })).code]).toEqual([from, to, 0]);
          expect((await read(license)).Status).toBe(Status);
        }
  }, 60_000);

  it('shows a new date, text and count in the next check and activation [SL-UAF-30, SA-CHK-06, SA-CHK-08, SA-CHK-12]', async () => {
    const { add, change, activate, check, access } = product();
    const license = await add({ ProdOptionID: access.products[0]!.options[1]!.prodOptionId });
    const { InstallationID } = (await activate(license)).fields;
    expect((await check(InstallationID!)).fields.LicenseUpdate).toBeUndefined();
    await change(license, { ExpirationDate: '06/30/2033', LicenseUpdate: 'new', ActivationsLeft: 42 });
    expect((await activate(license)).fields).toMatchObject({
      ...{ ResultCode: '0', ExpirationDate: '2033-06-30T00:00:00Z', LicenseUpdate: 'new', ActivationsLeft: '41' },
    });
    expect((await check(InstallationID!)).fields).toMatchObject({
      ...{ ResultCode: '0', ExpirationDate: '2033-06-30T00:00:00Z', LicenseUpdate: 'new', RemainingActivations: '41' },
    });
  });

  it('finds a license by its new Serial Number Text at once and no longer by the old, and gives it to no other [SL-UAF-25, SL-UAF-26, SL-UAF-41]', async () => {
    const { add, change, solo, access } = product();
    const [one, other] = [await add(), await add()];
    const [first, second] = [`first-${one.LicenseID}`, `second-${one.LicenseID}`];
    const find = async (SerialNumber: string) =>
      (await solo.infoCheck({ SerialNumber, ProductID: access.products[0]!.productId })).code;
    expect((await change(one, { SerialNumberText: first })).code).toBe(0);
    expect([await find(first), await find(second)]).toEqual([0, 100]);
    expect((await change(other, { SerialNumberText: first })).code).toBe(50);
    expect((await change(one, { SerialNumberText: second })).code).toBe(0);
    expect([await find(first), await find(second)]).toEqual([100, 0]);
    const spaced = `third ${one.LicenseID}`;
    expect((await change(one, { SerialNumberText: `  ${spaced} ` })).code).toBe(0);
    expect([await find(spaced), await find(` ${spaced}  `), await find(second)]).toEqual([0, 0, 100]);
  });

  it.each<[string, Fields, number]>([
    ['no AuthorID [SL-UAF-01, SL-UAF-33]', { AuthorID: undefined, Status: 'DUP' }, -1],
    ['no UserID [SL-UAF-01, SL-UAF-33]', { UserID: undefined, Status: 'DUP' }, -1],
    ['no UserPassword [SL-UAF-01, SL-UAF-33]', { UserPassword: undefined, Status: 'DUP' }, -1],
    ['a wrong UserPassword [SL-UAF-33]', { UserPassword: 'nothing', Status: 'DUP' }, -1],
    ['no LicenseID [SL-UAF-01, SL-UAF-35]', { LicenseID: '', Status: 'DUP' }, -1],
    ['a LicenseID that is no number [SL-UAF-35]', { LicenseID: 'x', Status: 'DUP' }, -1],
    ['an unknown LicenseID [SL-UAF-35]', { LicenseID: 999_999, Status: 'DUP' }, -1],
    ['nothing to change [SL-UAF-37]', {}, 50],
    ['only blank fields [SL-UAF-03, SL-UAF-37]', { Status: '', LicenseUpdate: '', SerialNumberText: '' }, 50],
    ['a status with its description [SL-UAF-05]', { Status: 'DUP - Duplicate' }, 50],
    ['a status by its description [SL-UAF-05]', { Status: 'Duplicate' }, 50],
    ['DEL [SL-UAF-06]', { Status: 'DEL' }, 50],
    ['del [SL-UAF-06]', { Status: 'del' }, 50],
    ['Delete [SL-UAF-06]', { Status: 'Delete' }, 50],
    ['an unknown status beside a good value [SL-UAF-27, SL-UAF-38]', { Status: 'XXX', ActivationsLeft: 9 }, 50],
    ['a count that is no number beside a good value [SL-UAF-38]', { ActivationsLeft: 'x', Status: 'DUP' }, 50],
    ['a date in another form beside a good value [SL-UAF-38]', { ExpirationDate: '2031-12-31', Status: 'DUP' }, 50],
    ['a negative ActivationsLeft [SL-UAF-22]', { ActivationsLeft: -1 }, 50],
    ['a negative DeactivationsLeft [SL-UAF-22]', { DeactivationsLeft: -1 }, 50],
    ['a negative LicenseCounter [SL-UAF-22]', { LicenseCounter: -1 }, 50],
    [
      'activations below zero beside a good value [SL-UAF-22, SL-UAF-27]',
      { ActivationsIncrement: -6, Status: 'DUP' },
      50,
    ],
    ['deactivations below zero [SL-UAF-22]', { DeactivationsIncrement: -4 }, 50],
    ['a counter below zero [SL-UAF-22]', { LicenseCounterIncrement: -11 }, 50],
    ['activations above the int range [SL-UAF-22]', { ActivationsIncrement: intMax }, 50],
    ['a counter above the int range [SL-UAF-22]', { LicenseCounterIncrement: intMax }, 50],
    ['a date after the last one [SL-UAF-22]', { ExpirationDateIncrement: intMax }, 50],
    ['ActivationsLeft and its increment [SL-UAF-23]', { ActivationsLeft: 6, ActivationsIncrement: 1 }, 50],
    ['DeactivationsLeft and its increment [SL-UAF-23]', { DeactivationsLeft: 6, DeactivationsIncrement: 1 }, 50],
    ['LicenseCounter and its increment [SL-UAF-23]', { LicenseCounter: 6, LicenseCounterIncrement: 1 }, 50],
    ['ExpirationDate and its increment [SL-UAF-23]', { ExpirationDate: '12/31/2031', ExpirationDateIncrement: 1 }, 50],
  ])('refuses UpdateActivationFields with %s and changes nothing', async (_, fields, code) => {
    const { add, change } = product();
    const license = await add(stock);
    const before = await read(license);
    expect((await change(license, fields)).fields).toEqual({ ResultCode: String(code) });
    expect(await read(license)).toEqual(before);
  });

  it('cannot move the date of a license that has none [SL-UAF-20]', async () => {
    const { add, change } = product();
    const license = await add();
    expect((await change(license, { ExpirationDateIncrement: 1 })).code).toBe(50);
    expect((await read(license)).DownloadExpiration).toBe('');
  });

  it('tells an unreadable document first, then logon, right and license, bad forms, a status of Master Users, bad results [SL-UAF-39]', async () => {
    const { add, change, solo } = product();
    const { user } = accessOf(product);
    const license = await add(stock);
    const editor = await user();
    const reader = await user({ scopes: ['licenses:create'] });
    const master = await user({ scopes: [...soloScopes, 'licenses:void'] });
    const unreadable = await solo.send('XmlLicenseService', 'UpdateActivationFields', '<LicenseAdd/>');
    expect(unreadable.root.textOf('ResultCode')).toBe('-2');
    const [form, ofMasters, result] = [{ LicenseCounter: 'x' }, { Status: 'VOI' }, { ActivationsIncrement: -999 }];
    const code = async (logon: Fields, fields: Fields) => (await change(license, { ...logon, ...fields })).code;
    const before = await read(license);
    expect(await code({ UserPassword: 'nothing' }, form)).toBe(-1);
    expect(await code(reader.logon, form)).toBe(-1);
    expect(await code(editor.logon, { LicenseID: 999_999, ...form })).toBe(-1);
    expect(await code(editor.logon, { ...form, ...ofMasters })).toBe(50);
    expect(await code(editor.logon, { ...ofMasters, ...result })).toBe(-1);
    expect(await code(master.logon, { ...ofMasters, ...result })).toBe(50);
    expect(await read(license)).toEqual(before);
  });

  it('leaves customer and installations as they are when the status changes [SL-UAF-31]', async () => {
    const { add, change, activate, check } = product();
    const license = await add();
    const { InstallationID } = (await activate(license)).fields;
    const before = await read(license);
    for (const Status of ['FRD', 'OK']) expect((await change(license, { Status })).code).toBe(0);
    expect(await read(license)).toEqual(before);
    expect((await check(InstallationID!)).code).toBe(0);
  });

  it('never goes below zero when increments of -1 race with activations [SL-UAF-43]', async () => {
    const { add, change, activate, check } = product();
    const license = await add({ ActivationCount: 8 });
    const [increments, activations] = await Promise.all([
      Promise.all(Array.from({ length: 12 }, () => change(license, { ActivationsIncrement: -1 }))),
      Promise.all(Array.from({ length: 12 }, () => activate(license))),
    ]);
    expect([0, 50]).toEqual(expect.arrayContaining([...new Set(increments.map(({ code }) => code))]));
    expect([0, 5013]).toEqual(expect.arrayContaining([...new Set(activations.map(({ code }) => code))]));
    const granted = activations.filter(({ code }) => code === 0);
    expect(granted.length).toBeLessThanOrEqual(8);
    expect((await read(license)).RemainingActivations).toBe('0');
    for (const { fields } of granted) expect((await check(fields.InstallationID!)).code).toBe(0);
  });
}
