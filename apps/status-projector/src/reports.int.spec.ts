import {
  InvoiceCreated,
  ReportActivations,
  ReportCatalog,
  type ReportedActivation,
  type ReportedLicense,
  ReportInstallations,
  ReportLicenses,
  type ReportPage,
  objectUuid,
  soloStatuses,
  statusOfSolo,
  SumInvoices,
  SumLicenses,
} from '@licet/contracts';
import * as event from './testing/events.ts';
import { type RunningProjector, runProjector } from './testing/running-projector.ts';

let projector: RunningProjector;
beforeAll(async () => {
  projector = await runProjector();
  await projector.append('product-1001', event.product());
  await projector.append('option-2001', event.option({ name: 'Single user' }));
}, 30_000);
afterAll(() => projector.close());

const all = { authorId: 1, from: null, to: null, onlyOk: false, after: null, limit: 500 };
const day = (n: number) => `2026-05-${String(n).padStart(2, '0')}T10:00:00.000Z`;
const seal = async (owner: 'customers' | 'licenses' | 'activations', stream: string, text: string) => {
  const vault = projector.vaults[owner];
  await vault.ensureKeys([vault.subject(stream)]);
  return vault.seal(vault.subject(stream), text);
};

/** A license that was entered on a day of May, with notes. */
async function enter(licenseId: number, n: number, data: object = {}): Promise<void> {
  const notes = await seal('licenses', `license-${licenseId}`, `notes of ${licenseId}`);
  await projector.append(`license-${licenseId}`, event.license(licenseId, { enteredAt: day(n), notes, ...data }));
}

describe('the report of licenses', () => {
  beforeAll(async () => {
    await enter(4001, 1);
    await enter(4002, 2, { quantity: 3, unitPrice: '10.10', isTest: true });
    await enter(4003, 3, { quantity: 3, unitPrice: '10.10' });
    await enter(4004, 3);
    await enter(4005, 4, { authorId: 2 });
    await projector.append('license-4003', event.fraud(4003));
    await projector.caughtUp();
  });
  const licenses = async (request: object = {}) => projector.value(ReportLicenses, { ...all, ...request });
  const numbers = ({ rows }: { rows: ReportedLicense[] }) => rows.map(({ licenseId }) => licenseId);

  it('tells each license of the account, oldest first, with names and notes in clear [RPT-08]', async () => {
    const report = await licenses();
    expect(report.next).toBeNull();
    expect(numbers(report)).toEqual([4001, 4002, 4003, 4004]);
    expect(report.rows[0]).toMatchObject({
      ...{ licenseId: 4001, status: 'OK', productName: 'Example Editor', optionName: 'Single user' },
      ...{ enteredAt: day(1), notes: 'notes of 4001', quantity: 1, isTest: false },
    });
  });

  it('marks test licenses [RPT-10]', async () => {
    expect((await licenses()).rows.map(({ isTest }) => isTest)).toEqual([false, true, false, false]);
  });

  it('goes through a period page by page without loss or repetition, however small the pages are', async () => {
    const seen: number[] = [];
    let after: string | null = null;
    do {
      const page: ReportPage<ReportedLicense> = await licenses({ after, limit: 1, from: day(2), to: day(4) });
      seen.push(...numbers(page));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual([4002, 4003, 4004]);
  });

  it('leaves out of the OK filter every other status, and nothing without it; data stay [RPT-01, RPT-02, ST-24]', async () => {
    const ids = soloStatuses.map((_, i) => 4101 + i);
    for (const [i, code] of soloStatuses.entries()) {
      await enter(ids[i]!, 20);
      if (code !== 'OK') await projector.append(`license-${ids[i]}`, event.inStatus(ids[i]!, statusOfSolo(code)));
    }
    await projector.caughtUp();
    const ofDay = { from: day(20), to: day(21) };
    const shown = (await licenses(ofDay)).rows;
    expect(shown.map(({ status }) => status)).toEqual([...soloStatuses]);
    expect(numbers(await licenses({ ...ofDay, onlyOk: true }))).toEqual([ids[0]]);
    expect((await licenses(ofDay)).rows).toEqual(shown);
  });

  it('shows no notes any more once the key of the license was destroyed', async () => {
    await enter(4200, 25);
    await projector.caughtUp();
    await projector.vaults.licenses.destroy('licenses/license-4200');
    expect((await licenses({ from: day(25), to: day(26) })).rows).toMatchObject([{ licenseId: 4200, notes: '' }]);
  });

  it('names the customer until he is deleted, in clear [RPT-08, TEST-08]', async () => {
    const contact = await seal('customers', 'customer-3007', JSON.stringify({ company: 'Löwe & Söhne' }));
    await projector.append('customer-3007', event.customer(3007, 1, { contact }));
    await enter(4202, 27, { customerId: 3007 });
    await projector.caughtUp();
    const company = async () => (await licenses({ from: day(27), to: day(28) })).rows.map((row) => row.company);
    expect(await company()).toEqual(['Löwe & Söhne']);
    await projector.append('customer-3007', event.customerDeleted(3007));
    await projector.caughtUp();
    expect(await company()).toEqual(['']);
  });

  it('follows notes that are changed and taken away', async () => {
    await enter(4201, 26);
    const notes = await seal('licenses', 'license-4201', 'other notes');
    const ofDay = { from: day(26), to: day(27) };
    for (const [change, expected] of [
      [notes, 'other notes'],
      [null, ''],
    ] as const) {
      await projector.append('license-4201', event.changed(4201, { notes: change }));
      await projector.caughtUp();
      expect((await licenses(ofDay)).rows[0]?.notes).toBe(expected);
    }
  });

  it('sums up what was sold, test licenses apart [TEST-07]', async () => {
    const request = { authorId: 1, from: day(2), to: day(4), onlyOk: false };
    const sums = await projector.value(SumLicenses, request);
    expect(sums).toEqual({ licenses: 2, quantity: 4, amount: '80.20', testLicenses: 1 });
    const ok = await projector.value(SumLicenses, { ...request, onlyOk: true });
    expect(ok).toEqual({ licenses: 1, quantity: 1, amount: '49.90', testLicenses: 1 });
  });
});

describe('the sums of invoices', () => {
  const sums = (request: object = {}) =>
    projector.value(SumInvoices, { authorId: 1, from: day(2), to: day(4), onlyOk: false, ...request });
  const line = (quantity: number, unitPrice: string) => ({ ...InvoiceCreated.sample.lines[0]!, quantity, unitPrice });
  const make = (invoiceId: number, n: number, data: object = {}) =>
    projector.append(
      `invoice-${invoiceId}`,
      event.invoice(invoiceId, { at: day(n), currency: 'EUR', status: 'shipped', issues: [], ...data }),
    );

  beforeAll(async () => {
    await make(6001, 1, { lines: [line(1, '5.00')] });
    await make(6002, 2, { lines: [line(2, '49.90'), line(3, '0.0001')] });
    await make(6003, 3, { lines: [line(1, '10.00')], currency: 'USD' });
    await make(6004, 3, { lines: [line(1, '7.50')] });
    await make(6005, 3, { lines: [line(1, '100.00')] });
    await make(6006, 3, { lines: [line(1, '1000.00')], testLicenses: true });
    await make(6007, 3, { lines: [line(1, '10000.00')], authorId: 2 });
    await make(6008, 4, { lines: [line(1, '5.00')] });
    await projector.append('invoice-6004', event.invoiceRefunded(6004));
    await projector.append('invoice-6005', event.invoiceVoided(6005));
    await projector.append('license-4006', event.license(4006, { enteredAt: day(20), invoice: invoiceOf(6004) }));
    await projector.caughtUp();
  });
  const invoiceOf = (invoiceId: number) => ({ invoiceId, uuid: objectUuid(invoiceId) });

  it('are exact, currency by currency, refunds told once more, tests apart, without what was voided [RPT-07, TEST-07]', async () => {
    const dollars = {
      ...{ currency: 'USD', invoices: 1, amount: '10.00', testInvoices: 0 },
      refunds: 0,
      refundAmount: '0',
    };
    expect(await sums()).toEqual([
      { currency: 'EUR', invoices: 2, amount: '107.3003', refunds: 1, refundAmount: '7.50', testInvoices: 1 },
      dollars,
    ]);
    expect(await sums({ onlyOk: true })).toEqual([
      { currency: 'EUR', invoices: 1, amount: '99.8003', refunds: 0, refundAmount: '0', testInvoices: 1 },
      dollars,
    ]);
    expect(await sums({ from: day(25), to: null })).toEqual([]);
  });

  it('know the invoice that a license was sold on, as it stands [RPT-07, INV-12]', async () => {
    const { rows } = await projector.value(ReportLicenses, { ...all, from: day(20), to: day(21) });
    const known = rows.find(({ licenseId }) => licenseId === 4006);
    expect(known?.invoice).toEqual({ invoiceId: 6004, status: 'refunded' });
    expect(new Set(rows.filter((row) => row !== known).map(({ invoice }) => invoice))).toEqual(new Set([null]));
  });
});

describe('the history of activations', () => {
  const id = 5001;
  const stream = `ledger-${id}`;
  const sealed = (text: string) => seal('activations', stream, text);
  beforeAll(async () => {
    await enter(id, 10);
    const [token, address, name] = [await sealed('TOKEN-1'), await sealed('192.0.2.7'), await sealed('Office')];
    const one = { token: { hash: 'h', sealed: token }, address, name, at: day(10), version: '4.2.0.0', userCode2: 77 };
    const related = { relatedInstallationId: await sealed('TOKEN-0') };
    await projector.append(stream, event.ledger(id), event.activated(id, 1, 4, { ...one, ...related }));
    await projector.append(stream, event.activated(id, 2, 3, { token: null, at: day(11), address }));
    await projector.append(stream, event.reactivated(id, 1, { at: day(12), address }));
    const refusal = { at: day(13), code: 'no_activations_left', computerId: 78, version: '5.0', address };
    await projector.append(`attempts-${id}`, event.refused(id, refusal));
    await projector.append(`attempts-${id}`, event.refused(id, { at: day(13), attempt: 'check' }));
    await projector.append(stream, event.checked(id, 1, { at: day(14) }));
    await projector.append(stream, event.deactivated(id, 1, 4, { at: day(15) }));
    await projector.caughtUp();
  });
  const request = { ...all, licenseId: id };

  it('lists every attempt, granted or refused, with time, address, code, version, computer and name [IN-01, RPT-09]', async () => {
    const { rows } = await projector.value(ReportActivations, request);
    expect(rows.map(({ at, successful, code }) => [at, successful, code])).toEqual([
      [day(10), true, null],
      [day(11), true, null],
      [day(12), true, null],
      [day(13), false, 'no_activations_left'],
    ]);
    expect(rows[0]).toMatchObject({
      ...{ licenseId: id, status: 'OK', address: '192.0.2.7', installationId: 'TOKEN-1', installationName: 'Office' },
      ...{ computerId: 77, version: '4.2.0.0', deactivatedAt: day(15), isTest: false },
    });
    expect(rows[1]).toMatchObject({ installationId: '', deactivatedAt: null });
    expect(rows[2]).toMatchObject({ installationId: 'TOKEN-1', computerId: 77, deactivatedAt: day(15) });
    expect(rows[3]).toMatchObject({ installationId: '', computerId: 78, version: '5.0', address: '192.0.2.7' });
  });

  it('lists installations with an InstallationID, the related one, the last check and the end [IN-02]', async () => {
    const { rows } = await projector.value(ReportInstallations, request);
    expect(rows).toMatchObject([
      {
        ...{ licenseId: id, installationId: 'TOKEN-1', relatedInstallationId: 'TOKEN-0', installationName: 'Office' },
        ...{ activatedAt: day(10), lastCheckAt: day(14), deactivatedAt: day(15), computerId: 77 },
      },
    ]);
  });

  it('is the same page by page, of one license and of all', async () => {
    for (const licenseId of [id, null]) {
      const whole = await projector.value(ReportActivations, { ...request, licenseId });
      const paged: ReportedActivation[] = [];
      let after: string | null = null;
      do {
        const page: ReportPage<ReportedActivation> = await projector.value(ReportActivations, {
          ...{ ...request, licenseId, after, limit: 1 },
        });
        paged.push(...page.rows);
        after = page.next;
      } while (after !== null);
      expect(paged).toEqual(whole.rows);
    }
    const single = await projector.value(ReportInstallations, { ...request, licenseId: null, limit: 1 });
    expect(single.rows).toHaveLength(1);
    expect(await projector.value(ReportInstallations, { ...request, after: single.next })).toEqual({
      rows: [],
      next: null,
    });
  });

  it('shows another account nothing [AUTH-14]', async () => {
    const foreign = { ...request, authorId: 2 };
    expect((await projector.value(ReportActivations, foreign)).rows).toEqual([]);
    expect((await projector.value(ReportInstallations, foreign)).rows).toEqual([]);
  });

  it('goes with its license when that is deleted for good [JOB-03]', async () => {
    await enter(5002, 10);
    await projector.append('ledger-5002', event.ledger(5002), event.activated(5002, 9, 4, { at: day(10) }));
    await projector.append('attempts-5002', event.refused(5002, { at: day(11) }));
    await projector.caughtUp();
    const counts = async () => {
      const ofLicense = { ...request, licenseId: 5002 };
      const attempts = await projector.value(ReportActivations, ofLicense);
      const installations = await projector.value(ReportInstallations, ofLicense);
      const { rows } = await projector.value(ReportLicenses, { ...all, from: day(10), to: day(11) });
      return [attempts.rows.length, installations.rows.length, rows.filter((row) => row.licenseId === 5002).length];
    };
    expect(await counts()).toEqual([2, 1, 1]);
    await projector.append('license-5002', event.purged(5002));
    await projector.caughtUp();
    expect(await counts()).toEqual([0, 0, 0]);
  });

  it('shows nothing personal any more once the key of the ledger was destroyed', async () => {
    await projector.vaults.activations.destroy(`activations/${stream}`);
    await projector.restart();
    const { rows } = await projector.value(ReportActivations, request);
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row).toMatchObject({ address: '', installationName: '', installationId: '' });
  });
});

it('tells products and options of the account by number [RPT-07]', async () => {
  const request = { authorId: 1, after: null, limit: 10 };
  const products = await projector.value(ReportCatalog, { ...request, resource: 'product' });
  expect(products).toMatchObject({ next: null, rows: [{ productId: 1001, optionId: null, version: 1 }] });
  const options = await projector.value(ReportCatalog, { ...request, resource: 'option' });
  expect(options.rows).toMatchObject([{ optionId: 2001, productName: 'Example Editor', optionName: 'Single user' }]);
});
