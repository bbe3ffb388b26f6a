import { element, parseXml, writeXml } from '@licet/xml';
import {
  bool,
  clearable,
  count,
  date,
  decimal,
  id,
  ids,
  instant,
  int,
  text,
  token,
  version,
  type Field,
} from './fields.ts';
import { versionLong } from './formats.ts';

const read = <T>(field: Field<T>, ...texts: string[]) =>
  field.read(
    parseXml(
      writeXml(
        element(
          'a',
          texts.map((it) => element('b', it)),
        ),
      ),
    ),
    'b',
  );

const cases: [string, Field<unknown>, string, unknown][] = [
  ['int takes a sign and surrounding blanks [FMT-01]', int, ' +7\n', 7],
  ['int takes the lowest [FMT-01]', int, '-2147483648', -2147483648],
  ['int takes the highest [FMT-01]', int, '2147483647', 2147483647],
  ['int takes leading zeroes [FMT-01]', int, '007', 7],
  ['int refuses what is too high [FMT-01]', int, '2147483648', null],
  ['int refuses what is far too high [FMT-01]', int, '99999999999', null],
  ['int refuses a fraction [FMT-01]', int, '1.5', null],
  ['int refuses an exponent [FMT-01]', int, '1e3', null],
  ['int refuses blanks inside [FMT-01]', int, '1 2', null],
  ['int refuses digits of other scripts [FMT-01]', int, '１', null],
  ['int refuses text [FMT-01]', int, 'abc', null],
  ['count refuses what is below zero', count, '-1', null],
  ['id refuses zero [FMT-21]', id, '0', null],
  ['decimal takes four decimals and loses none [FMT-02]', decimal, ' 12345678901234.5670 ', '12345678901234.5670'],
  ['decimal takes digits behind the point alone [FMT-02]', decimal, '.50', '0.50'],
  ['decimal takes digits before the point alone [FMT-02]', decimal, '+5.', '5'],
  ['decimal refuses a point alone [FMT-02]', decimal, '.', null],
  ['decimal refuses five decimals [FMT-02]', decimal, '1.00001', null],
  ['decimal refuses a comma [FMT-02]', decimal, '1,5', null],
  ['decimal refuses what is below zero [SL-ADD-38]', decimal, '-1', null],
  ['bool takes TRUE [FMT-03]', bool, 'TRUE', true],
  ['bool takes 1 [FMT-03]', bool, ' 1 ', true],
  ['bool takes False [FMT-03]', bool, 'False', false],
  ['bool takes 0 [FMT-03]', bool, '0', false],
  ['bool refuses yes [FMT-03]', bool, 'yes', null],
  ['bool refuses the name of a property of objects', bool, 'constructor', null],
  ['date takes MM/dd/yyyy [FMT-05]', date, '03/01/2027', '2027-03-01T00:00:00.000Z'],
  ['date takes M/d/yyyy [FMT-06]', date, '3/1/2027', '2027-03-01T00:00:00.000Z'],
  ['date takes a leap day [FMT-06]', date, '02/29/2028', '2028-02-29T00:00:00.000Z'],
  ['date takes the last day of all', date, '12/31/9999', '9999-12-31T00:00:00.000Z'],
  ['date refuses 02/30 [FMT-06]', date, '02/30/2027', null],
  ['date refuses a leap day that was none [FMT-06]', date, '02/29/2027', null],
  ['date refuses month 13 [FMT-06]', date, '13/01/2027', null],
  ['date refuses ISO 8601 [FMT-06]', date, '2027-03-01', null],
  ['date refuses years beyond [FMT-06]', date, '01/01/10000', null],
  ['version takes four groups [FMT-10]', version, ' 1.2.0.0 ', '1.2.0.0'],
  ['version takes leading zeroes [FMT-11]', version, '00001.00002.00000.00000', '00001.00002.00000.00000'],
  ['version refuses three groups [FMT-10]', version, '1.2.0', null],
  ['version refuses six digits [FMT-10]', version, '100000.0.0.0', null],
  ['text keeps blanks and letter case [PWD-12]', text(255), ' Geheim ', ' Geheim '],
  ['text takes as many characters as it may [FMT-18]', text(255), 'ä'.repeat(255), 'ä'.repeat(255)],
  [
    'text counts characters that take two places in memory once [FMT-18]',
    text(255),
    '😀'.repeat(255),
    '😀'.repeat(255),
  ],
  ['text is never cut [FMT-18]', text(255), 'x'.repeat(256), null],
  ['text refuses one character too many that takes two places [FMT-18]', text(255), '😀'.repeat(256), null],
  ['token has no blanks around it [ENC-36]', token(255), ' a b\n', 'a b'],
  ['dateTime without zone is UTC [SA-ACT-75]', instant, '2026-03-01T09:12:45', '2026-03-01T09:12:45.000Z'],
  ['dateTime with a zone [SA-ACT-75]', instant, '2026-03-01T09:12:45.5+01:00', '2026-03-01T08:12:45.500Z'],
  ['dateTime refuses what is no date [SA-ACT-75]', instant, '2026-02-31T25:00:00', null],
  ['dateTime refuses text [SA-ACT-75]', instant, 'yesterday', null],
];

it.each(cases)('%s', (_title, field, value, expected) => {
  expect(read(field, value)).toBe(expected);
});

it.each<Field<unknown>>([int, text(9), bool, decimal, date, version, instant, token(9), ids])(
  'a field omitted or blank has no value [WIRE-59]',
  (field) => {
    expect([read(field), read(field, ''), read(field, ' \n', '')]).toEqual([undefined, undefined, undefined]);
  },
);

it.each<Field<unknown>>([int, text(9), bool, decimal, date, version, instant, token(9), ids, clearable(9)])(
  'a field that is nil is as good as omitted, whatever stands in it [WIRE-59]',
  (field) => {
    const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
    const nil = (value: string) => field.read(parseXml(`<a ${xsi}><b xsi:nil="${value}">1</b></a>`), 'b');
    expect([nil('true'), nil('1')]).toEqual([undefined, undefined]);
    expect(nil('false')).not.toBeUndefined();
  },
);

it('a repeated field has the value of the first one that is not blank [WIRE-55]', () => {
  expect(read(int, '', '7', '8')).toBe(7);
});

it('ids are all of them, or malformed when one is [SA-ACT-12]', () => {
  expect(read(ids, '1', '', '2')).toEqual([1, 2]);
  expect(read(ids, '1', 'x')).toBeNull();
});

it('the long form of a version is exact, also beyond 64 bits [FMT-13, FMT-14]', () => {
  expect(versionLong('1.2.0.0')).toBe('1000020000000000');
  expect(versionLong('99999.99999.99999.99999')).toBe('99999999999999999999');
});
