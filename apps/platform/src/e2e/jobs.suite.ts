import { eventually } from '@licet/testing';
import { element, writeXml } from '@licet/xml';
import { type Body, ask } from './native-answers.suite.ts';
import { patch, post, withKey } from './access.suite.ts';
import { type Product, type Sold, customerOf } from './product.suite.ts';

interface JobView {
  id: string;
  status: string;
  dryRun: boolean;
  run: string | null;
  input: { clock: string };
  progress: { done: number; total: number; errors: number };
  result: {
    licenses: number;
    customers: number;
    invoices: { released: number; removed: number };
    sample: string[];
  } | null;
  createdAt: string;
  finishedAt: string | null;
}

interface Ordered extends Body {
  lines: { licenseIds: string[] }[];
}

interface Page {
  data: JobView[];
  next: string | null;
}

/** Some time in the next month: what is a test license now is purged by a job with this clock. */
const nextMonth = () => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 12)).toISOString();
};

const statuses = ['DUP', 'FRD', 'EXP', 'CHK', 'UPG', 'VOI', 'RET'] as const;

/** What jobs delete for good, and how an operator starts them. */
export function jobs(product: () => Product): void {
  describe('jobs', () => {
    const done = (id: string) =>
      eventually(
        async () => {
          const { body } = await ask(product(), `/jobs/${id}`);
          expect(body.status).toBe('succeeded');
          return body as unknown as JobView;
        },
        { timeout: 30_000 },
      );
    const run = async (type: string, told: { clock?: string; dryRun?: boolean } = {}) => {
      const { clock, dryRun } = told;
      const input = clock === undefined ? {} : { clock };
      const asked = await ask(product(), '/jobs', post({ type, input, ...(dryRun !== undefined && { dryRun }) }));
      expect(asked.status).toBe(202);
      expect(asked.headers.get('location')).toBe(`/api/v1/jobs/${asked.body.id}`);
      return done(asked.body.id);
    };
    const nativeOf = async ({ LicenseID }: Sold) => (await ask(product(), `/licenses/solo:${LicenseID}`)).body.id;
    const setDelete = async (license: Sold) =>
      product().native.send('POST', `/licenses/${await nativeOf(license)}/transitions`, { to: 'purging' });
    const codeOf = async ({ LicenseID, Password }: Sold) =>
      (await product().solo.infoCheck({ LicenseID, Password })).code;

    it('delete a license in Delete for good: every operation knows it no more [JOB-01, JOB-03, ST-25, ST-DEL-JOB, TEST-09, JOB-12, DNA-STATUS-31]', async () => {
      const { add, activate, check, change, solo, keyId } = product();
      const license = await add();
      const installation = (await activate(license)).fields.InstallationID!;
      const id = await nativeOf(license);
      await setDelete(license);
      expect((await check(installation)).code).toBe(5017);
      const { result } = await run('daily.cleanup');
      expect(result?.sample).toContain(id);

      expect(await codeOf(license)).toBe(100);
      expect((await change(license, { Status: 'OK' })).code).toBe(-1);
      expect((await activate(license)).code).toBe(5008);
      expect((await check(installation)).code).toBe(5015);
      expect((await solo.deactivate(keyId, { InstallationID: installation })).code).toBe(5015);
      for (const path of ['', '/secrets', '/transitions'])
        expect((await ask(product(), `/licenses/${id}${path}`)).status).toBe(404);
    }, 60_000);

    it.each(statuses.map((status) => ({ status })))(
      'leave a license in $status where it is [JOB-02, ST-$status-JOB, ST-OK-JOB]',
      async ({ status }) => {
        const { add, change, solo } = product();
        const [license, untouched] = [await add(), await add()];
        expect((await change(license, { Status: status })).code).toBe(0);
        await run('daily.cleanup', { clock: nextMonth() });
        const { LicenseID } = license;
        expect((await solo.infoCheck({ LicenseID })).fields.Status).toBe(status);
        expect((await solo.infoCheck({ LicenseID: untouched.LicenseID })).fields.Status).toBe('OK');
      },
      60_000,
    );

    it('move an order on hold to shipping when its time has come, and remove a deleted one when all its licenses are in Delete [INV-13, INV-14]', async () => {
      const { access } = product();
      const line = { optionId: `solo:${access.products[0]!.options[0]!.prodOptionId}`, unitPrice: { amount: '1.00' } };
      const ordered = async (lines: object[], more: object = {}) => {
        const body = { customerId: `solo:${access.customers[0]!.customerId}`, issue: true, lines, ...more };
        return (await ask<Ordered>(product(), '/invoices', post(body))).body;
      };
      const to = async (path: string, body: object) =>
        (await ask(product(), `${path}/transitions`, post(body))).body.status;
      const held = await ordered([line], { holdUntil: new Date(Date.now() + 3_600_000).toISOString() });
      const dropped = await ordered([line, line]);
      const statuses = async () =>
        Promise.all([held, dropped].map(async ({ id }) => (await ask(product(), `/invoices/${id}`)).body.status));
      expect(await to(`/invoices/${held.id}`, { to: 'holding' })).toBe('holding');
      expect(await to(`/invoices/${dropped.id}`, { to: 'deleted', keepLicenses: true })).toBe('deleted');
      const [first, last] = dropped.lines.flatMap(({ licenseIds }) => licenseIds);
      await to(`/licenses/${first!}`, { to: 'purging' });
      await run('daily.cleanup');
      expect(await statuses()).toEqual(['holding', 'deleted']);
      await to(`/licenses/${last!}`, { to: 'purging' });
      await run('daily.cleanup', { clock: nextMonth() });
      expect(await statuses()).toEqual(['shipping', 404]);
    }, 60_000);

    it('set no license to EXP because its date has passed [ST-11]', async () => {
      const { add, activate, solo, access } = product();
      const ProdOptionID = access.products[0]!.options[1]!.prodOptionId;
      const { LicenseID, Password } = await add({ ProdOptionID, Expiration: '01/31/2001' });
      expect((await activate({ LicenseID, Password })).code).toBe(5019);
      await run('daily.cleanup', { clock: nextMonth() });
      expect((await solo.infoCheck({ LicenseID })).fields.Status).toBe('OK');
      const { body } = await ask(product(), `/licenses/solo:${LicenseID}/transitions`);
      expect(body.data).toEqual([]);
    }, 60_000);

    it('spare a license whose status was taken back in time, which works on as before [JOB-04, ST-17]', async () => {
      const { add, activate, check, change } = product();
      const license = await add();
      const installation = (await activate(license)).fields.InstallationID!;
      await setDelete(license);
      expect((await change(license, { Status: 'OK' })).code).toBe(0);
      await run('daily.cleanup');
      expect((await check(installation)).code).toBe(0);
    }, 60_000);

    it('purge test licenses alone, with customers that had nothing else [TEST-04, TEST-05, TEST-06, TEST-08, TEST-09]', async () => {
      const { add, activate, check, change, solo } = product();
      const [tester, buyer, visitor] = [
        await customerOf(product(), { email: 'tester@example.com' }),
        await customerOf(product(), { email: 'buyer@example.com' }),
        await customerOf(product(), { email: 'visitor@example.com' }),
      ];
      const test = await add({ CustomerID: tester.CustomerID, IsTestLicense: true });
      const other = await add({ CustomerID: buyer.CustomerID, IsTestLicense: true });
      const sold = await add({ CustomerID: buyer.CustomerID });
      const installation = (await activate(test)).fields.InstallationID!;
      expect((await check(installation)).code).toBe(0);
      await run('monthly.purge'); // those of this month stay
      expect((await check(installation)).code).toBe(0);

      await run('monthly.purge', { clock: nextMonth() });
      expect([await codeOf(test), await codeOf(other), await codeOf(sold)]).toEqual([100, 100, 0]);
      expect((await change(test, { Status: 'OK' })).code).toBe(-1);
      expect([(await activate(test)).code, (await check(installation)).code]).toEqual([5008, 5015]);
      const status = async ({ id }: { id: string }) => (await ask(product(), `/customers/${id}`)).status;
      expect([await status(tester), await status(buyer), await status(visitor)]).toEqual([404, 200, 200]);
      const search = element('CustomerSearch', [
        ...Object.entries(product().author).map(([name, value]) => element(name, value)),
        element('Email', 'tester@example.com'),
      ]);
      const found = await solo.send('XmlCustomerService', 'CustomerSearchS', writeXml(search));
      expect(found.root.childrenNamed('Customer')).toEqual([]);
    }, 60_000);

    it('report what they would do, and do nothing [JOB-10]', async () => {
      const { CustomerID } = await customerOf(product());
      const [doomed, test] = [await product().add(), await product().add({ CustomerID, IsTestLicense: true })];
      await setDelete(doomed);
      const cleanup = await run('daily.cleanup', { dryRun: true });
      expect(cleanup).toMatchObject({ dryRun: true, result: { customers: 0 } });
      expect(cleanup.result?.sample).toContain(await nativeOf(doomed));
      const clock = nextMonth();
      const purge = await run('monthly.purge', { clock, dryRun: true });
      expect(purge.input.clock).toBe(clock);
      expect(purge.result?.sample).toContain(await nativeOf(test));
      expect(purge.result?.customers).toBeGreaterThanOrEqual(1);
      const past = await run('monthly.purge', { clock: '2020-05-01T00:00:00Z', dryRun: true });
      expect(past.result).toMatchObject({ licenses: 0, customers: 0, sample: [] });
      expect([await codeOf(doomed), await codeOf(test)]).toEqual([0, 0]);
      expect((await run('daily.cleanup')).result?.licenses).toBe(cleanup.result?.licenses);
      expect((await run('daily.cleanup')).result?.licenses).toBe(0); // once more deletes nothing [JOB-09]
    }, 60_000);

    it('are recorded with time and count, newest first, page by page [JOB-11, API-JOB-01]', async () => {
      const [first, second] = [await run('daily.cleanup'), await run('daily.cleanup')];
      const { body } = await ask<Page>(product(), '/jobs?limit=2');
      const [newest, before] = body.data;
      expect([newest?.id, before?.id]).toEqual([second.id, first.id]);
      expect(newest).toMatchObject({ status: 'succeeded', run: null, progress: { errors: 0 } });
      expect(Date.parse(newest!.finishedAt!)).toBeGreaterThanOrEqual(Date.parse(newest!.createdAt));
      const next = await ask<Page>(product(), `/jobs?limit=2&cursor=${body.next}`);
      expect(next.body.data.map(({ id }) => id)).not.toContain(first.id);
      const events = await ask<Page>(product(), `/events?subject=${second.id}`);
      expect(events.body.data).toHaveLength(3); // requested, started, finished
    }, 60_000);

    it('are for those who may: jobs:write and Master User to start, jobs:read to look [API-JOB-02, API-AUTH, PERM-10]', async () => {
      const body = post({ type: 'daily.cleanup', dryRun: true });
      const as = async (scopes: string[]) => (await withKey(product(), { scopes })).product;
      expect((await ask(await as(['licenses:void']), '/jobs', body)).body).toMatchObject({ code: 'scope_missing' });
      expect((await ask(await as(['jobs:write']), '/jobs', body)).body).toMatchObject({ code: 'scope_missing' });
      expect((await ask(await as(['jobs:write', 'licenses:void']), '/jobs', body)).status).toBe(202);
      expect((await ask(await as(['jobs:write']), '/jobs')).status).toBe(403);
      expect((await ask(await as(['jobs:read']), '/jobs')).status).toBe(200);
    }, 60_000);

    it.each([
      ['a type that there is not', { type: 'licenses.import' }, '/type'],
      ['no type', {}, '/type'],
      ['a clock that is none', { type: 'daily.cleanup', input: { clock: 'tomorrow' } }, '/input/clock'],
      ['something else', { type: 'daily.cleanup', input: { filter: {} } }, '/input/filter'],
      ['no truth value', { type: 'daily.cleanup', dryRun: 'yes' }, '/dryRun'],
    ])('refuse %s, naming the place [API-JOB-01, API-ERR-03]', async (_, body, pointer) => {
      const answer = await ask(product(), '/jobs', post(body));
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer })]);
    });

    it('are not found by an id that names none [API-JOB-01]', async () => {
      for (const id of ['job_00000000000000000000000000', 'nothing', 'lic_00000000000000000000000000'])
        expect((await ask(product(), `/jobs/${id}`)).status).toBe(404);
    });

    it('purge by the calendar of the account, whose settings say their defaults [JOB-07, AMB-24, API-ACC-07]', async () => {
      const { settings } = (await ask<{ settings: Record<string, object> }>(product(), '/account')).body;
      expect(settings.monthlyPurge).toMatchObject({ value: false, default: false });
      expect(settings.monthlyPurgeTimeZone).toMatchObject({ value: 'UTC', default: 'UTC' });
      const wrong = await ask(product(), '/account', patch({ settings: { monthlyPurgeTimeZone: 'Mars/Base' } }));
      expect(wrong.status).toBe(400);
    });
  });
}
