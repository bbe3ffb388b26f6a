import { readFile } from 'node:fs/promises';
import { AddLicense, GetLicense, UpdateLicense, UpdateProduct } from '@licet/contracts';
import { eventually } from '@licet/testing';
import {
  type RunningLicenses,
  authorId,
  addTo,
  catalogOf,
  customerId,
  fields,
  runLicenses,
} from '../testing/running-licenses.ts';

let licenses: RunningLicenses;
beforeAll(async () => {
  licenses = await runLicenses();
});
afterAll(() => licenses.close());

const statusOf = async (licenseId: number) =>
  (await licenses.value(GetLicense, { authorId, reference: { licenseId } })).license.status.status;
const sell = (productId: number, clears?: number | null) =>
  licenses.send(UpdateProduct, {
    ...{ authorId, productId, changes: { mode: 'active' as const }, expectedVersion: null },
    ...(clears !== undefined && { clears }),
  });
const deletions = async (licenseId: number) => {
  const events = await licenses.store.readStream(`license-${licenseId}`);
  return events.filter(({ type }) => type === 'LicenseStatusChanged').length;
};

describe('the end of trying out a product', () => {
  it('deletes each license that was issued during it once, however many there are, and no test license [DNA-MODE-06]', async () => {
    const { productId, optionId } = await catalogOf(licenses);
    const issued = await Promise.all(Array.from({ length: 120 }, () => addTo(licenses, optionId)));
    const request = { authorId, optionId, customerId, fields: { ...fields, isTest: true } };
    const test = await licenses.value(AddLicense, request);
    expect(await sell(productId, 120)).toMatchObject({ ok: true });
    await eventually(
      async () => {
        const statuses = await Promise.all(issued.map(({ licenseId }) => statusOf(licenseId)));
        expect(new Set(statuses)).toEqual(new Set(['deleted']));
      },
      { timeout: 60_000 },
    );
    expect(await statusOf(test.licenseId)).toBe('active');
    const counts = await Promise.all(issued.map(({ licenseId }) => deletions(licenseId)));
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  it('deletes none twice when the work is begun anew, also when staff have restored one meanwhile [DNA-MODE-07]', async () => {
    const { productId, optionId } = await catalogOf(licenses);
    const { licenseId } = await addTo(licenses, optionId);
    await sell(productId, 1);
    await eventually(async () => {
      expect(await statusOf(licenseId)).toBe('deleted');
    });
    const restored = { authorId, licenseId, changes: { status: { restored: true as const } } };
    await licenses.value(UpdateLicense, restored);
    // as after a crash between the deletion and the word that it is done
    await licenses.store.pool.query('insert into tryout_license values ($1, $2, $3)', [licenseId, productId, authorId]);
    await eventually(async () => {
      const { rowCount } = await licenses.store.pool.query('select from tryout_license');
      expect(rowCount).toBe(0);
    });
    expect([await statusOf(licenseId), await deletions(licenseId)]).toEqual(['active', 2]);
  });

  it('needs the number of licenses, and changes nothing without it [DNA-MODE-06]', async () => {
    const { productId, optionId } = await catalogOf(licenses);
    const { licenseId } = await addTo(licenses, optionId);
    const told = { ok: false, refusal: { code: 'parameter_invalid', facts: { what: 'tryouts', found: 1 } } };
    expect([await sell(productId, null), await sell(productId, 2)]).toEqual([told, told]);
    expect(await sell(productId)).toMatchObject({ ok: true, value: { settings: { mode: 'active' } } });
    expect(await sell(productId, 0)).toMatchObject({ refusal: { facts: { what: 'clears' } } });
    const { licenseId: later } = await addTo(licenses, optionId);
    expect([await statusOf(licenseId), await statusOf(later)]).toEqual(['active', 'active']);
  });

  it('reaches licenses that were issued before their event told of it, those of products that are sold excepted, a reading [DNA-MODE-06]', async () => {
    const [tried, soldBefore] = [await catalogOf(licenses), await catalogOf(licenses)];
    const { licenseId } = await addTo(licenses, tried.optionId);
    const { licenseId: kept } = await addTo(licenses, soldBefore.optionId);
    const { pool } = licenses.store;
    await eventually(async () => {
      const { rowCount } = await pool.query('select from tryout_license where license_id = $1', [licenseId]);
      expect(rowCount).toBe(1);
    });
    expect(await sell(soldBefore.productId)).toMatchObject({ ok: true });
    await eventually(async () => {
      const { rowCount } = await pool.query('select from tryout_license where license_id = $1', [kept]);
      expect(rowCount).toBe(0);
    });
    await pool.query('delete from tryout_license where license_id = $1', [licenseId]); // as without the mark
    await pool.query(await readFile(new URL('../../sql/0011_tryouts_without_mark.sql', import.meta.url), 'utf8'));
    expect(await sell(tried.productId, 1)).toMatchObject({ ok: true });
    await eventually(async () => {
      expect([await statusOf(licenseId), await statusOf(kept)]).toEqual(['deleted', 'active']);
    });
  });

  it('keeps no license waiting for those before it that cannot be deleted, and deletes these when they can be [DNA-MODE-06]', async () => {
    const { productId, optionId } = await catalogOf(licenses);
    const issued = await Promise.all(Array.from({ length: 101 }, () => addTo(licenses, optionId)));
    const ids = issued.map(({ licenseId }) => licenseId).sort((a, b) => a - b);
    // a deletion in the name of another author is refused
    const assign = (author: number) =>
      licenses.store.pool.query('update tryout_license set author_id = $1 where license_id = any ($2)', [
        author,
        ids.slice(0, 100),
      ]);
    await eventually(async () => {
      expect(await assign(authorId + 1)).toMatchObject({ rowCount: 100 });
    });
    expect(await sell(productId, 101)).toMatchObject({ ok: true });
    await eventually(async () => {
      expect(await statusOf(ids[100] ?? 0)).toBe('deleted');
    });
    expect(new Set(await Promise.all(ids.slice(0, 100).map(statusOf)))).toEqual(new Set(['active']));
    await assign(authorId);
    await eventually(
      async () => {
        expect(new Set(await Promise.all(ids.map(statusOf)))).toEqual(new Set(['deleted']));
      },
      { timeout: 60_000 },
    );
  });
});
