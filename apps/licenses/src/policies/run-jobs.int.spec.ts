import {
  AddLicense,
  type CallContext,
  CreateInvoice,
  CreateJob,
  GetInvoice,
  GetJob,
  GetLicense,
  type JobFacts,
  type RequestOf,
  TransitionInvoice,
  UpdateLicense,
  newUuid,
} from '@licet/contracts';
import { jest } from '@jest/globals';
import { eventually } from '@licet/testing';
import { deletedInvoices, heldInvoices } from '../invoice-index.ts';
import { KnownCustomers, knownCustomers } from '../replicas/known-customers.ts';
import { licensesToPurge, purgedOf } from '../replicas/purges.ts';
import {
  type RunningLicenses,
  addTo,
  authorId,
  catalogOf,
  customerId,
  fields,
  runLicenses,
} from '../testing/running-licenses.ts';

let licenses: RunningLicenses;
let optionId: number;
beforeAll(async () => {
  licenses = await runLicenses();
  ({ optionId } = await catalogOf(licenses));
});
afterAll(() => licenses.close());

const office: Partial<CallContext> = {
  ...{ via: 'native', actor: { kind: 'user', id: 'clerk' }, scopes: ['invoices:write', 'licenses:create'] },
};
async function invoice(more: Partial<RequestOf<typeof CreateInvoice>> = {}) {
  const sold = { optionId, quantity: 1, unitPrice: '49.90', licenseIds: [], renews: null, upgrades: null };
  const { invoiceId, lines } = await licenses.value(
    CreateInvoice,
    {
      ...{ authorId, customerId, status: 'web', registrar: 'Manual', comments: '', holdUntil: null, currency: 'USD' },
      ...{ automaticMail: true, lines: [sold], issue: true, testLicenses: false, externalId: null, metadata: {} },
      ...more,
    },
    office,
  );
  return { invoiceId, licenseId: lines[0]?.licenses[0]?.licenseId ?? 0 };
}
const statusOf = async (invoiceId: number) => {
  const reply = await licenses.send(GetInvoice, { authorId, invoiceId });
  return reply.ok ? reply.value.status : reply.refusal.code;
};
const setDelete = (licenseId: number) =>
  licenses.value(
    UpdateLicense,
    { authorId, licenseId, changes: { status: { status: 'purging', reason: null } } },
    { via: 'native' },
  );
const known = async (licenseId: number) => (await licenses.send(GetLicense, { authorId, reference: { licenseId } })).ok;
async function run(order: Partial<RequestOf<typeof CreateJob>> = {}): Promise<JobFacts> {
  const asked = await licenses.value(CreateJob, {
    ...{ authorId, type: 'daily.cleanup', clock: null, dryRun: false },
    ...order,
  });
  return eventually(async () => {
    const job = await licenses.value(GetJob, { authorId, uuid: asked.uuid });
    return job.status === 'succeeded' && job;
  });
}

describe('the daily cleanup', () => {
  it('is not begun by a dry run of its request, which changes nothing ever [ADR 0011]', async () => {
    const { licenseId } = await invoice();
    await setDelete(licenseId);
    const asked = { authorId, type: 'daily.cleanup', clock: null, dryRun: false } as const;
    const reply = await licenses.send(CreateJob, asked, { dryRun: [] });
    expect(reply).toMatchObject({
      ok: true,
      value: { status: 'queued' },
      dryRun: [{ events: [{ type: 'JobRequested' }] }],
    });
    await run({ dryRun: true }); // one after the other
    expect(await known(licenseId)).toBe(true);
    const uuid = reply.ok ? reply.value.uuid : '';
    expect(await licenses.send(GetJob, { authorId, uuid })).toMatchObject({ refusal: { code: 'not_found' } });
    await run();
    expect(await known(licenseId)).toBe(false);
  });

  it('removes a deleted invoice once none of its licenses is left, and an invoice that stays keeps its lines [INV-13, JOB-03]', async () => {
    const [whole, half] = [await invoice(), await invoice()];
    for (const { invoiceId } of [whole]) {
      const how = { to: 'deleted' as const, note: '', keepLicenses: true, lines: null, expectedVersion: null };
      await licenses.value(TransitionInvoice, { authorId, invoiceId, ...how }, office);
    }
    expect((await run({ dryRun: true })).result?.invoices?.removed).toBe(0);
    for (const { licenseId } of [whole, half]) await setDelete(licenseId);
    expect((await run({ dryRun: true })).result).toMatchObject({ licenses: 2, invoices: { removed: 1 } });
    expect(await statusOf(whole.invoiceId)).toBe('deleted');
    expect((await run()).result).toMatchObject({ licenses: 2, invoices: { released: 0, removed: 1 } });
    expect(await statusOf(whole.invoiceId)).toBe('not_found');
    const { lines } = await licenses.value(GetInvoice, { authorId, invoiceId: half.invoiceId });
    expect(lines[0]?.licenses).toEqual([expect.objectContaining({ licenseId: half.licenseId })]);
    expect(await known(half.licenseId)).toBe(false);
  });

  it('moves an invoice on hold to shipping when its time has come by the clock of the job [INV-14, JOB-10]', async () => {
    const holdUntil = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const { invoiceId } = await invoice({ status: 'holding', holdUntil });
    expect((await run()).result?.invoices?.released).toBe(0);
    expect((await run({ clock: holdUntil, dryRun: true })).result?.invoices?.released).toBe(1);
    expect(await statusOf(invoiceId)).toBe('holding');
    expect((await run({ clock: holdUntil })).result?.invoices?.released).toBe(1);
    expect(await statusOf(invoiceId)).toBe('shipping');
  });

  it('deletes each license once when many are started at the same time, and the counts add up [JOB-09, JOB-11]', async () => {
    const gone = await Promise.all(Array.from({ length: 25 }, async () => (await addTo(licenses, optionId)).licenseId));
    for (const licenseId of gone) await setDelete(licenseId);
    const jobs = await Promise.all(Array.from({ length: 4 }, () => run()));
    expect(jobs.reduce((sum, { result }) => sum + (result?.licenses ?? 0), 0)).toBe(25);
    expect(await Promise.all(gone.map(known))).toEqual(gone.map(() => false));
  });

  it('makes no other license of a call that is repeated after its license was deleted [design 3, receipts]', async () => {
    const commandId = newUuid();
    const { licenseId } = await addTo(licenses, optionId, { commandId });
    expect((await addTo(licenses, optionId, { commandId })).licenseId).toBe(licenseId);
    await setDelete(licenseId);
    await run();
    const again = await licenses.send(AddLicense, { authorId, optionId, customerId, fields }, { commandId });
    expect(again).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });

  it('has the answers forgotten that are kept for repeated calls and may tell its licensee [API-IDEM-05, JOB-03]', async () => {
    const before = licenses.customers.forgotten.length;
    const { licenseId } = await addTo(licenses, optionId);
    await setDelete(licenseId);
    expect(licenses.customers.forgotten).toHaveLength(before);
    await run();
    await eventually(() => {
      expect(licenses.customers.forgotten.slice(before)).toContain(authorId);
    });
  });

  it('frees the serial number of a license for another one [UNI-04, JOB-03]', async () => {
    const { licenseId, serialNumber } = await addTo(licenses, (await catalogOf(licenses)).optionId);
    expect(await known(licenseId)).toBe(true);
    const { license } = await licenses.value(GetLicense, { authorId, reference: { licenseId } });
    await setDelete(licenseId);
    await run();
    const reference = { productId: license.productId, key: license.key };
    expect(await licenses.send(GetLicense, { authorId, reference })).toMatchObject({ ok: false });
    const other = await addTo(licenses, license.optionId);
    const renamed = { serialNumberText: license.key };
    const request = { authorId, licenseId: other.licenseId, changes: renamed };
    expect(await licenses.send(UpdateLicense, request)).toMatchObject({ ok: true });
    expect(serialNumber).toBeDefined();
  });
});

it('is answered by the job that a command asked for, also when it is repeated after others [API-IDEM-07]', async () => {
  const commandId = newUuid();
  const order = { authorId, type: 'daily.cleanup', clock: null, dryRun: true } as const;
  const ask = (as?: Partial<CallContext>) => licenses.value(CreateJob, order, as);
  const first = await ask({ commandId });
  expect((await ask()).uuid).not.toBe(first.uuid);
  expect((await ask({ commandId })).uuid).toBe(first.uuid);
});

describe('the monthly purge', () => {
  it('deletes whoever had nothing but test licenses, and spares who has an order too [TEST-08, JOB-10]', async () => {
    const [tester, orderer] = [customerId + 1, customerId + 2];
    for (const one of [tester, orderer]) {
      await licenses.customers.addCustomer(one, authorId);
      const request = { authorId, optionId, customerId: one, fields: { ...fields, isTest: true } };
      await licenses.value(AddLicense, request);
    }
    const order = await invoice({ customerId: orderer, issue: false });
    const clock = new Date(Date.now() + 32 * 86_400_000).toISOString(); // the licenses are of an earlier month
    const purge = { type: 'monthly.purge', clock } as const;
    expect((await run({ ...purge, dryRun: true })).result).toMatchObject({ licenses: 2, customers: 1 });
    expect(licenses.customers.deleted).toEqual([]);
    expect((await run(purge)).result).toMatchObject({ licenses: 2, customers: 1 });
    expect(licenses.customers.deleted).toEqual([tester]);
    expect(await statusOf(order.invoiceId)).toBe('web');
  });

  /** Purges a customer who gets something while he is being deleted, from whoever looked for him before. */
  async function givenMeanwhile(
    one: number,
    isDeleted: boolean,
    give = () => licenses.value(AddLicense, { authorId, optionId, customerId: one, fields }).then((it) => it.licenseId),
  ): Promise<number> {
    await licenses.customers.addCustomer(one, authorId);
    const request = { authorId, optionId, customerId: one, fields: { ...fields, isTest: true } };
    await licenses.value(AddLicense, request);
    let [given, asked] = [0, false];
    licenses.customers.whenDeleting(async () => {
      if (asked) return isDeleted;
      asked = true;
      const known = jest
        .spyOn(KnownCustomers.prototype, 'customer')
        .mockResolvedValueOnce({ authorId, isDistributor: false });
      given = await give();
      known.mockRestore();
      return isDeleted;
    });
    const clock = new Date(Date.now() + 32 * 86_400_000).toISOString();
    await run({ type: 'monthly.purge', clock });
    return given;
  }
  const customerOf = async (licenseId: number) =>
    (await licenses.value(GetLicense, { authorId, reference: { licenseId } })).license.customerId;

  it('leaves no license with a customer whom it deletes in the moment it is given to him [TEST-08]', async () => {
    const gone = customerId + 3;
    const licenseId = await givenMeanwhile(gone, true);
    expect(licenses.customers.deleted).toContain(gone);
    await eventually(async () => {
      expect(await customerOf(licenseId)).toBeNull();
    });
  });

  it.each([
    ['leaves no invoice with a customer whom it deletes in the moment it is made out to him', true, null],
    ['leaves an invoice with a customer who turns out to stay', false, customerId + 6],
  ])('%s [TEST-08]', async (_, isDeleted, expected) => {
    const one = isDeleted ? customerId + 5 : customerId + 6;
    const order = () => invoice({ customerId: one, issue: false }).then((it) => it.invoiceId);
    const invoiceId = await givenMeanwhile(one, isDeleted, order);
    const leaving = 'select from leaving_customer where customer_id = $1';
    await eventually(async () => {
      const { customerId: payer } = await licenses.value(GetInvoice, { authorId, invoiceId });
      const { rowCount } = await licenses.store.pool.query(leaving, [one]);
      expect([payer, rowCount]).toEqual([expected, isDeleted ? 1 : 0]);
    });
  });

  it('takes nothing from a customer who turns out to stay [TEST-08]', async () => {
    const stays = customerId + 4;
    const licenseId = await givenMeanwhile(stays, false);
    await eventually(async () => {
      const { rows } = await licenses.store.pool.query('select from license_customer where license_id = $1', [
        licenseId,
      ]);
      expect(rows).toHaveLength(1);
    });
    await eventually(async () => {
      const { rows } = await licenses.store.pool.query('select from leaving_customer where customer_id = $1', [stays]);
      expect(rows).toHaveLength(0);
    });
    expect(await customerOf(licenseId)).toBe(stays);
  });
});

it.each([
  ['licenses in Delete', licensesToPurge['daily.cleanup'], 'license_to_purge_purging'],
  ['test licenses', licensesToPurge['monthly.purge'], 'license_to_purge_test'],
  ['what a job has deleted', purgedOf, 'purged_license_job'],
  ['invoices on hold', heldInvoices, 'invoice_index_held_of_account'],
  ['deleted invoices', deletedInvoices, 'invoice_index_deleted_of_account'],
  ['customers that are known', knownCustomers, 'customer_replica_pkey'],
])('looks for %s by an index', async (_, sql, index) => {
  const client = await licenses.store.pool.connect();
  try {
    await client.query('begin');
    await client.query('set local enable_seqscan = off');
    const text = sql
      .replaceAll('any ($1)', "any ('{1}')")
      .replace('job_id = $1', "job_id = '019a6f6e-3c00-7000-8000-0000000000b1'")
      .replace('hold_until <= $3', 'hold_until <= now()')
      .replace(/\$[1-4]/g, '1');
    const { rows } = await client.query(`explain (format json) ${text}`);
    expect(JSON.stringify(rows)).toContain(index);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
