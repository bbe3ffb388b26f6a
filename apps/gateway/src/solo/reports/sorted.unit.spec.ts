import type { ReportedLicense } from '@licet/contracts';
import { exportLicenses } from './license-reports.ts';
import type { Ask } from './report.ts';
import type { Cell } from './rows.ts';
import type { ReportForm } from './report-form.ts';
import { mostSorted } from './sorted.ts';

const license = (licenseId: number, more: Partial<ReportedLicense> = {}): ReportedLicense => ({
  ...{ licenseId, company: '', status: 'OK', isTest: false, customerId: 3001, distributorId: null, productId: 1001 },
  ...{ productName: 'Editor', optionId: 2001, optionName: 'One', enteredAt: '2026-03-01T09:12:45.120Z', notes: '' },
  ...{ quantity: 1, unitPrice: '1', invoice: null },
  ...more,
});
const form = (sortBy: string): ReportForm => ({
  ...{ type: 'Csv', authorId: 1, from: null, to: null, onlyOk: false, licenseId: null, sortBy },
});

/** LicenseIDs of a report in the order that it has them, from a service that tells three at a time. */
async function idsBy(sortBy: string, licenses: readonly ReportedLicense[]): Promise<Cell[]> {
  const ask = ((_definition: unknown, { after }: { after: string | null }) => {
    const from = Number(after ?? 0);
    const next = from + 3 < licenses.length ? String(from + 3) : null;
    return Promise.resolve({ rows: licenses.slice(from, from + 3), next });
  }) as unknown as Ask;
  const ids: Cell[] = [];
  for await (const rows of exportLicenses.pages(form(sortBy), ask)) ids.push(...rows.map(([id]) => id ?? null));
  return ids;
}

describe('rows of a report', () => {
  const licenses = [
    license(1, { company: 'Öl', quantity: 10, unitPrice: '9.90', distributorId: 8 }),
    license(2, { company: 'Zug', quantity: 9, unitPrice: '100.00' }),
    license(3, { company: 'arm', quantity: 10, unitPrice: '49.90', distributorId: 7 }),
    license(4, { company: 'Öl', quantity: 2, unitPrice: '9.90' }),
  ];

  it.each([
    ['companyname', [3, 1, 4, 2]],
    ['qordered', [4, 2, 1, 3]],
    ['unitprice', [1, 4, 3, 2]],
    ['distributorid', [3, 1, 2, 4]],
  ])('come by the column %s that SortBy names, equal ones in order of time [RPT-03]', async (column, ids) => {
    expect(await idsBy(column, licenses)).toEqual(ids);
  });

  it.each(['', 'nothing', '1', 'toString'])(
    'come in order of time by SortBy %j, a reading [RPT-03]',
    async (sortBy) => {
      expect(await idsBy(sortBy, licenses)).toEqual([1, 2, 3, 4]);
    },
  );

  it('are refused where they are too many to be sorted, and come in order of time however many they are [RPT-03]', async () => {
    const many = Array.from({ length: mostSorted + 1 }, (_, i) => license(mostSorted - i));
    await expect(idsBy('licenseid', many)).rejects.toMatchObject({ type: 'TooManyRowsToSort' });
    expect((await idsBy('licenseid', many.slice(1)))[0]).toBe(0);
    expect(await idsBy('', many)).toHaveLength(mostSorted + 1);
  });
});
