import { scenarioOf, sendTo, soloServices, waysOf } from '@licet/gateway/scenarios';
import { post } from './access.suite.ts';
import { ask } from './native-answers.suite.ts';
import { customerOf, documentsFor, type Product, type Sold } from './product.suite.ts';
import { xmlOf } from './solo-document-fields.suite.ts';
import { failures } from './solo-failures.suite.ts';
import { readings } from './solo-readings.suite.ts';
import { forms } from './solo-value-forms.suite.ts';

/** What holds for many operations at once: forms of values, passwords in replies, what a failure leaves behind. */
export function soloDetails(product: () => Product): void {
  describe('SOLO values', () => {
    forms(product);
    storedByAdd(product);
    whoseCustomer(product);
    passwordsInReplies(product);
    failures(product);
    readings(product);
  });
}

function storedByAdd(product: () => Product): void {
  it('given to Add are shown where they belong [SL-ADD-06, SL-ADD-16, SL-ADD-17, SL-ADD-18]', async () => {
    const { add, activate, check, solo, native } = product();
    const { CustomerID } = await customerOf(product());
    const license = await add({ CustomerID, UnitPrice: '12345.6789', LicenseUpdate: 'gold', Notes: 'said & done' });
    const shown = await native.get<Record<string, unknown>>(`/licenses/solo:${license.LicenseID}`);
    expect(shown).toMatchObject({ unitPrice: { amount: '12345.6789' }, notes: 'said & done' });
    const info = await solo.infoCheck({ ...license });
    expect(info.fields.CustomerID).toBe(String(CustomerID));
    const activated = await activate(license);
    for (const { fields } of [
      info,
      await solo.updateCheck({ ...license }),
      activated,
      await check(activated.fields.InstallationID!),
    ])
      expect(fields.LicenseUpdate).toBe('gold');
  });

  it.each([true, false])(
    'of a customer whose registration is %s stay as they are when a license is added [SL-ADD-27]',
    async (registered) => {
      const { add, native } = product();
      const { id, CustomerID } = await customerOf(product(), { registered, company: 'Example Ltd' });
      const before = await native.get(`/customers/${id}`);
      await add({ CustomerID, LicenseeName: 'Ada', LicenseeEmail: 'ada@example.org' });
      expect(await native.get(`/customers/${id}`)).toEqual(before);
    },
  );

  it('are not stored from what is no document of Add [SL-ADD-36]', async () => {
    const { solo } = product();
    for (const document of ['', 'LicenseAdd', '<LicenseAdd>', '<LicenseInfoCheck/>', '<licenseadd/>']) {
      const { root } = await solo.send('XmlLicenseService', 'AddS', document);
      expect([root.name, root.textOf('ResultCode')]).toEqual(['AddPrepaidLicense', '-2']);
    }
  });

  it('of UpdateActivationFields stand under a root without declarations, also for what is no document [SL-UAF-32, SL-UAF-40]', async () => {
    const { access, author, add } = product();
    const license = await add();
    const reply = async (xml: string) => {
      const { body } = await sendTo(access.baseUrl)({
        method: 'POST',
        path: '/solo/webservices/XmlLicenseService.asmx/UpdateActivationFields',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ xml }).toString(),
      });
      return body.replace(/^<\?xml[^>]*>\n/, '');
    };
    const root = 'UpdateLicenseActivationFields';
    for (const document of ['', '<UpdateActivationFields>', '<LicenseAdd/>'])
      expect(await reply(document)).toBe(`<${root}><ResultCode>-2</ResultCode></${root}>`);
    const fields = xmlOf({ ...author, LicenseID: license.LicenseID, Status: 'OK' });
    const good = `<UpdateActivationFields>${fields}</UpdateActivationFields>`;
    expect(await reply(good)).toBe(`<${root}><ResultCode>0</ResultCode></${root}>`);
  });
}

function whoseCustomer(product: () => Product): void {
  it('Manage Records moves a license to another customer, and nothing less does [PERM-15]', async () => {
    const { add, solo, access } = product();
    const license = await add();
    const { id } = await customerOf(product());
    const key = async (scopes: string[]) =>
      (await ask<{ secret: string }>(product(), '/keys', post({ name: 'records', scopes }))).body.secret;
    const move = async (secret: string) =>
      fetch(`${access.baseUrl}/api/v1/licenses/solo:${license.LicenseID}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ customerId: id }),
      });
    const holder = async () => (await solo.infoCheck({ ...license })).fields.CustomerID;
    const before = await holder();
    const reading = ['licenses:read', 'customers:read', 'licenses:write'];
    const refused = await move(await key(reading));
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, 'scope_missing']);
    expect(await holder()).toBe(before);
    expect((await move(await key([...reading, 'licenses:move']))).status).toBe(200);
    expect(await holder()).not.toBe(before);
  });

  it('one password belongs to each customer, and one to each license [PWD-01]', async () => {
    const { add, solo } = product();
    const { CustomerID } = await customerOf(product(), {}, 'of the customer');
    const [one, other] = [await add({ CustomerID }), await add({ CustomerID })];
    expect(one.Password).not.toBe(other.Password);
    const opens = async ({ LicenseID }: Sold, Password: string) => (await solo.infoCheck({ LicenseID, Password })).code;
    for (const license of [one, other]) {
      expect(await opens(license, 'of the customer')).toBe(0);
      expect(await opens(license, one.Password)).toBe(license === one ? 0 : 100);
      expect(await opens(license, other.Password)).toBe(license === other ? 0 : 100);
    }
  });
}

function passwordsInReplies(product: () => Product): void {
  it('are passwords in the replies of Add and of activations alone [PWD-23]', async () => {
    const { add, activate, access } = product();
    const password = 'open sesame of the customer';
    const { CustomerID } = await customerOf(product(), {}, password);
    for (const way of waysOf(soloServices).filter(({ binding }) => binding === 'P')) {
      const { name } = way.operation.operation;
      const license = await add({ CustomerID });
      const { InstallationID } = (await activate(license)).fields;
      const scenario = scenarioOf(documentsFor(product(), license, InstallationID!, CustomerID), name);
      const { body } = await sendTo(access.baseUrl)(way.request(scenario.document(scenario.values)));
      const told = [license.Password, password].filter((secret) => body.includes(secret));
      expect([name, told.length > 0]).toEqual([name, ['Add', 'ActivateInstallation'].includes(name)]);
    }
  });
}
