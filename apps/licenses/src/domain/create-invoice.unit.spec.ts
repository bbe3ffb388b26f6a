import { InvoiceCreated, LicenseAdded, OptionCreated, ProductCreated, defaultOption } from '@licet/contracts';
import { type CreateInvoiceCommand, type PreparedLine, createInvoice } from './create-invoice.ts';
import type { DecisionContext } from './caller.ts';
import { evolveLicense, noLicense } from './license.ts';
import { evolveOption, noOption } from './option.ts';
import { evolveProduct, noProduct } from './product.ts';

type Line = CreateInvoiceCommand['request']['lines'][number];

const context: DecisionContext = {
  now: new Date('2026-03-05T10:00:00.000Z'),
  caller: { scopes: ['invoices:write', 'licenses:create'], via: 'native' },
  commandId: 'c-1',
};
const settings = { ...defaultOption, quantityMode: 'licensePerUnit' as const };
const option = evolveOption(noOption, { type: 'OptionCreated', data: { ...OptionCreated.sample, settings } });
const product = evolveProduct(noProduct, { type: 'ProductCreated', data: ProductCreated.sample });
const licenseOf = (licenseId: number) =>
  evolveLicense(noLicense, { type: 'LicenseAdded', data: { ...LicenseAdded.sample, licenseId } });

const line = (more: Partial<Line>): Line => ({
  ...{ optionId: 2001, quantity: 1, unitPrice: '0', licenseIds: [], renews: null, upgrades: null },
  ...more,
});
const units = (quantity: number) => line({ quantity });
const listing = (many: number, from = 5001) => line({ licenseIds: Array.from({ length: many }, (_, i) => from + i) });
const preparedOf = ({ licenseIds }: Line): PreparedLine => ({
  ...{ option, product, licenses: licenseIds.map(licenseOf), renews: null, upgrades: null },
});
const { invoiceId, uuid, number } = InvoiceCreated.sample;

function order(lines: Line[], issue: boolean) {
  const request: CreateInvoiceCommand['request'] = {
    ...{ authorId: 1, customerId: 3001, status: 'web', registrar: '', comments: '', holdUntil: null },
    ...{ automaticMail: false, currency: 'USD', lines, issue, testLicenses: false, externalId: null, metadata: {} },
  };
  const surroundings: CreateInvoiceCommand['surroundings'] = { customer: { authorId: 1 }, account: { mode: 'live' } };
  const prepared = { invoiceId, uuid, number, comments: null };
  return createInvoice(
    { type: 'CreateInvoice', request, prepared, surroundings, lines: lines.map(preparedOf) },
    context,
  );
}

describe('an order holds 1,000 licenses over all its lines', () => {
  it.each<[string, Line[], boolean, string[]]>([
    ['issued', [units(400), units(601)], true, ['/lines/1']],
    ['listed', [listing(600), listing(401, 6001), line({ licenseIds: [9000] })], false, ['/lines/1', '/lines/2']],
    ['issued and listed together', [units(600), listing(401), units(1)], true, ['/lines/1', '/lines/2']],
  ])('and none further: %s', (_, lines, issue, pointers) => {
    const refusal = { code: 'parameter_invalid', facts: { pointers } };
    expect(order(lines, issue)).toMatchObject({ kind: 'refused', refusal });
  });

  it.each<[string, Line[], boolean]>([
    ['issued', [units(400), units(600)], true],
    ['listed, with quantities that issue nothing', [listing(600), units(5000), listing(400, 6001)], false],
    ['issued and listed together', [units(600), listing(399), units(1)], true],
  ])('and all of those: %s', (_, lines, issue) => {
    expect(order(lines, issue)).toMatchObject({ kind: 'accepted' });
  });
});
