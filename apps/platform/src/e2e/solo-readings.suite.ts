import { resultCodeOf, sendTo } from '@licet/gateway/scenarios';
import { eventually } from '@licet/testing';
import { parseXml, type XmlElement } from '@licet/xml';
import type { Fields } from '../clients/solo-client.ts';
import { patch, post } from './access.suite.ts';
import { ask } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';
import { xmlOf } from './solo-document-fields.suite.ts';

export function readings(product: () => Product): void {
  it('say what was wrong with an activation: credentials, or its data [AMB-01]', async () => {
    const { add, activate } = product();
    const license = await add();
    const wrong = await activate(license, { Password: 'wrong' });
    const data = await activate(license, { ActivationData: '<a/><b/>' });
    expect([wrong.code, data.code]).toEqual([5008, 5008]);
    expect(wrong.fields.ErrorMessage).not.toBe(data.fields.ErrorMessage);
  });

  it('may be a product of several that an activation names [AMB-19]', async () => {
    const { add, solo, keyId, access } = product();
    const { productId } = access.products[0]!;
    const license = await add();
    const codeOf = async (...ids: number[]) => {
      const products = ids.map((id) => `<ProductID>${id}</ProductID>`).join('');
      const own = xmlOf({ ...license, UserCode1: 1, UserCode2: 1 });
      const document = `<ActivateInstallation><EncryptionKeyID>${keyId}</EncryptionKeyID><PrivateData>${own}${products}</PrivateData></ActivateInstallation>`;
      return resultCodeOf((await solo.send('XmlActivationService', 'ActivateInstallation', document)).root);
    };
    expect([await codeOf(999_999, productId), await codeOf(productId, 999_998)]).toEqual([0, 0]);
    expect(await codeOf(999_999, 999_998)).toBe(5010);
  });

  it.each<[string, Fields]>([
    ['absolute and increment together', { ActivationsLeft: 3, ActivationsIncrement: 1 }],
    ['a result below zero', { ActivationsIncrement: -6 }],
    ['no field', {}],
    ['a bad value beside a good one', { ActivationsLeft: 'x', LicenseUpdate: 'gold' }],
    ['an increment of a date that is not there [AMB-16]', { ExpirationDateIncrement: 1 }],
  ])('are refused by UpdateActivationFields with 50: %s [AMB-15]', async (_, fields) => {
    const { add, change, solo } = product();
    const license = await add();
    const before = (await solo.infoCheck({ ...license })).fields;
    expect((await change(license, fields)).code).toBe(50);
    expect((await solo.infoCheck({ ...license })).fields).toEqual(before);
  });

  it('that are blank in UpdateActivationFields keep what is there, so that the printed skeleton can be sent [AMB-34]', async () => {
    const { add, change, solo, access } = product();
    const body = (
      await sendTo(access.baseUrl)({
        method: 'GET',
        path: '/solo/webservices/XmlLicenseService.asmx?op=UpdateActivationFields',
        headers: {},
        body: '',
      })
    ).body;
    const sample = /xml=([^<\s]+)/.exec(body)![1]!;
    const names = parseXml(decodeURIComponent(sample)).children.map(({ name }) => name);
    const blank = Object.fromEntries(
      names.filter((it) => !/^(AuthorID|User|LicenseID)/.test(it)).map((it) => [it, ' ']),
    );
    expect(Object.keys(blank).length).toBeGreaterThan(8);
    const license = await add({ LicenseUpdate: 'text', LicenseCounter: 7 });
    const before = (await solo.infoCheck({ ...license })).fields;
    expect((await change(license, { ...blank, Status: 'CHK' })).code).toBe(0);
    expect((await solo.infoCheck({ ...license })).fields).toEqual({ ...before, Status: 'CHK' });
  });

  it('of custom data are confirmed under the root of the getter [AMB-03]', async () => {
    const { add, solo, author } = product();
    const { LicenseID } = await add();
    const document = `<UpdateLicenseCustomData>${xmlOf({ ...author, LicenseID })}</UpdateLicenseCustomData>`;
    for (const it of [document, '<Nothing/>'])
      expect((await solo.send('XmlLicenseService', 'UpdateLicenseCustomDataS', it)).root.name).toBe(
        'GetLicenseCustomData',
      );
  });

  it('of a license have a history: who changed it, when, by which channel, and its status and date from what to what [ST-26]', async () => {
    const { add, change, native, author } = product();
    const start = Date.now();
    const license = await add();
    await change(license, { LicenseUpdate: 'gold', ExpirationDate: '12/31/2031' });
    await change(license, { Status: 'FRD' });
    await native.send('PATCH', `/licenses/solo:${license.LicenseID}`, { quantity: 7 });
    const { id } = await native.get<{ id: string }>(`/licenses/solo:${license.LicenseID}`);
    const history = await eventually(async () => {
      const { data } = await native.events({ subject: id, limit: '50' });
      return data.length >= 4 && data;
    });
    for (const { time } of history) expect(Math.abs(Date.parse(time) - start)).toBeLessThan(60_000);
    const channels = history.map(({ via, actor }) => `${via} ${actor.kind}`).toSorted();
    expect(channels).toEqual(['native key', 'solo user', 'solo user', 'solo user']);
    const byUser = history.filter(({ actor }) => actor.kind === 'user');
    expect(new Set(byUser.map(({ actor }) => actor.id))).toEqual(new Set([author.UserID]));
    const changes = history.flatMap((it) => it.changes);
    expect(changes).toEqual(
      expect.arrayContaining([
        { path: '/expiresAt', before: null, after: '2031-12-31T00:00:00.000Z' },
        { path: '/status', before: 'active', after: 'revoked' },
      ]),
    );
  });

  it('of an option and its product are shown and counted as set [PO-15, PO-18]', async () => {
    const { native, solo, add } = product();
    const body = { name: 'Named', latestVersion: '3.2.1.0' };
    const made = await native.send<{ id: string }>('POST', '/products', body);
    for (const type of ['none', 'decrementing']) {
      const option = await ask<{ solo: { prodOptionId: number }; counter: { type: string }; id: string }>(
        product(),
        '/options',
        post({ productId: made.id, name: type, type: 'activationCode', counter: { type } }),
      );
      expect([option.status, option.body.counter.type]).toEqual([201, type]);
      const license = await add({ ProdOptionID: option.body.solo.prodOptionId });
      const read = async () => {
        const { ProductName, LatestVersion } = (await solo.infoCheck({ ...license })).fields;
        return [ProductName, LatestVersion];
      };
      await ask(product(), `/products/${made.id}`, patch({ name: 'Named', latestVersion: '3.2.1.0' }));
      expect(await read()).toEqual(['Named', '3.2.1.0']);
      await ask(product(), `/products/${made.id}`, patch({ name: 'Renamed', latestVersion: '4.0.0.0' }));
      expect(await read()).toEqual(['Renamed', '4.0.0.0']);
    }
  });

  it('offers ten operations with their S twins, and exactly these [SL-01, WIRE-43]', async () => {
    const twins = ['Add', 'InfoCheck', 'UpdateCheck', 'ValidateRegistration', 'Register', 'UpdateRegistration'];
    const more = ['UpdateUserDefinedFields', 'GetLicenseCustomData', 'UpdateLicenseCustomData'];
    const both = [...twins, ...more].flatMap((it) => [it, `${it}S`]);
    const expected = [...both, 'UpdateActivationFields'].toSorted();
    const path = '/solo/webservices/XmlLicenseService.asmx?WSDL';
    const { body } = await sendTo(product().access.baseUrl)({ method: 'GET', path, headers: {}, body: '' });
    const namesOf = (type: XmlElement | undefined) =>
      type
        ?.childrenNamed('operation')
        .map((it) => it.attribute('name')!)
        .toSorted();
    const [soap, form] = parseXml(body).childrenNamed('portType');
    expect(namesOf(soap)).toEqual(expected);
    expect(expected).toHaveLength(19);
    expect(namesOf(form)).toEqual(
      expected.filter((it) => it.endsWith('S') || it === 'UpdateActivationFields').toSorted(),
    );
    expect(namesOf(form)).toHaveLength(10);
  });
}
