import { serialize } from '@licet/xml';
import type { Fields } from '../clients/solo-client.ts';
import { ask } from './native-answers.suite.ts';
import { patch } from './native-catalog.suite.ts';
import { type Product, type Sold, tally } from './product.suite.ts';
import { type Made, makeProduct, makeUpdate } from './solo-updates-made.suite.ts';

/** ResultCode as a number, and the other elements of the reply. */
interface Checked {
  code: number;
  [element: string]: string | number | undefined;
}

export function checks(product: () => Product): void {
  const check = async (fields: Fields): Promise<Checked> => {
    const { ResultCode, ...others } = (await product().solo.updateCheck(fields)).fields;
    return { code: Number(ResultCode), ...others };
  };
  const add = (option: number, fields: Fields = {}): Promise<Sold> =>
    product().add({ ProdOptionID: option, ...fields });
  const named = async (made: Made, settings: object = {}) =>
    (await makeUpdate(product(), made, settings)).body.name as string;
  const wrong = { Password: 'nothing' };
  const file = { server: 'dl.example.com', port: 21, path: 'files/setup.exe' };

  it('is found by license, by product and by name, with everything that is set [SL-UPD-01, SL-UPD-02, SL-UPD-03, SL-UPD-07, SL-UPD-08, SL-UPD-24, SL-UPD-25, SL-UPD-27, SL-UPD-33, SL-UPD-36, SL-UPD-38 … SL-UPD-44, SL-UPD-47, API-PRD-08, PU-02]', async () => {
    const made = await makeProduct(product());
    const name = await named(made, {
      ...{ ...file, action: 'ftp', latestVersion: '4.3.0.1', latestFreeVersion: '4.2.0.0', releaseDate: '2026-02-28' },
      ...{ infoUrl: 'https://example.com/new', licenseAgreementUrl: 'https://example.com/eula' },
      ...{ messages: { en: 'Take it & run' }, authentication: { type: 'customFtp', user: 'anna', password: 'geheim' } },
    });
    const license = await add(made.perpetual, { LicenseUpdate: 'gold', Expiration: '01/31/2031' });
    const update = {
      ...{ code: 0, VersionString: '4.3.0.1', VersionLong: '4000030000000001', ActionToTake: 'DNFTP' },
      ...{ URLInfo: 'https://example.com/new', URLFile: 'dl.example.com|21|files/setup.exe|anna|geheim' },
      ...{ URLFileServerName: 'dl.example.com', URLFilePort: '21', URLFilePathOrFileName: 'files/setup.exe' },
      ...{ URLFileUserName: 'anna', URLFilePassword: 'geheim', LatestFreeVersion: '4.2.0.0' },
      ...{ ReleaseDate: '2026-02-28T00:00:00', ShortMessage: 'Take it & run' },
      LicenseAgreementUrl: 'https://example.com/eula',
    };
    const nobody = { Status: '', ReplacedBy: '', LicenseUpdate: '', NoMoreDL: '' };
    const own = { Status: 'OK', ReplacedBy: '', LicenseUpdate: 'gold', NoMoreDL: '2031-01-31T00:00:00' };
    expect(await check({ LicenseID: license.LicenseID })).toEqual({ ...update, ...own });
    expect(await check({ LicenseID: license.LicenseID, ProductID: made.productId, ProductName: name })).toEqual({
      ...{ ...update, ...own },
    });
    expect(await check({ ProductID: made.productId })).toEqual({ ...update, ...nobody });
    expect(await check({ ProductName: name.toUpperCase() })).toEqual({ ...update, ...nobody });
  });

  it('follows every change of the author at once, and changes nothing itself [PU-04, SL-UPD-45, SL-UPD-26, SL-UPD-31, SL-UPD-32]', async () => {
    const made = await makeProduct(product());
    const { body } = await makeUpdate(product(), made);
    const path = `/products/${made.id}/updates/${body.id}`;
    const license = await add(made.perpetual);
    const state = () => product().native.get(`/licenses/solo:${license.LicenseID}`);
    const before = await state();
    const action = async () => (await check({ ...license })).ActionToTake;
    expect(await action()).toBe('NONE');
    for (const [change, expected] of [
      [{ action: 'message', messages: { en: 'x' } }, 'MSG'],
      [{ action: 'url', infoUrl: 'https://example.com' }, 'GOURL'],
      [{ action: 'http', server: 'dl.example.com' }, 'DNHTP'],
      [{ latestVersion: '1.0.0.0' }, 'DNHTP'],
    ] as const) {
      await ask(product(), path, patch(change));
      expect(await action()).toBe(expected);
    }
    await ask(product(), path, { method: 'DELETE' });
    expect(await check({ ...license })).toMatchObject({ code: 0, ActionToTake: 'NONE', VersionString: '' });
    expect(await state()).toEqual(before);
  });

  it('names a file by place-holders for the license, or for nobody; never by a real password [SL-UPD-34, SL-UPD-35, SL-UPD-37, AMB-29]', async () => {
    const made = await makeProduct(product());
    const { body } = await makeUpdate(product(), made, {
      ...file,
      action: 'http',
      authentication: { type: 'license' },
    });
    const license = await add(made.perpetual);
    const reply = await check({ ...license });
    expect(reply.URLFile).toBe('dl.example.com|21|files/setup.exe|[varUserName]|[varPassword]');
    expect(JSON.stringify(reply)).not.toContain(license.Password);
    await ask(product(), `/products/${made.id}/updates/${body.id}`, patch({ authentication: { type: 'none' } }));
    expect((await check({ ...license })).URLFile).toBe('dl.example.com|21|files/setup.exe||');
  });

  it('is a secret to whoever lacks the password, where it wants one [SL-UPD-04, SL-UPD-05, SL-UPD-29, SL-UPD-30, SL-UPD-49, SL-UPD-50, AMB-28]', async () => {
    const made = await makeProduct(product());
    const { body } = await makeUpdate(product(), made, { ...file, action: 'ftp', verifyPassword: true });
    const license = await add(made.perpetual);
    const { LicenseID } = license;
    const parts = ['', 'ServerName', 'Port', 'PathOrFileName', 'UserName', 'Password'].map((part) => `URLFile${part}`);
    for (const fields of [
      { LicenseID },
      { LicenseID, ...wrong },
      { ProductID: made.productId, ...license, LicenseID: '' },
    ]) {
      const reply = await check(fields);
      expect([reply.code, reply.ActionToTake, tally(parts.map((part) => String(reply[part])))]).toEqual([
        ...[0, 'SECURE', { '': 6 }],
      ]);
    }
    expect((await check({ ...license })).ActionToTake).toBe('DNFTP');
    await ask(product(), `/products/${made.id}/updates/${body.id}`, patch({ verifyPassword: false }));
    expect((await check({ LicenseID, ...wrong })).ActionToTake).toBe('DNFTP');
  });

  it('speaks the language that is asked for, else English [SL-UPD-11, SL-UPD-12, SL-UPD-13, PU-03]', async () => {
    const made = await makeProduct(product());
    await makeUpdate(product(), made, { action: 'message', messages: { en: 'Hello', de: 'Grüße' } });
    const said = async (LanguageCode?: string) =>
      (await check({ ProductID: made.productId, LanguageCode })).ShortMessage;
    expect([await said(), await said(' '), await said('DE'), await said('fr')]).toEqual([
      ...['Hello', 'Hello', 'Grüße', 'Hello'],
    ]);
  });

  it('is the right one for the version of program or license [SL-UPD-18, SL-UPD-19, SL-UPD-20, SL-UPD-21, SL-UPD-22, SL-UPD-23, SL-UPD-56]', async () => {
    const made = await makeProduct(product());
    const range = { minEligible: '1.2.0.0', maxEligible: '1.10.0.0', action: 'message', messages: { en: 'x' } };
    for (const latestVersion of ['2.9.0.0', '2.10.0.0']) await makeUpdate(product(), made, { ...range, latestVersion });
    const taken = async (fields: Fields) => {
      const reply = await check({ ProductID: made.productId, ...fields });
      return `${reply.code} ${reply.ActionToTake} ${reply.VersionString} ${reply.URLFile}`;
    };
    for (const Version of ['1.2.0.0', '1.9.99999.99999', '1.10.0.0', undefined])
      expect(await taken({ Version })).toBe('0 MSG 2.10.0.0 ');
    for (const Version of ['1.1.99999.99999', '1.10.0.1', '2.10.0.0', '3.0.0.0'])
      expect(await taken({ Version })).toBe('0 NONE 2.10.0.0 ');
    const { LicenseID } = await add(made.perpetual, { Version: '1.1.0.0' });
    expect(await taken({ LicenseID })).toBe('0 NONE 2.10.0.0 ');
    expect(await taken({ LicenseID, Version: '1.2.0.0' })).toBe('0 MSG 2.10.0.0 ');
  });

  it('is not found by the name of no update, or of another product [SL-UPD-10]', async () => {
    const [made, other] = [await makeProduct(product()), await makeProduct(product())];
    await named(made, { action: 'message' });
    const name = await named(other, { action: 'message' });
    const { LicenseID } = await add(made.perpetual);
    for (const fields of [
      { ProductName: 'nobody has this' },
      { ProductName: name, LicenseID },
      { ProductName: name, ProductID: made.productId },
    ])
      expect(await check(fields)).toMatchObject({ code: 0, ActionToTake: 'NONE', VersionString: '', VersionLong: '' });
  });

  it('is told with 300 that the time for downloads has passed, where that is asked for [SL-UPD-14, SL-UPD-15, SL-UPD-16, SL-UPD-17, SL-UPD-52, SL-UPD-53]', async () => {
    const made = await makeProduct(product());
    await makeUpdate(product(), made, { ...file, action: 'ftp' });
    const passed = { Expiration: '01/31/2020', LicenseUpdate: 'gold' };
    const { LicenseID } = await add(made.termed, passed);
    const perpetual = await add(made.perpetual, passed);
    const VerifyDaysToDL = true;
    const { code, Status, LicenseUpdate, NoMoreDL, ReplacedBy, ...others } = await check({ LicenseID, VerifyDaysToDL });
    expect([code, Status, LicenseUpdate, NoMoreDL, ReplacedBy]).toEqual([300, 'OK', 'gold', '2020-01-31T00:00:00', '']);
    expect(tally(Object.values(others).map(String))).toEqual({ '': Object.keys(others).length });
    for (const fields of [
      ...[{ LicenseID }, { LicenseID, VerifyDaysToDL: false }, { ProductID: made.productId, VerifyDaysToDL }],
      { LicenseID: perpetual.LicenseID, VerifyDaysToDL },
    ])
      expect(await check(fields)).toMatchObject({ code: 0, ActionToTake: 'DNFTP' });
  });

  it('refuses in the documented order, with nothing else in the reply [SL-UPD-06, SL-UPD-09, SL-UPD-48, SL-UPD-51, SL-UPD-54, SL-UPD-55, SL-UPD-57]', async () => {
    const made = await makeProduct(product());
    const { LicenseID } = await add(made.termed, { Expiration: '01/31/2020' });
    const other = product().access.products[0]!.productId;
    const late = { VerifyDaysToDL: true, Version: '1.2' };
    const versions = ['1.2', '1.2.3', 'a.1.1.1', '123456.0.0.0', '1.2.3.4.5', '-1.0.0.0'];
    const cases: [Fields, number][] = [
      [{}, 200],
      [{ LicenseID: 999_999, ProductID: 999_999, ...late }, 100],
      [{ LicenseID: 'x', ProductID: 'x', ...late }, 100],
      [{ LicenseID, ProductID: other, ...late }, 200],
      [{ LicenseID, ProductID: 'x', ...late }, 200],
      [{ ProductID: 999_999, ...late }, 200],
      ...versions.map((Version): [Fields, number] => [{ LicenseID, Version }, 400]),
      [{ Password: 'x', LanguageCode: 'en' }, 200],
    ];
    for (const [fields, expected] of cases) {
      const { code, ...others } = await check(fields);
      expect([code, tally(Object.values(others).map(String))]).toEqual([expected, { '': Object.keys(others).length }]);
    }
    expect((await check({ LicenseID, ...late })).code).toBe(300);
  });

  it('answers -2 to an invalid document, or to VerifyDaysToDL that is no boolean [SL-UPD-46, SL-UPD-57, SL-UPD-58]', async () => {
    const { solo } = product();
    for (const document of [
      '<LicenseUpdateCheck>',
      '<UpdateCheck/>',
      '<LicenseUpdateCheck><VerifyDaysToDL>maybe</VerifyDaysToDL></LicenseUpdateCheck>',
    ]) {
      const { root } = await solo.send('XmlLicenseService', 'UpdateCheckS', document);
      expect(serialize(root).replaceAll(/ xmlns:xs[di]="[^"]*"/g, '')).toMatch(
        /^<LicenseUpdateCheck><ResultCode>-2<\/ResultCode>(<\w+ \/>){18}<\/LicenseUpdateCheck>$/,
      );
    }
  });
}
