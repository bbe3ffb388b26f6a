import type { Fields } from '../clients/solo-client.ts';

/** Statuses that a license may have. */
export const codes = ['OK', 'DUP', 'FRD', 'EXP', 'CHK', 'UPG', 'VOI', 'RET'];

export const numbered = (prefix: string, values: readonly (string | number)[]): Fields =>
  Object.fromEntries(values.map((value, i) => [`${prefix}${i + 1}`, value]));

/** Values for all 25 User Defined Fields, as InfoCheck shows them again. */
export const full: Fields = {
  ...numbered('UDefChar', [
    'x'.repeat(50),
    '漢'.repeat(50),
    ' <&> ',
    ...Array.from({ length: 7 }, (_, i) => `text ${i}`),
  ]),
  ...numbered('UDefNum', [0, 1, -1, 2_147_483_647, -2_147_483_648]),
  ...numbered('UDefFloat', [0.1, -2.5, 5e-324, 1.7976931348623157e308, 3]),
  ...numbered('UDefDate', [
    ...['2026-03-01T00:00:00', '1999-12-31T23:59:59', '2028-02-29T12:00:00', '0001-01-01T00:00:00'],
    '2026-03-01T09:00:00Z',
  ]),
};
export const shown = (fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
