import { element, parseXml, writeXml } from '@licet/xml';
import { double, moment } from './user-field-forms.ts';
import { type Field, text } from './fields.ts';

const read = <T>(field: Field<T>, value: string) =>
  field.read(parseXml(writeXml(element('a', [element('b', value)]))), 'b');

it.each([
  ['2026-03-01', '2026-03-01T00:00:00'],
  ['2026-03-01T09:05', '2026-03-01T09:05:00'],
  ['2026-03-01T09:05:07', '2026-03-01T09:05:07'],
  ['2026-03-01T09:05:07.120', '2026-03-01T09:05:07.12'],
  ['2026-03-01T09:05:07.000', '2026-03-01T09:05:07'],
  ['2026-03-01T00:30:00Z', '2026-03-01T00:30:00Z'],
  ['2026-03-01T00:30:00+01:00', '2026-02-28T23:30:00Z'],
  ['2026-12-31T23:30:00.5-05:30', '2027-01-01T05:00:00.5Z'],
  ['03/01/2026', '2026-03-01T00:00:00'],
  ['3/1/2026', '2026-03-01T00:00:00'],
  ['03/01/2026 23:59:58', '2026-03-01T23:59:58'],
  ['0001-01-01', '0001-01-01T00:00:00'],
  ['9999-12-31T23:59:59', '9999-12-31T23:59:59'],
  [' 02/29/2028 ', '2028-02-29T00:00:00'],
])('reads the date %p as %p [SL-UDF-14, SL-UDF-15, AMB-27]', (given, value) => {
  expect(read(moment, given)).toBe(value);
});

it.each([
  ...['02/29/2027', '2027-02-29', '13/01/2026', '2026-13-01', '2026-00-10', '01.03.2026', '1/3/26', 'tomorrow', '0'],
  ...['2026-03-01T24:00:00', '2026-03-01T23:60:00', '2026-03-01T23:59:60', '2026-03-01 09:00', '03/01/2026 9:00'],
  ...['2026-03-01T09:00:00+15:00', '2026-03-01T09:00:00+0100', '2026-03-01T09Z', '0000-01-01'],
  ...['0001-01-01T00:00:00+01:00', '9999-12-31T23:59:59-01:00', '20260301', '2026-03-01T09:00:00.1234567890'],
])('takes %p for no date [SL-UDF-16]', (given) => {
  expect(read(moment, given)).toBeNull();
});

it.each([
  ['0.1', 0.1],
  ['-1.7976931348623157E+308', -1.7976931348623157e308],
  ['5e-324', 5e-324],
  ['.5', 0.5],
  ['5.', 5],
  [' +3 ', 3],
  ['-0', 0],
  ['12345678901234567', 12345678901234568],
])('reads the double %p [FMT-16, SL-UDF-13]', (given, value) => {
  expect(read(double, given)).toBe(value);
});

it.each(['1,5', '1e309', 'NaN', 'Infinity', '-INF', '0x10', '1 2', '.', 'e5', '１'])(
  'takes %p for no double [SL-UDF-16]',
  (given) => {
    expect(read(double, given)).toBeNull();
  },
);

it.each([
  ['x'.repeat(50), true],
  ['漢'.repeat(50), true],
  ['😀'.repeat(50), true],
  [' '.repeat(49) + 'x', true],
  ['x'.repeat(51), false],
  ['😀'.repeat(51), false],
])('counts characters, not bytes: %p [FMT-17, SL-UDF-10, SL-UDF-11]', (value, fits) => {
  expect(read(text(50), value)).toBe(fits ? value : null);
});
