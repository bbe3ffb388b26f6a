import { soloPermissions, soloStatuses } from '@licet/contracts';
import { eventually } from '@licet/testing';
import { parseXml, type XmlElement } from '@licet/xml';
import { accessOf, patch, post } from './access.suite.ts';
import { ask } from './native-answers.suite.ts';
import { customerOf, type Product, type Sold } from './product.suite.ts';

type Logon = Product['author'];
type Permission = keyof typeof soloPermissions;

const aDay = 86_400_000;
/** `M/D/YYYY` of a day before or after today. */
const dayOf = (offset: number): string => {
  const date = new Date(Date.now() + offset * aDay);
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;
};

/** Reports as an integration reads them over the network. */
export function reports(product: () => Product): void {
  const { user } = accessOf(product);
  const request = async (page: string, fields: object = {}, logon: Logon = product().author) =>
    fetch(`${product().access.baseUrl}/solo/authors/${page}`, {
      method: 'POST',
      body: new URLSearchParams({
        ...{ WebServiceLogin: 'True', ReportType: 'Csv', StartDate: dayOf(-1), EndDate: dayOf(1) },
        ...Object.fromEntries(Object.entries({ ...logon, ...fields }).map(([name, value]) => [name, String(value)])),
      }),
    });
  const read = async (...asked: Parameters<typeof request>) => (await request(...asked)).text();
  /** Rows of one license in a report that can be limited to it. */
  const rowsOf = async (page: string, { LicenseID }: Sold): Promise<XmlElement[]> =>
    parseXml(await read(page, { LicenseID, ReportType: 'XmlElements' })).childrenNamed('Row');
  /** The line of a license in the report of licenses. */
  const lineOf = async ({ LicenseID }: Sold, fields: object = {}): Promise<string | undefined> =>
    (await read('ExportLicenses.aspx', fields)).split('\r\n').find((line) => line.startsWith(`${LicenseID},`));
  const refusal = (body: string) => (body.startsWith('<RequestError>') ? parseXml(body).textOf('ErrorType') : null);

  async function putInto(code: string, { LicenseID }: Sold): Promise<void> {
    if (code === 'DEL') {
      await ask(product(), `/licenses/solo:${LicenseID}/transitions`, post({ to: 'purging' }));
    } else expect((await product().change({ LicenseID, Password: '' }, { Status: code })).code).toBe(0);
  }

  describe('reports', () => {
    it.each(soloStatuses.map((code) => [code, code]))(
      'list status %s under the OK filter if it is OK, and without it in any case; data stay [RPT-01, RPT-02, ST-24, ST-%s-RPT]',
      async (code) => {
        const { add, solo } = product();
        const license = await add();
        if (code !== 'OK') await putInto(code, license);
        const before = (await solo.infoCheck({ ...license })).fields;
        expect((await lineOf(license))?.split(',')[2]).toBe(code);
        expect(await lineOf(license, { FilterOKStatus: 'True' })).toEqual(
          code === 'OK' ? expect.stringContaining(',OK,') : undefined,
        );
        expect((await solo.infoCheck({ ...license })).fields).toEqual(before);
      },
    );

    it('show a license, its customer and its notes as soon as they were written, test licenses marked [RPT-08, RPT-10, SYS-01]', async () => {
      const { CustomerID } = await customerOf(product(), { company: 'Before Ltd' });
      const [license, test] = [
        await product().add({ CustomerID, Quantity: 7, UnitPrice: '10.50' }),
        await product().add({ CustomerID, IsTestLicense: true }),
      ];
      await ask(product(), `/licenses/solo:${license.LicenseID}`, patch({ notes: '=1+1' }));
      expect((await product().solo.updateRegistration({ ...license, Company: 'Löwe AG' })).code).toBe(0);
      const cells = (await lineOf(license))?.split(',') ?? [];
      expect([cells[1], cells[2], cells[6], cells[7], cells.at(-1)]).toEqual(['Löwe AG', 'OK', "'=1+1", '7', 'false']);
      expect(cells[5]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
      expect((await lineOf(test))?.split(',').at(-1)).toBe('true');
    });

    it('bill what was sold and nothing of test licenses, which they count apart [RPT-07, TEST-07]', async () => {
      /** Licenses, what they cost, and test licenses. */
      const billed = async () => {
        const rows = parseXml(await read('RptAccountStatement.aspx', { ReportType: 'XmlElements' })).childrenNamed(
          'Row',
        );
        const sum = (name: string) => rows.reduce((total, row) => total + Number(row.textOf(name) ?? 0), 0);
        return [sum('Licenses'), Math.round(sum('Amount') * 100), sum('TestLicenses')] as const;
      };
      const [licenses, cents, tests] = await billed();
      await product().add({ Quantity: 3, UnitPrice: '10.50', IsTestLicense: true });
      expect(await billed()).toEqual([licenses, cents, tests + 1]);
      await product().add({ Quantity: 3, UnitPrice: '10.50' });
      expect(await billed()).toEqual([licenses + 1, cents + 3150, tests + 1]);
    });

    it('tell every attempt to activate and every installation [RPT-09, IN-01, IN-02, IN-03]', async () => {
      const { add, activate, check, solo, keyId } = product();
      const license = await add({ ActivationCount: 1 });
      const machine = { UserCode2: 4711, InstallationName: 'Office', ProductVersion: '4.2.0.0' };
      const activated = await activate(license, machine);
      expect(activated.fields).toMatchObject({ ResultCode: '0' });
      const InstallationID = activated.fields.InstallationID!;
      expect((await activate(license, { UserCode2: 4712 })).code).toBe(5013);
      expect((await check(InstallationID)).code).toBe(0);
      expect((await solo.deactivate(keyId, { InstallationID })).code).toBe(0);
      await eventually(async () => {
        const attempts = await rowsOf('ActivationDataExport.aspx', license);
        const of = (name: string) => attempts.map((row) => row.textOf(name) ?? '');
        expect(of('Status')).toEqual(['Successful', 'Rejected']);
        expect(of('ResultCode')).toEqual(['0', '5013']);
        expect(of('InstallationID')).toEqual([InstallationID, '']);
        expect(of('ComputerID')).toEqual(['4711', '4712']);
        expect(of('IPAddress')).toEqual(['127.0.0.1', '127.0.0.1']);
        expect(of('InstallationName')[0]).toBe('Office');
        expect(of('InitialProductVersion')[0]).toBe('4.2.0.0');
        expect(of('DeactivatedDate').map(Boolean)).toEqual([true, false]);
        const [installation, ...more] = await rowsOf('InstallationDataExport.aspx', license);
        expect(more).toEqual([]);
        expect(installation?.textOf('InstallationID')).toBe(InstallationID);
        for (const name of ['ActivationDate', 'LastCheckInDate', 'DeactivatedDate'])
          expect(installation?.textOf(name)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
      });
    });

    it.each<[string, string, RegExp]>([
      ['Csv', 'text/csv', /^LicenseID,CompanyName,/],
      ['Xls', 'application/vnd.openxmlformats', /^PK/],
      ['XmlElements', 'text/xml', /^<\?xml [^>]+>\s*<Report>\s*<Row><LicenseID>\d/],
      ['XmlParameters', 'text/xml', /^<\?xml [^>]+>\s*<Report>\s*<Row LicenseID="\d/],
      ['Pdf', 'application/pdf', /^%PDF-/],
    ])('come as %s, by POST and by GET [RPT-03, RPT-04, RPT-05]', async (ReportType, type, start) => {
      const posted = await request('RptLicensesByProduct.aspx', { ReportType });
      expect(posted.headers.get('content-type')).toContain(type);
      expect(await posted.text()).toMatch(start);
      const { author, access } = product();
      const fields = { WebServiceLogin: 'True', ...author, ReportType, StartDate: dayOf(-1), EndDate: dayOf(1) };
      const query = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]));
      const got = await fetch(`${access.baseUrl}/solo/authors/RptLicensesByProduct.aspx?${query.toString()}`);
      expect(await got.text()).toMatch(start);
    });

    it('fail with RequestError and HTTP 200, nothing before its root [RPT-06, AUTH-04]', async () => {
      const { author } = product();
      for (const [type, fields] of [
        ['InvalidLogin', { UserPassword: 'wrong' }],
        ['InvalidLogin', { AuthorID: author.AuthorID + 1 }],
        ['InvalidReportType', { ReportType: 'Doc' }],
        ['InvalidDate', { StartDate: '2026-01-31' }],
      ] as const) {
        const reply = await request('ExportLicenses.aspx', fields);
        const bytes = Buffer.from(await reply.arrayBuffer());
        expect([reply.status, bytes.subarray(0, 14).toString('latin1')]).toEqual([200, '<RequestError>']);
        expect(refusal(bytes.toString())).toBe(type);
      }
    });

    it('of activations are limited to a year for one request [RPT-09]', async () => {
      const ofYears = (EndDate: string) => read('ActivationDataExport.aspx', { StartDate: '2/1/2025', EndDate });
      expect(refusal(await ofYears('2/2/2026'))).toBe('DateRangeTooLong');
      expect(refusal(await ofYears('2/1/2026'))).toBeNull();
    });

    it.each<[string, Permission[]]>([
      ['ExportLicenses.aspx', ['Report Access']],
      ['ActivationDataExport.aspx', ['Report Access']],
      ['InstallationDataExport.aspx', ['Report Access']],
      ['RptAccountStatement.aspx', ['Accounting Reports']],
      ['RptStoreSales.aspx', ['Sales Reports', 'Financial Access']],
      ['ExportAuthors.aspx', ['Master User']],
      ['ExportProducts.aspx', ['View Products']],
      ['ExportProductOptions.aspx', ['View Products']],
      ['ExportUsers.aspx', ['Manage Users']],
    ])('%s needs one of %j [RPT-07, PERM-14, PERM-22]', async (page, permissions) => {
      const names = Object.keys(soloPermissions) as Permission[];
      const others = names.filter((name) => !permissions.includes(name));
      const { logon } = await user({ scopes: [...new Set(others.flatMap((name) => soloPermissions[name]))] });
      expect(refusal(await read(page, {}, logon))).toBe('AccessDenied');
      for (const permission of permissions) {
        const allowed = await user({ scopes: soloPermissions[permission] });
        expect(refusal(await read(page, {}, allowed.logon))).toBeNull();
      }
    });

    it('of products, options and users tell what the account has [RPT-07]', async () => {
      const { access, author } = product();
      const [{ productId, options }] = [access.products[0]!];
      expect(await read('ExportProducts.aspx')).toContain(`\r\n${productId},`);
      expect(await read('ExportProductOptions.aspx')).toContain(`\r\n${options[0]!.prodOptionId},`);
      expect(await read('ExportUsers.aspx')).toContain(`\r\n${author.UserID},`);
      expect(await read('ExportAuthors.aspx')).toContain(`\r\n${author.AuthorID},`);
    });
  });
}
