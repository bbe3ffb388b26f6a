import { noUserFields, type Code } from '@licet/contracts';
import { no, ok, scriptedSolo } from '../scenarios/scripted-solo.scenarios.ts';
import { caller, customer, ledger, license } from '../scenarios/facts.scenarios.ts';

type Values = Record<string, string | number>;
const answers = {
  ReplaceUserFields: ok({ version: 2 }),
  GetLicense: ok({ license, password: 'right' }),
  GetLedger: ok(ledger),
  GetCustomer: ok(customer),
};
const { bus, callers, solo } = scriptedSolo(answers);

const logon = { AuthorID: 1, UserID: 'back-office', UserPassword: 'secret' };
const replace = (values: Values) => solo.license('UpdateUserDefinedFieldsS', 'UpdateUserDefinedFields', values);
const numbered = (prefix: string, values: readonly (string | number)[]) =>
  Object.fromEntries(values.map((value, i) => [`${prefix}${i + 1}`, value]));

describe('UpdateUserDefinedFields', () => {
  it('asks for each of the 25 fields by kind and place [SL-UDF-10, SL-UDF-12 … SL-UDF-14]', async () => {
    const text = Array.from({ length: 10 }, (_, i) => `text ${i}`);
    const date = [1, 2, 3, 4, 5].map((day) => `2026-03-0${day}T00:00:00`);
    const elements = {
      ...{ ...numbered('UDefChar', text), ...numbered('UDefNum', [1, -2, 3, 0, 5]) },
      ...{ ...numbered('UDefFloat', [0.1, 2, 3, 4, 5e-7]), ...numbered('UDefDate', date) },
    };
    expect(await replace({ ...logon, LicenseID: 4001, Password: ' p ', ...elements })).toEqual({ ResultCode: '0' });
    expect(bus.asked).toMatchObject([{ name: 'ReplaceUserFields', context: { authorId: 1, scopes: caller.scopes } }]);
    expect(bus.last('ReplaceUserFields')).toEqual({
      ...{ authorId: 1, licenseId: 4001, password: ' p ' },
      userFields: { text, integer: [1, -2, 3, 0, 5], float: [0.1, 2, 3, 4, 5e-7], date },
    });
  });

  it.each<[string, Values]>([
    ['omitted [SL-UDF-17, SL-UDF-18]', {}],
    ['blank [SL-UDF-19]', { UDefChar1: ' ', UDefNum1: '', UDefFloat1: ' ', UDefDate5: '' }],
    ['misspelt [SL-UDF-21]', { uDefFloat1: 1, UDefchar1: 'x', UDefChar11: 'x', UDefChar0: 'x', UDefNum6: 1 }],
  ])('takes fields that are %s for fields without value', async (_, values) => {
    expect((await replace({ ...logon, LicenseID: 4001, ...values })).ResultCode).toBe('0');
    expect(bus.last('ReplaceUserFields')).toMatchObject({ userFields: noUserFields });
  });

  it.each<[string, Values]>([
    ['51 characters [SL-UDF-11, AMB-18]', { UDefChar10: 'x'.repeat(51) }],
    ['an UDefNum with a point [SL-UDF-16]', { UDefNum1: '1.5' }],
    ['an UDefNum out of range [SL-UDF-16]', { UDefNum5: '2147483648' }],
    ['an UDefFloat with a comma [SL-UDF-16]', { UDefFloat1: '1,5' }],
    ['an UDefDate of another form [SL-UDF-16]', { UDefDate1: '01.03.2026' }],
  ])('answers -2 to %s', async (_, values) => {
    bus.answers.ReplaceUserFields = no('parameter_invalid');
    expect(await replace({ ...logon, LicenseID: 4001, UDefChar1: 'good', ...values })).toEqual({ ResultCode: '-2' });
    expect(bus.last('ReplaceUserFields')).toMatchObject({ userFields: null });
  });

  it.each<[string, Values, typeof caller | null]>([
    ['none is sent', {}, caller],
    ['it is wrong [SL-UDF-07, SL-UDF-26]', logon, null],
    ['the account is read-only [AUTH-15]', logon, { ...caller, account: { mode: 'live', status: 'readOnly' } }],
    ['the account is closed [AUTH-15]', logon, { ...caller, account: { mode: 'live', status: 'closed' } }],
  ])('leaves it to LicenseID and Password where no author logs on, because %s', async (_, values, who) => {
    callers.known = who;
    expect((await replace({ ...values, LicenseID: 4001, Password: 'p' })).ResultCode).toBe('0');
    expect(bus.last('ReplaceUserFields')).toMatchObject({ authorId: null, licenseId: 4001, password: 'p' });
    expect(bus.asked.at(-1)?.context).toMatchObject({ authorId: null, scopes: [] });
  });

  it.each(['', 'x', '0'])('passes LicenseID %p on as null [SL-UDF-08]', async (LicenseID) => {
    bus.answers.ReplaceUserFields = no('not_found');
    expect(await replace({ ...logon, LicenseID })).toEqual({ ResultCode: '100' });
    expect(bus.last('ReplaceUserFields')).toMatchObject({ licenseId: null });
  });

  it.each<Code>([
    'not_found',
    'scope_missing',
    'unauthenticated',
    'credential_invalid',
    'account_closed',
    'account_read_only',
  ])('answers 100 when refused with %s, never -1 [SL-UDF-24, SL-UDF-25, SL-UDF-26, PERM-07]', async (code) => {
    bus.answers.ReplaceUserFields = no(code);
    expect(await replace({ LicenseID: 4001 })).toEqual({ ResultCode: '100' });
  });

  it('answers -2 to another document [SL-UDF-22]', async () => {
    expect(await solo.license('UpdateUserDefinedFieldsS', 'UpdateUserDefined', {})).toEqual({ ResultCode: '-2' });
  });
});

describe('InfoCheck', () => {
  const info = (values: Values) => solo.license('InfoCheckS', 'LicenseInfoCheck', values);

  it('shows the fields that have a value behind all others, with a right password [SL-INFO-33, SL-INFO-34, SL-UDF-20]', async () => {
    const reply = await info({ LicenseID: 4001, Password: 'p' });
    expect(Object.entries(reply).slice(-8)).toEqual([
      ['Fax', ''],
      ['UDefChar1', 'Bonn'],
      ['UDefChar10', ' <x> '],
      ['UDefNum1', '-7'],
      ['UDefNum5', '0'],
      ['UDefFloat2', '0.1'],
      ['UDefDate1', '2026-03-01T09:00:00'],
      ['UDefDate5', '2026-03-01T08:00:00Z'],
    ]);
  });

  it('has none of them without a password [SL-INFO-03, SL-INFO-33, AMB-05]', async () => {
    bus.answers.GetLicense = ok({ license, password: 'none' });
    expect(Object.keys(await info({ LicenseID: 4001 })).filter((name) => name.startsWith('UDef'))).toEqual([]);
  });
});
