import { ServiceUnavailable } from '@licet/command-bus';
import {
  type ReportedActivation,
  type ReportedInstallation,
  type ReportedLicense,
  type Scope,
  soloPermissions,
} from '@licet/contracts';
import { parseXml } from '@licet/xml';
import { get } from 'node:http';
import {
  caller as everybody,
  type ScriptedGateway,
  scriptedGateway,
} from '../../scenarios/scripted-gateway.scenarios.ts';
import { amountOf } from './license-reports.ts';
import type { Permission } from './report.ts';
import { reports } from './reports.ts';
import { errorTypes } from './request-error.ts';

const ofLicense = { licenseId: 4001, company: 'Löwe & Söhne', status: 'OK', isTest: true } as const;
const license: ReportedLicense = {
  ...{ ...ofLicense, customerId: 3001, distributorId: null, productId: 1001, productName: 'Example Editor' },
  ...{ optionId: 2001, optionName: 'Single user', enteredAt: '2026-03-01T09:12:45.120Z', notes: 'a note' },
  ...{ quantity: 3, unitPrice: '49.90', invoice: { invoiceId: 5001, status: 'refunded' } },
};
const machine = { address: '192.0.2.7', installationName: 'Office', computerId: 1000, version: '4.2.0.0' };
const activation: ReportedActivation = {
  ...{ ...ofLicense, ...machine, at: '2026-03-02T10:11:12.345Z', successful: true, code: null, repeats: 0 },
  ...{ installationId: '3t1-x', deactivatedAt: '2026-03-05T10:11:12.345Z' },
};
const refused: ReportedActivation = {
  ...{ ...activation, successful: false, code: 'no_activations_left', repeats: 2 },
  ...{ installationId: '', computerId: null, deactivatedAt: null },
};
const installation: ReportedInstallation = {
  ...{ ...ofLicense, ...machine, installationId: '3t1-x', relatedInstallationId: '3t1-w' },
  ...{ activatedAt: '2026-03-02T10:11:12.345Z', lastCheckAt: '2026-03-03T00:00:00.000Z', deactivatedAt: null },
};
const entry = { productId: 1001, optionId: 2001, productName: 'Example Editor', optionName: 'Single user' };
const kept = { status: 'active', version: 1, createdAt: license.enteredAt, updatedAt: license.enteredAt };
const user = {
  ...{ ...kept, login: 'u', name: 'Ann', email: 'ann@example.org', kind: 'api', groups: [], orderLevel: null },
  ...{ secondFactor: false, effectiveScopes: ['licenses:read'], outsideAccess: [], lastUsedAt: null },
};
const page = (...rows: unknown[]) => ({ ok: true as const, value: { rows, next: null } });

let gateway: ScriptedGateway;
let scopes: readonly Scope[] = [];
beforeAll(async () => {
  gateway = await scriptedGateway({
    AuthenticateUser: ({ password }: { password: string }) =>
      password === 'right'
        ? { ok: true, value: { ...everybody, scopes } }
        : { ok: false, refusal: { code: 'unauthenticated' } },
    GetAccount: () => ({
      ok: true,
      value: {
        ...kept,
        authorId: 1,
        name: 'Example',
        mode: 'live',
        settings: { logonFailures: { count: 1000, minutes: 1 } },
      },
    }),
  });
});
beforeEach(() => {
  scopes = everybody.scopes as readonly Scope[];
  Object.assign(gateway.bus.answers, {
    ReportLicenses: page(license),
    ReportActivations: page(activation, refused),
    ReportInstallations: page(installation),
    SumInvoices: ({ from }: { from: string }) => ({
      ok: true,
      value: from.startsWith('2026-01')
        ? ['EUR', 'USD'].map((currency) => ({
            ...{ currency, invoices: 3, amount: '99.80', refunds: 1, refundAmount: '7.50', testInvoices: 2 },
          }))
        : [],
    }),
    SumLicenses: { ok: true, value: { licenses: 2, quantity: 4, amount: '80.20', testLicenses: 1 } },
    ReportCatalog: page({ ...entry, ...kept }),
    ListUsers: { ok: true, value: { items: [user], next: null, previous: null } },
  });
});
afterAll(() => gateway.close());

let logons = 0;
/** Fields of a good request; a user of its own, whom no gateway remembers. */
const good = () => ({
  ...{ WebServiceLogin: 'True', AuthorID: '1', UserID: `u${logons++}`, UserPassword: 'right' },
  ...{ ReportType: 'Csv', StartDate: '1/1/2026', EndDate: '12/31/2026' },
});
const address = (name: string) => `${gateway.url}/solo/authors/${name}`;
const post = (name: string, fields: Record<string, string>) =>
  fetch(address(name), { method: 'POST', body: new URLSearchParams(fields) });
const read = async (name: string, fields: object = {}) => (await post(name, { ...good(), ...fields })).text();
const errorIn = (body: string) => parseXml(body).textOf('ErrorType');

describe('a report', () => {
  it('is answered to GET and to POST alike, names of page and fields in any letter case [RPT-03]', async () => {
    const posted = await post('ExportLicenses.aspx', good());
    expect(posted.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(posted.headers.get('content-disposition')).toBe('attachment; filename="ExportLicenses.csv"');
    expect(posted.headers.get('cache-control')).toBe('no-store');
    const body = await posted.text();
    const asked = await fetch(
      `${address('exportlicenses.ASPX')}?${new URLSearchParams(good()).toString().toLowerCase()}`,
    );
    expect([asked.status, await asked.text()]).toEqual([200, body]);
  });

  it.each(reports.map((report) => [report.page, report.columns] as const))(
    '%s names its columns, in every row of them a value [RPT-08, RPT-09]',
    async (name, columns) => {
      const rows = parseXml(await read(name, { ReportType: 'XmlElements' })).childrenNamed('Row');
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row.children.map((child) => child.name)).toEqual(columns);
    },
  );

  it('of licenses has the documented columns first, times without zone, test licenses marked [RPT-08, RPT-10]', async () => {
    const [columns, row] = (await read('ExportLicenses.aspx')).split('\r\n');
    expect(columns).toMatch(
      /^LicenseID,CompanyName,Status,ProductName,OptionName,LicenseEnteredDate,LicenseNotes,QOrdered,.*,IsTestLicense$/,
    );
    expect(row).toBe(
      '4001,Löwe & Söhne,OK,Example Editor,Single user,2026-03-01T09:12:45,a note,3,3001,1001,2001,49.90,,true',
    );
  });

  it('of activations says Successful or Rejected, and why [RPT-09, IN-01, IN-03, RPT-10]', async () => {
    const [columns, ...rows] = (await read('ActivationDataExport.aspx')).trimEnd().split('\r\n');
    expect(columns).toMatch(
      /^LicenseID,CompanyName,ActivationDate,Status,IPAddress,InstallationID,ComputerID,InitialProductVersion,DeactivatedDate,/,
    );
    expect(rows).toEqual([
      '4001,Löwe & Söhne,2026-03-02T10:11:12,Successful,192.0.2.7,3t1-x,1000,4.2.0.0,2026-03-05T10:11:12,Office,0,0,OK,true',
      '4001,Löwe & Söhne,2026-03-02T10:11:12,Rejected,192.0.2.7,,,4.2.0.0,,Office,5013,2,OK,true',
    ]);
  });

  it('of installations has the related one, the last check-in and the end [IN-02]', async () => {
    const row = parseXml(await read('InstallationDataExport.aspx', { ReportType: 'XmlParameters' })).child('Row');
    const shown = ['InstallationID', 'RelatedInstallationID', 'LastCheckInDate', 'DeactivatedDate'];
    expect(shown.map((name) => row?.attribute(name))).toEqual(['3t1-x', '3t1-w', '2026-03-03T00:00:00', '']);
  });

  it('asks for whole days of UTC, the filter and the license that the form names [RPT-01, RPT-05]', async () => {
    await read('ActivationDataExport.aspx', {
      ...{ StartDate: '3/1/2026', EndDate: '03/31/2026', FilterOKStatus: 'True', LicenseID: '4001', SortBy: '1' },
    });
    expect(gateway.bus.last('ReportActivations')).toMatchObject({
      ...{
        authorId: 1,
        from: '2026-03-01T00:00:00.000Z',
        to: '2026-04-01T00:00:00.000Z',
        onlyOk: true,
        licenseId: 4001,
      },
    });
    await read('ExportLicenses.aspx', { StartDate: '', EndDate: '' });
    expect(gateway.bus.last('ReportLicenses')).toMatchObject({ from: null, to: null, onlyOk: false });
    await read('ExportLicenses.aspx', { StartDate: '1/1/2026', EndDate: '12/31/9999' });
    expect(gateway.bus.last('ReportLicenses')).toMatchObject({ from: '2026-01-01T00:00:00.000Z', to: null });
  });

  it('is put together from all pages, as many as there are', async () => {
    const rows = [license, { ...license, licenseId: 4002 }, { ...license, licenseId: 4003 }];
    gateway.bus.answers.ReportLicenses = ({ after }: { after: string | null }) => {
      const i = Number(after ?? 0);
      return { ok: true, value: { rows: i === 1 ? [] : [rows[i]], next: i < 2 ? String(i + 1) : null } };
    };
    const numbers = (await read('ExportLicenses.aspx')).trimEnd().split('\r\n').slice(1);
    expect(numbers.map((row) => row.slice(0, 4))).toEqual(['4001', '4003']);
  });

  it('of sales and statements counts exactly, month by month [RPT-07]', async () => {
    expect(await read('RptStoreSales.aspx')).toContain(',3,49.90,149.70,,OK,true,5001,Refund');
    const [, ...months] = (await read('RptAccountStatement.aspx', { StartDate: '12/15/2025', EndDate: '2/10/2026' }))
      .trimEnd()
      .split('\r\n');
    expect(months).toEqual([
      '2025-12,2,4,80.20,1,,0,0,0,0,0',
      '2026-01,2,4,80.20,1,EUR,3,99.80,1,7.50,2',
      '2026-01,,,,,USD,3,99.80,1,7.50,2',
      '2026-02,2,4,80.20,1,,0,0,0,0,0',
    ]);
    expect(gateway.bus.last('SumLicenses')).toMatchObject({
      ...{ from: '2026-02-01T00:00:00.000Z', to: '2026-02-11T00:00:00.000Z' },
    });
  });
});

it.each([
  ['0', 5, '0'],
  ['10', 3, '30'],
  ['0.0001', 3, '0.0003'],
  ['99999999999.99', 1000, '99999999999990.00'],
])('%s times %d is %s', (price, quantity, amount) => {
  expect(amountOf(price, quantity)).toBe(amount);
});

describe('a request that gets no report', () => {
  it.each<[string, string, Record<string, string>]>([
    ['ExportLicenses.aspx', 'WebServiceLoginRequired', { WebServiceLogin: '' }],
    ['ExportLicenses.aspx', 'InvalidLogin', { UserPassword: 'wrong' }],
    ['ExportLicenses.aspx', 'InvalidLogin', { UserPassword: '' }],
    ['ExportLicenses.aspx', 'InvalidLogin', { AuthorID: '' }],
    ['ExportLicenses.aspx', 'InvalidLogin', { AuthorID: '99999999999' }],
    ['ExportLicenses.aspx', 'InvalidLogin', { UserID: 'x'.repeat(300) }],
    ['ExportLicenses.aspx', 'InvalidLogin', { UserID: 'a\0b' }],
    ['ExportLicenses.aspx', 'InvalidReportType', { ReportType: 'Doc' }],
    ['ExportLicenses.aspx', 'InvalidReportType', { ReportType: '' }],
    ...['2026-01-01', '13/1/2026', '2/30/2026', '1/1/26', '1/1/0026', 'x'].map(
      (StartDate): [string, string, Record<string, string>] => ['ExportLicenses.aspx', 'InvalidDate', { StartDate }],
    ),
    ['ExportLicenses.aspx', 'InvalidDateRange', { StartDate: '2/1/2026', EndDate: '1/31/2026' }],
    ['ActivationDataExport.aspx', 'InvalidDate', { EndDate: '' }],
    ['ActivationDataExport.aspx', 'DateRangeTooLong', { StartDate: '1/1/2025', EndDate: '1/2/2026' }],
    ['InstallationDataExport.aspx', 'DateRangeTooLong', { StartDate: '2/29/2024', EndDate: '3/2/2025' }],
    ['RptAccountStatement.aspx', 'DateRangeTooLong', { StartDate: '1/1/1900' }],
    ['ActivationDataExport.aspx', 'InvalidLicenseID', { LicenseID: '0' }],
    ['ActivationDataExport.aspx', 'InvalidLicenseID', { LicenseID: 'x' }],
  ])('%s: %s with HTTP 200 and nothing before the root [RPT-06]', async (name, type, fields) => {
    const reply = await post(name, { ...good(), ...fields });
    const bytes = Buffer.from(await reply.arrayBuffer());
    expect(reply.status).toBe(200);
    expect(bytes.subarray(0, 14).toString('latin1')).toBe('<RequestError>');
    expect(errorIn(bytes.toString())).toBe(type);
    expect(errorTypes).toContain(type);
  });

  it('may ask for a year of activations, up to the same day of the next one, a reading [RPT-09]', async () => {
    const fields = { StartDate: '1/1/2025', EndDate: '1/1/2026' };
    expect(await read('ActivationDataExport.aspx', fields)).toMatch(/^LicenseID/);
  });

  it('is refused for its logon before anything else is told', async () => {
    const fields = { UserPassword: 'wrong', ReportType: 'x', StartDate: 'x' };
    expect(errorIn(await read('ExportUsers.aspx', fields))).toBe('InvalidLogin');
  });

  it('is 404 for a page that does not exist', async () => {
    expect((await post('ExportNothing.aspx', good())).status).toBe(404);
  });
});

describe('permissions', () => {
  const needed: Record<string, Permission[]> = {
    'ExportLicenses.aspx': ['Report Access'],
    'RptLicensesByProduct.aspx': ['Report Access'],
    'ActivationDataExport.aspx': ['Report Access'],
    'InstallationDataExport.aspx': ['Report Access'],
    'RptAccountStatement.aspx': ['Accounting Reports'],
    'RptStoreSales.aspx': ['Sales Reports', 'Financial Access'],
    'ExportAuthors.aspx': ['Master User'],
    'ExportProducts.aspx': ['View Products'],
    'ExportProductOptions.aspx': ['View Products'],
    'ExportUsers.aspx': ['Manage Users'],
  };

  it.each(reports.map(({ page: name }) => name))(
    '%s is open to whoever has one that it needs, and to nobody else [RPT-07, PERM-22]',
    async (name) => {
      const allowed: string[] = [];
      for (const permission of Object.keys(soloPermissions) as Permission[]) {
        scopes = soloPermissions[permission];
        const body = await read(name);
        if (body.startsWith('<RequestError>')) expect(errorIn(body)).toBe('AccessDenied');
        else allowed.push(permission);
      }
      expect(allowed.toSorted()).toEqual(needed[name]?.toSorted());
    },
  );
});

describe('what breaks', () => {
  it('is 503 while the reports cannot be asked for, and never a business error [SYS-07]', async () => {
    gateway.bus.answers.ReportLicenses = () => {
      throw new ServiceUnavailable('status-projector', 'it is away');
    };
    const reply = await post('ExportLicenses.aspx', good());
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('in the middle of a report breaks the answer off, so that nobody takes a part for the whole', async () => {
    gateway.bus.answers.ReportLicenses = ({ after }: { after: string | null }) => {
      if (after !== null) throw new ServiceUnavailable('status-projector', 'it is away');
      return { ok: true, value: { rows: [license], next: '1' } };
    };
    await expect(post('ExportLicenses.aspx', good()).then((reply) => reply.text())).rejects.toThrow();
    expect(gateway.log()).toContain('A report broke off.');
  });

  it('leaves no password in the log [design 1.7]', async () => {
    await fetch(
      `${address('ExportLicenses.aspx')}?${new URLSearchParams({ ...good(), UserPassword: 'secret-in-url' })}`,
    );
    expect(gateway.log()).not.toContain('secret-in-url');
  });
});

it('reads no further than its reader takes, and stops when he goes', async () => {
  let asked = 0;
  const rows = Array.from({ length: 500 }, () => license);
  gateway.bus.answers.ReportLicenses = ({ onlyOk, after }: { onlyOk: boolean; after: string | null }) => {
    const page = Number(after) + 1;
    if (!onlyOk) asked++;
    return { ok: true, value: { rows, next: onlyOk && page === 40 ? null : String(page) } };
  };
  /** Time by which a report that is still read would have gone on: that of another one. */
  const anotherReport = () => read('ExportLicenses.aspx', { FilterOKStatus: 'True' });
  const target = `${address('ExportLicenses.aspx')}?${new URLSearchParams(good()).toString()}`;
  const reader = get(target, (reply) => reply.once('data', () => reply.pause()));
  const standstill = async () => {
    for (let before = -1; before !== asked || asked === 0;) {
      before = asked;
      await anotherReport();
    }
    return asked;
  };
  expect(await standstill()).toBeLessThan(1000);
  reader.on('error', () => undefined).destroy();
  const after = await standstill();
  await anotherReport();
  expect(asked).toBe(after);
}, 30_000);

it('needs as much memory for a million rows as for a quarter of them', async () => {
  const rows = Array.from({ length: 500 }, (_, i) => ({ ...license, licenseId: 4001 + i }));
  const readAll = async (pages: number) => {
    let asked = 0;
    gateway.bus.answers.ReportLicenses = () => {
      asked++;
      return { ok: true, value: { rows, next: asked < pages ? String(asked) : null } };
    };
    let [lines, most] = [0, 0];
    const reply = await post('ExportLicenses.aspx', good());
    for await (const chunk of reply.body!) {
      lines +=
        Buffer.from(chunk as Uint8Array)
          .toString('latin1')
          .split('\n').length - 1;
      most = Math.max(most, process.memoryUsage.rss());
    }
    expect(lines).toBe(pages * rows.length + 1);
    return most;
  };
  const few = await readAll(500);
  const many = await readAll(2000);
  expect((many - few) / 1024 ** 2).toBeLessThan(100); // held in memory the rows between would be several times that
}, 60_000);
