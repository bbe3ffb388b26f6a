import { GetLicenseHistory, ListObjects, type ListQuery, firstPage, nativeId } from '@licet/contracts';
import { eventually } from '@licet/testing';
import { isDeepStrictEqual } from 'node:util';
import { projectFrom } from './replicas/read-models.ts';
import * as event from './testing/events.ts';
import { type RunningProjector, runProjector } from './testing/running-projector.ts';

let projector: RunningProjector;
beforeAll(async () => {
  projector = await runProjector();
  await projector.append('product-1001', event.product());
  await projector.append('option-2001', event.option());
}, 30_000);
afterAll(() => projector.close());

const licenseRow = async (licenseId: number) => {
  const [row] = await projector.rows<Record<string, unknown>>('SELECT * FROM license WHERE license_id = $1', [
    licenseId,
  ]);
  return row;
};
const everything = async () =>
  Promise.all(
    [
      ...['license', 'invoice', 'product', 'product_option', 'status_change', 'feed'],
      ...['activation_attempt', 'installation', 'installation_transition', 'license_note'],
    ].map((table) =>
      projector.rows(
        `SELECT to_jsonb(t) - 'derive_at' - 'row_number' AS row FROM ${table} t ORDER BY to_jsonb(t)::text`,
      ),
    ),
  );

describe('the row of an invoice', () => {
  const invoiceRow = async (invoiceId: number) =>
    (await projector.rows('SELECT * FROM invoice WHERE invoice_id = $1', [invoiceId]))[0];

  it('is whole once its licenses are issued, and follows what becomes of it [API-INV-01, API-INV-02]', async () => {
    await projector.append('invoice-5001', event.invoice(5001));
    await projector.caughtUp();
    expect(await invoiceRow(5001)).toMatchObject({ whole: false, status: 'web', blocked: false, customer_id: 3001 });
    const changes = { customerId: { before: 3001, after: 3002 }, externalId: { before: null, after: 'shop-1' } };
    await projector.append('invoice-5001', event.invoiceStepsTaken(5001), event.invoiceUpdated(5001, changes));
    await projector.append('invoice-5001', event.invoiceVoided(5001), event.invoiceBlocked(5001));
    await projector.caughtUp();
    expect(await invoiceRow(5001)).toMatchObject({
      ...{ whole: true, status: 'voided', blocked: true, customer_id: 3002, external_id: 'shop-1', version: 5 },
    });
  });

  it('is not there any more when the invoice was given up', async () => {
    await projector.append('invoice-5002', event.invoice(5002), event.invoiceAbandoned(5002));
    await projector.caughtUp();
    expect(await invoiceRow(5002)).toBeUndefined();
  });
});

describe('the row of a license', () => {
  it('holds what its owner and its ledger tell, and its status in every vocabulary [UNI-37]', async () => {
    await projector.append('license-4001', event.license(4001));
    await projector.append('ledger-4001', event.ledger(4001), event.activated(4001, 1), event.activated(4001, 2));
    await projector.append('ledger-4001', event.checked(4001, 1), event.deactivated(4001, 2, 4));
    await projector.caughtUp();
    expect(await licenseRow(4001)).toMatchObject({
      ...{ key: 'KEY-4001', author_id: 1, status: 'active', license_version: 1, ledger_version: 5 },
      ...{ activations_left: 4, deactivations_left: 2, seats_in_use: 1 },
    });
    await eventually(async () => {
      expect(await licenseRow(4001)).toMatchObject({
        ...{ dna_status: 'EXISTS ACTIVATION ACTIVATED VALID', solo_status: 'OK', ip_status: 'Active', usable: true },
      });
    });
  });

  it('follows staff who ban its machines and make them active again [IN-08]', async () => {
    await projector.append('license-4021', event.license(4021));
    const [first, second] = [event.activated(4021, 1), event.activated(4021, 2)];
    await projector.append('ledger-4021', event.ledger(4021), first, second, event.deactivated(4021, 2, 4));
    const left = { activationsLeft: 5, deactivationsLeft: 1 };
    await projector.append('ledger-4021', event.installationBanned(4021, 1, { before: 'active', ...left }));
    await projector.append('ledger-4021', event.installationBanned(4021, 2, { before: 'deactivated', ...left }));
    await projector.caughtUp();
    const banned = { seats_in_use: 0, activations_left: 5, deactivations_left: 1 };
    expect(await licenseRow(4021)).toMatchObject(banned);
    await projector.append('ledger-4021', event.restored(4021, 1, { activationsLeft: 4 }));
    await projector.caughtUp();
    expect(await licenseRow(4021)).toMatchObject({ ...banned, seats_in_use: 1, activations_left: 4 });
    const statuses = 'SELECT status FROM installation WHERE license_id = 4021 ORDER BY installation_id';
    expect(await projector.rows(statuses)).toEqual([{ status: 'active' }, { status: 'banned' }]);
  });

  it('draws one number for each of its machines, however often they check', async () => {
    const drawn = async () =>
      (await projector.rows<{ n: number }>('SELECT last_value::int AS n FROM installation_row_number_seq'))[0]?.n ?? 0;
    await projector.append('license-4030', event.license(4030));
    await projector.append('ledger-4030', event.ledger(4030), event.activated(4030, 1));
    await projector.caughtUp();
    const before = await drawn();
    for (let i = 0; i < 3; i++) {
      await projector.append('ledger-4030', event.checked(4030, 1));
      await projector.caughtUp();
    }
    expect(await drawn()).toBe(before);
  });

  it('is the same whichever of the two comes first', async () => {
    await projector.append('ledger-4002', event.ledger(4002), event.activated(4002, 1));
    await projector.caughtUp();
    expect(await licenseRow(4002)).toMatchObject({ seats_in_use: 1, status: null, dna_status: null });
    await projector.append('license-4002', event.license(4002), event.fraud(4002));
    await projector.caughtUp();
    expect(await licenseRow(4002)).toMatchObject({
      seats_in_use: 1,
      status: 'revoked',
      dna_status: 'EXISTS ACTIVATION BANNED',
    });
  });

  it('follows members that are changed over the native API [API-LIC-13]', async () => {
    const changes = { quantity: 7, unitPrice: '5.00', currentVersion: '2.0', isTest: true, isTrial: true };
    await projector.append('license-4016', event.license(4016), event.changed(4016, changes));
    await projector.caughtUp();
    expect(await licenseRow(4016)).toMatchObject({
      ...{ quantity: 7, current_version: '2.0', is_test: true, is_trial: true, license_version: 2 },
      dna_status: 'EXISTS TEST RESERVED',
    });
  });

  it('follows the block of its invoice, which changes no status [UNI-33, API-INV-03]', async () => {
    const invoice = { invoiceId: 5099, uuid: event.uuidOf(5099) };
    await projector.append('license-4017', event.license(4017, { invoice }));
    await projector.append('license-4017', event.changed(4017, { invoiceBlocked: true }));
    await projector.caughtUp();
    const row = { invoice_id: 5099, status: 'active', solo_status: 'OK', ip_status: 'Active' };
    expect(await licenseRow(4017)).toMatchObject({ ...row, dna_status: 'EXISTS ACTIVATION BANNED', usable: false });
    await projector.append('license-4017', event.changed(4017, { invoiceBlocked: false }));
    await projector.caughtUp();
    expect(await licenseRow(4017)).toMatchObject({ ...row, dna_status: 'EXISTS ACTIVATION RESERVED VALID' });
  });

  it('follows a ban of its product and a change of its option', async () => {
    await projector.append('product-1003', event.product(1003));
    await projector.append('license-4003', event.license(4003, { productId: 1003 }));
    await projector.append('product-1003', event.banned(1003));
    await eventually(async () => {
      expect(await licenseRow(4003)).toMatchObject({ dna_status: 'EXISTS ACTIVATION BANNED', solo_status: 'OK' });
    });
  });

  it('follows time: it expires without an event [UNI-68]', async () => {
    await projector.append(
      'option-2004',
      event.option({ expiry: { rule: 'daysFromCreation', days: 1, date: null } }, 2004),
    );
    await projector.caughtUp();
    const expiresAt = new Date(Date.now() + 1500).toISOString();
    await projector.append('license-4004', event.license(4004, { optionId: 2004, expiresAt }));
    await projector.caughtUp();
    expect(await licenseRow(4004)).toMatchObject({ dna_status: 'EXISTS ACTIVATION RESERVED VALID', expired: false });
    await eventually(async () => {
      expect(await licenseRow(4004)).toMatchObject({ dna_status: 'EXISTS ACTIVATION EXPIRED', expired: true });
    });
  });

  it.each([
    ['license', 4018],
    ['ledger', 4019],
  ])(
    'ends so many days after its first activation, also when its %s is heard of first [API-OPT-04]',
    async (first, id) => {
      const at = new Date().toISOString();
      const told = {
        license: () => projector.append(`license-${id}`, event.license(id, { expiryDays: 10, expiresAt: null })),
        ledger: () => projector.append(`ledger-${id}`, event.ledger(id), event.activated(id, 1, 4, { at })),
      };
      const order = first === 'license' ? [told.license, told.ledger] : [told.ledger, told.license];
      for (const tell of order) {
        await tell();
        await projector.caughtUp();
      }
      const end = (await licenseRow(id))?.expires_at;
      expect(end).toEqual(new Date(Date.parse(at) + 10 * 86_400_000));
    },
  );

  it('is the same when a batch is taken twice', async () => {
    await projector.append('license-4005', event.license(4005), event.fraud(4005));
    await projector.append('ledger-4005', event.ledger(4005), event.activated(4005, 1), event.deactivated(4005, 1, 5));
    await projector.caughtUp();
    const before = await everything();
    for (const source of ['licenses', 'activations'] as const) {
      const lanes = await Promise.all(
        Array.from({ length: 16 }, (_, lane) => projector.stores[source].readLane(lane, 0, 500)),
      );
      const tx = await projector.service.store.pool.connect();
      await tx.query('BEGIN');
      await projectFrom(source)(lanes.flat(), tx);
      await tx.query('COMMIT');
      tx.release();
    }
    expect(await everything()).toEqual(before);
  });

  it('is the same for hundreds in one batch as one by one, whatever the order of the lanes', async () => {
    await Promise.all(
      Array.from({ length: 300 }, async (_, i) => {
        const id = 10_000 + i;
        await projector.append(`license-${id}`, event.license(id));
        await projector.append(`ledger-${id}`, event.ledger(id), event.activated(id, 1));
      }),
    );
    await projector.caughtUp();
    const [row] = await projector.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM license WHERE license_id >= 10000 AND seats_in_use = 1 AND dna_status = 'EXISTS ACTIVATION ACTIVATED VALID'`,
    );
    expect(row?.count).toBe(300);
  });
});

describe('a license that was deleted for good', () => {
  const tables = ['license', 'status_change', 'activation_attempt', 'installation', 'license_note'];
  const kept = async (licenseId: number) => {
    const counts = tables.map((table) => `SELECT '${table}' AS name FROM ${table} WHERE license_id = ${licenseId}`);
    return (await projector.rows<{ name: string }>(counts.join(' UNION ALL '))).map(({ name }) => name).toSorted();
  };

  it('leaves nothing but its events, whatever its ledger and refused attempts tell late [JOB-03, SYS-05]', async () => {
    const notes = 's1|customers/customer-3001|AAAA';
    await projector.append('license-4020', event.license(4020, { notes }), event.fraud(4020));
    await projector.append('ledger-4020', event.ledger(4020), event.activated(4020, 1));
    await projector.append('attempts-4020', event.refused(4020));
    await projector.caughtUp();
    expect(new Set(await kept(4020))).toEqual(new Set(tables));
    await projector.append('license-4020', event.purged(4020));
    await projector.caughtUp();
    expect(await kept(4020)).toEqual([]);
    await projector.append('ledger-4020', event.activated(4020, 2), event.checked(4020, 1), event.closed(4020));
    await projector.append('attempts-4020', event.refused(4020));
    await projector.caughtUp();
    expect(await kept(4020)).toEqual([]);
    const feed = await projector.rows<{ type: string }>('SELECT type FROM feed WHERE subject LIKE $1', [
      `%${nativeId('license', event.uuidOf(4020)).slice(4)}%`,
    ]);
    expect(feed.map(({ type }) => type)).toEqual(expect.arrayContaining(['LicenseAdded', 'LicenseDeleted']));
  });
});

describe('read models', () => {
  it('put an event aside that they cannot take, and go on', async () => {
    await projector.append('license-4006', event.broken(4006));
    await projector.append('license-4006', event.fraud(4006));
    await projector.caughtUp();
    const parked = await projector.rows<{ stream_id: string; reason: string }>(
      'SELECT stream_id, reason FROM parked_event',
    );
    expect(parked).toHaveLength(1);
    expect(parked[0]?.stream_id).toBe('license-4006');
    expect(await licenseRow(4006)).toMatchObject({ status: 'revoked', license_version: 2 });
  });

  it('are equal when they are made anew', async () => {
    const before = await everything();
    await projector.restart('anew');
    await projector.caughtUp();
    await eventually(async () => isDeepStrictEqual(await everything(), before)); // printing what differs takes seconds
  }, 30_000);

  it('are made anew once for a word, and for the next one again', async () => {
    const marks = async () => (await projector.rows('SELECT FROM purged_license WHERE license_id = 999999')).length;
    await projector.rows('INSERT INTO purged_license VALUES (999999)');
    await projector.restart('anew');
    expect(await marks()).toBe(1);
    await projector.restart('once more');
    expect(await marks()).toBe(0);
    await projector.caughtUp();
  }, 30_000);
});

describe('lists and history', () => {
  it('lists products and options newest first, page by page [API-LIST-04]', async () => {
    for (const id of [1101, 1102, 1103]) await projector.append(`product-${id}`, event.product(id, 7));
    await projector.caughtUp();
    const numbers = async (authorId: number, list: 'product' | 'option', query: Partial<ListQuery>) =>
      projector.value(ListObjects, { authorId, list, query: { ...firstPage, ...query } });
    const first = await numbers(7, 'product', { limit: 2 });
    expect(first).toMatchObject({ items: [1103, 1102], previous: null });
    const second = await numbers(7, 'product', { limit: 2, cursor: first.next });
    expect(second).toMatchObject({ items: [1101], next: null });
    const options = async (productIds: number[], status: string[]) =>
      (
        await numbers(1, 'option', {
          filters: [
            { field: 'productId', operator: 'equals', values: productIds },
            { field: 'status', operator: 'equals', values: status },
          ],
        })
      ).items;
    expect(await options([1001], ['active'])).toEqual([2004, 2001]);
    expect(await options([1002, 1001], ['archived', 'active'])).toEqual([2004, 2001]);
    expect(await options([1002], ['active'])).toEqual([]);
  });

  it('tells the status changes of a license to its author alone [ST-26]', async () => {
    const { changes } = await projector.value(GetLicenseHistory, { authorId: 1, licenseId: 4002 });
    expect(changes.map(({ before, after }) => [before, after])).toEqual([
      [null, 'OK'],
      ['OK', 'FRD'],
    ]);
    const foreign = await projector.send(GetLicenseHistory, { authorId: 2, licenseId: 4002 });
    expect(foreign).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});
