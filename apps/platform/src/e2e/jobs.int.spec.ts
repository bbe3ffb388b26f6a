import {
  AddLicense,
  ChangeAccount,
  CreateAuthor,
  CreateCustomer,
  CreateOption,
  CreateProduct,
  GetCustomer,
  GetLedger,
  GetLicense,
  type JobFacts,
  type JobType,
  ListJobs,
  firstPage,
  type RequestOf,
  UpdateLicense,
  newUuid,
} from '@licet/contracts';
import { eventually } from '@licet/testing';
import { ServiceCluster } from './service-cluster.suite.ts';

const day = 86_400_000;
const fields = {
  ...{ quantity: 1, unitPrice: '0', activationsLeft: 5, deactivationsLeft: 3, counter: null, currentVersion: '' },
  ...{ licenseUpdate: '', notes: 'a note', licenseeName: 'Ida Purge', licenseeEmail: 'ida@example.com' },
};

let cluster: ServiceCluster;
beforeAll(async () => {
  cluster = await ServiceCluster.start();
}, 60_000);
afterAll(() => cluster.destroy(), 60_000);

/** An account with one option, and what it sells. */
async function account(settings: RequestOf<typeof ChangeAccount>['settings'] = {}, sharedUrl = false) {
  const { caller } = cluster;
  const { authorId } = await caller.value(CreateAuthor, { name: 'Purgers', mode: 'live' });
  const changes = sharedUrl ? { sharedUrl } : {};
  if (sharedUrl || Object.keys(settings).length > 0)
    await caller.value(ChangeAccount, { authorId, changes, settings, expectedVersion: null });
  const { productId } = await caller.value(CreateProduct, { authorId, settings: { name: `P ${newUuid()}` } });
  const { optionId } = await caller.value(CreateOption, { authorId, productId, settings: { name: 'One' } });
  const customer = async () => {
    const contact = { company: 'Purged Ltd' };
    const { customerId } = await caller.value(CreateCustomer, { authorId, registered: false, contact, password: null });
    return customerId;
  };
  const add = async (customerId: number, isTest = false) => {
    const request = { authorId, optionId, customerId, fields: { ...fields, isTest } };
    return (await caller.value(AddLicense, request)).licenseId;
  };
  const setStatus = (licenseId: number, status: 'purging' | 'active') =>
    caller.value(
      UpdateLicense,
      { authorId, licenseId, changes: { status: { status, reason: null } } },
      { via: 'native' },
    );
  const known = async (licenseId: number) => (await caller.send(GetLicense, { authorId, reference: { licenseId } })).ok;
  const knownCustomer = async (customerId: number) => (await caller.send(GetCustomer, { authorId, customerId })).ok;
  return { authorId, customer, add, setStatus, known, knownCustomer };
}

const jobs = async (authorId: number, type?: JobType): Promise<JobFacts[]> => {
  const { items: jobs } = await cluster.caller.value(ListJobs, { authorId, query: { ...firstPage, limit: 100 } });
  return jobs.filter((job) => type === undefined || job.type === type);
};
const finished = (authorId: number, type: JobType, count = 1) =>
  eventually(
    async () => {
      const found = await jobs(authorId, type);
      expect(found.map(({ status }) => status)).toEqual(Array<string>(count).fill('succeeded'));
      return found;
    },
    { timeout: 20_000 },
  );
/** How often each of the licenses was deleted for good. */
const purges = (licenseIds: readonly number[]) =>
  Promise.all(
    licenseIds.map(async (licenseId) => {
      const sql = `select from event where stream_id = $1 and type = 'LicensePurged'`;
      return (await cluster.rows('licenses', sql, [`license-${licenseId}`])).length;
    }),
  );
const keysOf = (service: 'licenses' | 'activations' | 'customers', subject: string) =>
  cluster.rows<{ wrapped: Buffer | null }>(service, 'select wrapped from data_key where subject = $1', [subject]);

/** Both instances begin anew so many days later. */
async function laterBy(days: number, instances = 2): Promise<void> {
  await cluster.stopLicenses();
  cluster.now = new Date(Date.now() + days * day);
  await cluster.startLicenses(instances);
}
const firstOfNextMonth = () => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
};
async function nextMonth(instances = 2): Promise<void> {
  await cluster.stopLicenses();
  cluster.now = firstOfNextMonth();
  await cluster.startLicenses(instances);
}

describe('jobs on two instances at once', () => {
  beforeEach(async () => {
    cluster.now = new Date();
    await cluster.startLicenses(1);
  }, 30_000);
  afterEach(() => cluster.stopLicenses(), 30_000);

  it('make up a missed day once, and delete each license in Delete once and no other [JOB-01, JOB-02, JOB-08, JOB-09, JOB-11]', async () => {
    const { authorId, customer, add, setStatus, known, knownCustomer } = await account();
    const customerId = await customer();
    const gone = await Promise.all(Array.from({ length: 30 }, () => add(customerId)));
    const [kept, saved] = [await add(customerId), await add(customerId)];
    for (const licenseId of [...gone, saved]) await setStatus(licenseId, 'purging');
    await setStatus(saved, 'active');
    expect(await jobs(authorId)).toEqual([]); // the account was not there when the day began

    await laterBy(3); // two days were missed
    const [job] = await finished(authorId, 'daily.cleanup');
    expect(job).toMatchObject({ result: { licenses: 30, customers: 0 }, total: 30, dryRun: false });
    expect(job).toMatchObject({ run: cluster.now.toISOString().slice(0, 10), requestedBy: { kind: 'system' } });
    expect(job?.finishedAt).not.toBeNull();
    expect(await purges([...gone, kept, saved])).toEqual([...gone.map(() => 1), 0, 0]);
    expect([await known(gone[0]!), await known(kept), await known(saved)]).toEqual([false, true, true]);
    expect(await knownCustomer(customerId)).toBe(true);

    await laterBy(3);
    await setStatus(kept, 'purging');
    await laterBy(3); // the day had its run
    expect(await finished(authorId, 'daily.cleanup')).toHaveLength(1);
    expect(await known(kept)).toBe(true);
    await laterBy(4);
    await finished(authorId, 'daily.cleanup', 2);
    expect(await known(kept)).toBe(false);
  }, 90_000);

  it('destroy what is personal of a license wherever it is kept, and free its key [JOB-03, SYS-05]', async () => {
    const { authorId, customer, add, setStatus } = await account();
    const licenseId = await add(await customer());
    await cluster.caller.value(GetLedger, { licenseId });
    await eventually(async () => (await shown(licenseId)).length === 1);
    await setStatus(licenseId, 'purging');
    await laterBy(1);
    await finished(authorId, 'daily.cleanup');
    expect(await keysOf('licenses', `licenses/license-${licenseId}`)).toEqual([{ wrapped: null }]);
    expect(await keysOf('activations', `activations/ledger-${licenseId}`)).toEqual([{ wrapped: null }]);
    expect(
      await cluster.rows('licenses', 'select from claim where stream_id = $1 and scope like $2', [
        `license-${licenseId}`,
        'serial/%',
      ]),
    ).toEqual([]);
    const claims = await cluster.rows('activations', 'select from claim where stream_id = $1', [`ledger-${licenseId}`]);
    expect(claims).toEqual([]);
    await eventually(async () => (await shown(licenseId)).length === 0);
    const reply = await cluster.caller.send(GetLedger, { licenseId });
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    const history = await cluster.rows<{ type: string }>(
      'licenses',
      'select type from event where stream_id = $1 order by version',
      [`license-${licenseId}`],
    );
    expect(history.map(({ type }) => type)).toEqual(['LicenseAdded', 'LicenseStatusChanged', 'LicensePurged']);
  }, 60_000);

  it('go on with a job whose process died half-way, once, and count all of it [JOB-09, JOB-11, API-JOB-07]', async () => {
    const { authorId, customer, add, setStatus, known } = await account();
    const customerId = await customer();
    const [done, left] = [await add(customerId), await add(customerId)];
    for (const licenseId of [done, left]) await setStatus(licenseId, 'purging');
    await cluster.stopLicenses();
    const at = new Date().toISOString();
    const jobId = newUuid();
    const job = { authorId, jobId, number: 1, type: 'daily.cleanup', clock: at, dryRun: false, run: null, at };
    const requestedBy = { kind: 'user', id: 'operator' };
    await cluster.record(`job-${authorId}`, 0, 'JobRequested', { ...job, requestedBy });
    await cluster.record(`job-${authorId}`, 1, 'JobStarted', { authorId, jobId, total: 2, at });
    const [added] = await cluster.stores.licenses!.readStream(`license-${done}`);
    await cluster.record(`license-${done}`, 2, 'LicensePurged', {
      ...pick(added!.data, ['licenseId', 'uuid', 'authorId', 'productId', 'customerId', 'isTest']),
      ...{ reason: 'deleted', jobId, at },
    });
    await cluster.startLicenses(2);
    const [finishedJob] = await finished(authorId, 'daily.cleanup');
    expect(finishedJob).toMatchObject({ uuid: jobId, total: 2, result: { licenses: 2 } });
    expect(await purges([done, left])).toEqual([1, 1]);
    expect(await known(left)).toBe(false);
    expect(await keysOf('licenses', `licenses/license-${done}`)).toEqual([{ wrapped: null }]);
  }, 60_000);

  it('purge test licenses when the month begins, with the customers that had nothing else [TEST-05, TEST-06, TEST-08, JOB-05, JOB-09]', async () => {
    const { authorId, customer, add, known, knownCustomer } = await account({ monthlyPurge: true });
    const [tester, buyer, visitor] = [await customer(), await customer(), await customer()];
    const tests = await Promise.all(Array.from({ length: 12 }, () => add(tester, true)));
    const [test, bought] = [await add(buyer, true), await add(buyer)];
    await nextMonth();
    const [job] = await finished(authorId, 'monthly.purge');
    expect(job).toMatchObject({ result: { licenses: 13, customers: 1 }, run: cluster.now.toISOString().slice(0, 7) });
    expect(await purges([...tests, test, bought])).toEqual([...tests.map(() => 1), 1, 0]);
    expect([await known(tests[0]!), await known(test), await known(bought)]).toEqual([false, false, true]);
    expect([await knownCustomer(tester), await knownCustomer(buyer), await knownCustomer(visitor)]).toEqual([
      false,
      true,
      true,
    ]);
    await eventually(async () => {
      expect(await keysOf('customers', `customers/customer-${tester}`)).toEqual([{ wrapped: null }]);
      expect(await cluster.rows('status-projector', 'select from customer where customer_id = $1', [tester])).toEqual(
        [],
      );
    });
    const add13 = cluster.caller.send(AddLicense, {
      ...{ authorId, optionId: await optionOf(bought), customerId: tester, fields: { ...fields, isTest: false } },
    });
    expect(await add13).toMatchObject({ ok: false, refusal: { code: 'not_found', facts: { what: 'customer' } } });
  }, 90_000);

  it('purge nothing where the switch is off, always on a shared-URL installation, and not for a month that had begun, a reading [JOB-06, JOB-07]', async () => {
    const [off, shared, late] = [await account(), await account({}, true), await account()];
    const licenses = [];
    for (const it of [off, shared, late]) licenses.push(await it.add(await it.customer(), true));
    await nextMonth();
    await finished(shared.authorId, 'monthly.purge');
    await finished(late.authorId, 'daily.cleanup');
    await cluster.caller.value(ChangeAccount, {
      ...{ authorId: late.authorId, changes: {}, settings: { monthlyPurge: true }, expectedVersion: null },
    });
    expect(await off.known(licenses[0]!)).toBe(true);
    expect(await shared.known(licenses[1]!)).toBe(false);
    expect(await late.known(licenses[2]!)).toBe(true);
    expect([await jobs(off.authorId, 'monthly.purge'), await jobs(late.authorId, 'monthly.purge')]).toEqual([[], []]);
  }, 90_000);
});

const pick = (data: unknown, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data as object).filter(([name]) => names.includes(name)));

const shown = (licenseId: number) =>
  cluster.rows('status-projector', 'select from license where license_id = $1', [licenseId]);
const optionOf = async (licenseId: number) => {
  const [row] = await cluster.rows<{ option_id: number }>(
    'status-projector',
    'select option_id from license where license_id = $1',
    [licenseId],
  );
  return row!.option_id;
};
