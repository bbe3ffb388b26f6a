import type { Code, Reply as CallReply } from '@licet/contracts';
import { oddNumbers, oddTexts } from '../scenarios/bad-input.scenarios.ts';
import { documentOf } from '../scenarios/bindings.scenarios.ts';
import { documentScenarios, sampleNames, scenarioOf } from '../scenarios/documents.scenarios.ts';
import { caller, customer, ledger, license } from '../scenarios/facts.scenarios.ts';
import { ScriptedBus, soloRoutes } from '../scenarios/gateway.scenarios.ts';
import { SoloClient } from '../scenarios/solo-client.scenarios.ts';
import { no, ok, scriptedSolo } from '../scenarios/scripted-solo.scenarios.ts';
import { soloServices } from '../services.ts';

const answers = {
  AddLicense: ok({ licenseId: 4001, uuid: '', serialNumber: 'S-1', activationPassword: 'ABCD', customerId: 3001 }),
  RevealCustomerPassword: ok({ password: 'opensesame' }),
  UpdateLicense: ok(license),
  GetLicense: ok({ license, password: 'none' }),
  GetLedger: ok(ledger),
  GetCustomer: ok(customer),
};
const { bus, callers, solo } = scriptedSolo(answers);

const scenarios = documentScenarios(sampleNames);
type Values = Record<string, string | number>;
const good = (operation: string) => scenarioOf(scenarios, operation).values;
const add = (values: Values = {}) => solo.license('AddS', 'LicenseAdd', { ...good('Add'), ...values });
const info = (values: Values) => solo.license('InfoCheckS', 'LicenseInfoCheck', values);
const logon = { AuthorID: 1, UserID: 'back-office', UserPassword: 'secret', LicenseID: 4001 };
const change = (values: Values) =>
  solo.license('UpdateActivationFields', 'UpdateActivationFields', { ...logon, ...values });
const asked = () => bus.asked.map(({ name }) => name);

describe('Add', () => {
  it('forms a command of every element', async () => {
    await add({
      ...{ Expiration: '3/1/2027', LicenseCounter: 0, Version: '1.2.3.4', LicenseUpdate: 'u', Notes: ' n ' },
      ...{ DistributorID: 9, LicenseeEmail: 'e@example.org', LicenseeName: 'Löwe', IsTestLicense: 'TRUE' },
    });
    expect(bus.last('AddLicense')).toEqual({
      ...{ authorId: 1, optionId: 2001, customerId: 3001, distributorId: 9, expiresAt: '2027-03-01T00:00:00.000Z' },
      fields: {
        ...{ quantity: 1, unitPrice: '49.90', activationsLeft: 5, deactivationsLeft: 3, counter: 0 },
        ...{ currentVersion: '1.2.3.4', licenseUpdate: 'u', notes: ' n ', isTest: true },
        ...{ licenseeName: 'Löwe', licenseeEmail: 'e@example.org' },
      },
    });
    expect(bus.asked.at(-1)?.context).toMatchObject({
      via: 'solo',
      authorId: 1,
      actor: caller.actor,
      scopes: caller.scopes,
    });
  });

  it('leaves out what was not asked for [SL-ADD-08, SL-ADD-14, SL-ADD-23]', async () => {
    await add();
    expect(bus.last('AddLicense')).toMatchObject({ fields: { counter: null, isTest: false, currentVersion: '' } });
    expect(Object.keys(bus.last('AddLicense') ?? {})).toEqual(['authorId', 'optionId', 'customerId', 'fields']);
  });

  it('answers all elements in order [SL-ADD-30 … SL-ADD-34, FMT-23]', async () => {
    expect(Object.entries(await add())).toEqual([
      ['ResultCode', '0'],
      ['LicenseID', '4001'],
      ['Password', 'opensesame'],
      ['SerialNumber', 'S-1'],
      ['ActivationPassword', 'ABCD'],
    ]);
  });

  it.each([
    ['Quantity', ''],
    ['Quantity', 'x'],
    ['Quantity', '-1'],
    ['UnitPrice', ''],
    ['UnitPrice', '1,5'],
    ['UnitPrice', '-1'],
    ['ActivationCount', ''],
    ['ActivationCount', '-1'],
    ['DeactivationCount', '1.5'],
    ['DeactivationCount', ''],
    ['LicenseCounter', '-1'],
    ['LicenseCounter', 'x'],
    ['IsTestLicense', 'maybe'],
    ['Version', '1.2'],
    ['Notes', 'x'.repeat(4001)],
  ])(
    'passes a bad %s %p on as null fields, which are judged late [SL-ADD-37, SL-ADD-38, SL-ADD-51]',
    async (name, value) => {
      await add({ [name]: value });
      expect(bus.last('AddLicense')).toMatchObject({ optionId: 2001, customerId: 3001, fields: null });
    },
  );

  it('passes malformed ids and dates on as null, each for itself [SL-ADD-42, SL-ADD-45, SL-ADD-46, SL-ADD-49]', async () => {
    await add({ ProdOptionID: 'x', CustomerID: '', DistributorID: '-1', Expiration: '2027-03-01' });
    expect(bus.last('AddLicense')).toMatchObject({
      optionId: null,
      customerId: null,
      distributorId: null,
      expiresAt: null,
    });
  });

  it.each<[number, CallReply<unknown>]>([
    [-1, no('scope_missing')],
    [1, no('option_not_issuable', { reason: 'unknown' })],
    [1, no('option_not_issuable', { reason: 'inactive' })],
    [2, no('option_not_issuable', { reason: 'bundle' })],
    [3, no('option_not_issuable', { reason: 'paymentPlan' })],
    [7, no('option_not_issuable', { reason: 'groupRequired' })],
    [4, no('not_found', { what: 'customer' })],
    [5, no('not_found', { what: 'distributor' })],
    [8, no('parameter_invalid', { what: 'expiration' })],
    [-2, no('parameter_invalid', { what: 'fields' })],
    [6, no('serials_exhausted')],
  ])('answers %p with empty data elements [SL-ADD-35]', async (code, refusal) => {
    bus.answers.AddLicense = refusal;
    expect(await add()).toEqual({
      ...{ ResultCode: String(code), LicenseID: '', Password: '', SerialNumber: '', ActivationPassword: '' },
    });
  });

  it('adds nothing when the customer password cannot be asked for', async () => {
    delete (bus.answers as Partial<typeof answers>).RevealCustomerPassword;
    await expect(add()).rejects.toThrow('HTTP 500');
    expect(asked()).toEqual(['RevealCustomerPassword']);
  });
});

describe.each(['Add', 'UpdateActivationFields'])('%s', (operation) => {
  const { root, values } = scenarioOf(scenarios, operation);
  const call = (more: Values = {}) =>
    solo.license(operation === 'Add' ? 'AddS' : operation, root, { ...values, ...more });

  it.each([
    ['AuthorID', 'x'],
    ['AuthorID', ''],
    ['UserID', ' '],
    ['UserPassword', ''],
    ['UserPassword', 'x'.repeat(256)],
  ])('answers −1 to %s %p and asks nobody [AUTH-01, AUTH-04]', async (name, value) => {
    expect((await call({ [name]: value })).ResultCode).toBe('-1');
    expect(bus.asked).toEqual([]);
  });

  it('answers −1 to a logon that fails, before anything else is judged [SL-ADD-39, SL-UAF-33]', async () => {
    callers.known = null;
    expect((await call({ Quantity: 'x', LicenseID: 'x', ProdOptionID: 'x' })).ResultCode).toBe('-1');
    expect(bus.asked).toEqual([]);
  });

  it.each(['closed', 'readOnly'] as const)('answers −1 on a %s account [AUTH-15]', async (status) => {
    callers.known = { ...caller, account: { mode: 'live', status } };
    expect((await call()).ResultCode).toBe('-1');
    expect(bus.asked).toEqual([]);
  });

  it.each([
    [true, undefined],
    [false, 'pending'],
  ])('waits for those who read what it wrote; all there: %p [SYS-01]', async (arrived, consistency) => {
    const written = { service: 'licenses' as const, lane: 3, epoch: 1, position: 7 };
    const added = { ...answers.AddLicense, positions: [written] };
    const updated = { ...answers.UpdateLicense, positions: [written] };
    let applied = arrived;
    const AwaitApplied = () => ok({ applied });
    const own = new ScriptedBus({ ...answers, AddLicense: added, UpdateLicense: updated });
    Object.assign(own.answers, {
      'activations.AwaitApplied': AwaitApplied,
      'status-projector.AwaitApplied': AwaitApplied,
    });
    const routes = await soloRoutes(soloServices, own, { user: () => Promise.resolve(caller) });
    const path = `XmlLicenseService.asmx/${operation === 'Add' ? 'AddS' : operation}`;
    const reply = await new SoloClient(routes.send).post(path, documentOf(root, values));
    applied = true; // ends the asking in the background
    expect(reply.headers['licet-consistency']).toBe(consistency);
    for (const service of ['activations', 'status-projector'])
      expect(own.last(`${service}.AwaitApplied`)).toMatchObject({ positions: [written] });
    await routes.close();
  });
});

describe('InfoCheck', () => {
  const unpopulated = ['LicenseeEmail', 'LicenseeName', 'CustomerID', 'Company', 'FirstName', 'LastName', 'Address1'];

  it('answers what everybody may see without a password [SL-INFO-03, SL-INFO-13 … SL-INFO-32, FMT-09, FMT-20]', async () => {
    const reply = await info({ LicenseID: 4001 });
    expect(reply).toMatchObject({
      ...{ ResultCode: '0', ProductID: '1001', ProductName: 'Example Editor', LatestVersion: '4.2.0.0' },
      ...{ ProdOptionID: '2001', OptionName: 'Single user', TCFixedValue: '', EnteredDate: '2026-03-01T09:12:45Z' },
      ...{ Status: 'OK', Quantity: '1', ReplacedBy: '', RemainingActivations: '5', RemainingDeactivations: '3' },
      ...{ DownloadExpiration: '2027-03-01T00:00:00', LicenseUpdate: 'update & <more>', CurrentVersion: '4.2.0.0' },
      ...{ InvoiceNo: '', IsTestLicense: 'false', LicenseCounter: '' },
    });
    for (const name of unpopulated) expect([name, reply[name]]).toEqual([name, '']);
    expect(Object.keys(reply).filter((name) => name.startsWith('UDef'))).toEqual([]);
    expect(asked()).toEqual(['GetLicense', 'GetLedger']);
  });

  it('adds licensee and customer with a right password, in the documented order [SL-INFO-04, SL-INFO-28, SL-INFO-31]', async () => {
    bus.answers.GetLicense = ok({ license, password: 'right' });
    const reply = await info({ LicenseID: 4001, Password: ' x' });
    expect(bus.last('GetLicense')).toEqual({ authorId: null, reference: { licenseId: 4001 }, password: ' x' });
    const userFields = (name: string) => name.startsWith('UDef');
    const others = Object.entries(reply).filter(([name]) => !userFields(name));
    expect(others.slice(-18)).toEqual(
      [
        ['InvoiceNo', ''],
        ['LicenseeEmail', 'ada@example.org'],
        ['LicenseeName', 'Ada Löwe'],
        ['IsTestLicense', 'false'],
        ['LicenseCounter', ''],
        ['CustomerID', '3001'],
        ['Company', 'Löwe & Söhne'],
        ['FirstName', 'Ada'],
        ['LastName', 'Löwe'],
        ['Address1', 'Hauptstraße 1'],
        ['Address2', ''],
        ['City', 'Köln'],
        ['StateProvince', 'NRW'],
        ['PostalCode', '50667'],
        ['Country', 'Germany'],
        ['Email', 'ada@example.org'],
        ['Phone', '+49 221 1'],
        ['Fax', ''],
      ].slice(-18),
    );
  });

  it('shows unlimited activations as the highest int [SA-GEN-28]', async () => {
    bus.answers.GetLedger = ok({ ...ledger, activationsLeft: null, counter: 0 });
    expect(await info({ LicenseID: 4001 })).toMatchObject({ RemainingActivations: '2147483647', LicenseCounter: '0' });
  });

  it('is found by serial number and product [SL-INFO-06]', async () => {
    expect((await info({ SerialNumber: ' SERIAL-1 ', ProductID: 1001 })).ResultCode).toBe('0');
    expect(bus.last('GetLicense')).toEqual({
      authorId: null,
      reference: { serialNumber: 'SERIAL-1', productId: 1001 },
    });
  });

  it.each<[number, string, Values, CallReply<unknown>?]>([
    [100, 'nothing at all [SL-INFO-10]', {}],
    [100, 'a serial number without product [SL-INFO-10]', { SerialNumber: 'S' }],
    [100, 'a product alone [SL-INFO-10]', { ProductID: 1001 }],
    [100, 'a LicenseID that is no number [SL-INFO-43]', { LicenseID: 'abc' }],
    [200, 'a ProductID that is no number [SL-INFO-43]', { LicenseID: 4001, ProductID: 'abc' }],
    [200, 'a serial number with a ProductID that is no number [SL-INFO-43]', { SerialNumber: 'S', ProductID: 'abc' }],
    [
      100,
      'a serial number with a wrong password and a ProductID that is no number [SL-INFO-44]',
      { SerialNumber: 'S', Password: 'x', ProductID: 'abc' },
      no('not_found', { what: 'license', otherProduct: false }),
    ],
    [
      200,
      'a serial number with its password and a ProductID that is no number [SL-INFO-43]',
      { SerialNumber: 'S', Password: 'x', ProductID: 'abc' },
      no('not_found', { what: 'license', otherProduct: true }),
    ],
    [200, 'another product [SL-INFO-42]', { LicenseID: 4001, ProductID: 1002 }],
    [100, 'an unknown license [SL-INFO-39]', { LicenseID: 9 }, no('not_found')],
    [100, 'a wrong password [SL-INFO-40]', { LicenseID: 4001, Password: 'x' }, ok({ license, password: 'wrong' })],
    [
      100,
      'wrong password and product [SL-INFO-44]',
      { LicenseID: 4001, Password: 'x', ProductID: 1002 },
      ok({ license, password: 'wrong' }),
    ],
    [100, 'an unknown serial number [SL-INFO-41]', { SerialNumber: 'S', ProductID: 1001 }, no('not_found')],
    [
      200,
      'a serial number of another product [SL-INFO-46]',
      { SerialNumber: 'S', ProductID: 1002 },
      no('not_found', { what: 'license', otherProduct: true }),
    ],
  ])('answers %p to %s, and shows nothing [SL-INFO-36]', async (code, _title, values, answer = answers.GetLicense) => {
    bus.answers.GetLicense = answer;
    const { ResultCode, ...others } = await info(values);
    expect(ResultCode).toBe(String(code));
    expect(new Set(Object.values(others))).toEqual(new Set(['']));
  });

  it('answers 100 when LicenseID and SerialNumber lead to different licenses [SL-INFO-09]', async () => {
    const both = { LicenseID: 4001, SerialNumber: 'S', ProductID: 1001 };
    expect((await info(both)).ResultCode).toBe('0');
    const lookUp = ({ reference }: { reference: object }) =>
      ok({ license: { ...license, licenseId: 'licenseId' in reference ? 4001 : 4002 }, password: 'none' });
    Object.assign(bus.answers, { GetLicense: lookUp });
    expect((await info(both)).ResultCode).toBe('100');
  });

  it('compares ProductID with the license of LicenseID before it looks for the serial number, a reading [SL-INFO-08, SL-INFO-09]', async () => {
    bus.asked.length = 0;
    expect((await info({ LicenseID: 4001, SerialNumber: 'S', ProductID: 1002 })).ResultCode).toBe('200');
    expect(bus.asked.map(({ request }) => request.reference)).toEqual([{ licenseId: 4001 }]);
  });

  it('takes no notice of an author logon [SL-INFO-35, AUTH-12]', async () => {
    callers.known = null;
    const reply = await info({ AuthorID: 1, UserID: 'back-office', UserPassword: 'wrong', LicenseID: 4001 });
    expect([reply.ResultCode, reply.CustomerID]).toEqual(['0', '']);
  });

  it.each(oddTexts)('returns %p as plain text [BAD-11, WIRE-64]', async (text) => {
    bus.answers.GetLicense = ok({ license: { ...license, licenseUpdate: text }, password: 'none' });
    expect((await info({ LicenseID: 4001 })).LicenseUpdate).toBe(text);
  });
});

describe('UpdateActivationFields', () => {
  it.each<[string, Values, object]>([
    ['Status [SL-UAF-04]', { Status: 'FRD' }, { status: { status: 'revoked', reason: 'fraud' } }],
    ['Status in lower case [SL-UAF-07]', { Status: 'dup' }, { status: { status: 'revoked', reason: 'duplicate' } }],
    ['ActivationsLeft [SL-UAF-11]', { ActivationsLeft: 0 }, { activationsLeft: { set: 0 } }],
    ['ActivationsIncrement [SL-UAF-12]', { ActivationsIncrement: 2 }, { activationsLeft: { add: 2 } }],
    ['DeactivationsLeft [SL-UAF-13]', { DeactivationsLeft: 7 }, { deactivationsLeft: { set: 7 } }],
    [
      'DeactivationsIncrement [SL-UAF-14, SL-UAF-21]',
      { DeactivationsIncrement: -1 },
      { deactivationsLeft: { add: -1 } },
    ],
    ['LicenseCounter [SL-UAF-15]', { LicenseCounter: 5 }, { counter: { set: 5 } }],
    ['LicenseCounterIncrement [SL-UAF-16]', { LicenseCounterIncrement: '+5' }, { counter: { add: 5 } }],
    [
      'ExpirationDate [SL-UAF-18]',
      { ExpirationDate: '03/01/2027' },
      { expiresAt: { set: '2027-03-01T00:00:00.000Z' } },
    ],
    ['ExpirationDateIncrement [SL-UAF-19]', { ExpirationDateIncrement: 30 }, { expiresAt: { addDays: 30 } }],
    ['LicenseUpdate [SL-UAF-24]', { LicenseUpdate: ' x ' }, { licenseUpdate: ' x ' }],
    ['SerialNumberText [SL-UAF-25]', { SerialNumberText: 'S-2' }, { serialNumberText: 'S-2' }],
    ['SerialNumberText as it is looked for [SL-UAF-41]', { SerialNumberText: ' S 2\n' }, { serialNumberText: 'S 2' }],
    [
      'several at once [SL-UAF-27]',
      { Status: 'OK', ActivationsLeft: 1 },
      { status: { status: 'active', reason: null }, activationsLeft: { set: 1 } },
    ],
    [
      'one, the others blank [SL-UAF-03]',
      { ActivationsLeft: 1, Status: '', LicenseUpdate: ' ' },
      { activationsLeft: { set: 1 } },
    ],
  ])('asks for %s', async (_title, values, changes) => {
    expect(await change(values)).toEqual({ ResultCode: '0' });
    expect(bus.last('UpdateLicense')).toEqual({ authorId: 1, licenseId: 4001, changes });
  });

  it.each<[string, Values]>([
    ['no field [SL-UAF-37]', {}],
    ['blank fields only [SL-UAF-03, SL-UAF-37]', { Status: ' ', ActivationsLeft: '' }],
    ['a described status [SL-UAF-05]', { Status: 'DUP - Duplicate' }],
    ['a status in words [SL-UAF-05]', { Status: 'Duplicate' }],
    ['Delete [SL-UAF-06]', { Status: 'DEL' }],
    ['Delete in words [SL-UAF-06]', { Status: 'Delete' }],
    ['a negative value [SL-UAF-22]', { ActivationsLeft: -1 }],
    ['value and increment together [SL-UAF-23]', { ActivationsLeft: 1, ActivationsIncrement: 1 }],
    ['date and increment together [SL-UAF-23]', { ExpirationDate: '03/01/2027', ExpirationDateIncrement: 1 }],
    ['a wrong form beside a right one [SL-UAF-38]', { LicenseCounterIncrement: '1.5', Status: 'OK' }],
    ['a wrong date [SL-UAF-38]', { ExpirationDate: '2027-03-01' }],
  ])('asks for nothing that could be applied with %s', async (_title, values) => {
    bus.answers.UpdateLicense = no('parameter_invalid', { what: 'form' });
    expect(await change(values)).toEqual({ ResultCode: '50' });
    expect(bus.last('UpdateLicense')).toMatchObject({ changes: null });
  });

  it.each(['', 'abc', '0', '99999999999'])('passes LicenseID %p on as null [SL-UAF-35]', async (LicenseID) => {
    bus.answers.UpdateLicense = no('not_found', { what: 'license' });
    expect(await change({ LicenseID, Status: 'OK' })).toEqual({ ResultCode: '-1' });
    expect(bus.last('UpdateLicense')).toMatchObject({ licenseId: null });
  });

  it.each<[number, Code]>([
    [-1, 'scope_missing'],
    [-1, 'not_found'],
    [50, 'parameter_invalid'],
    [50, 'duplicate'],
  ])('answers %p when refused with %s', async (code, refusal) => {
    bus.answers.UpdateLicense = no(refusal);
    expect(await change({ Status: 'OK' })).toEqual({ ResultCode: String(code) });
  });
});

it.each(oddNumbers)('never fails over %p in a number [BAD-09]', async (odd) => {
  for (const name of ['Quantity', 'ActivationCount', 'LicenseCounter', 'ProdOptionID', 'CustomerID', 'DistributorID'])
    expect((await add({ [name]: odd })).ResultCode).toBe('0');
  for (const name of ['LicenseID', 'ProductID'])
    expect(['0', '100', '200']).toContain((await info({ LicenseID: 4001, [name]: odd })).ResultCode);
  for (const name of ['ActivationsLeft', 'LicenseCounterIncrement', 'ExpirationDateIncrement'])
    expect((await change({ [name]: odd })).ResultCode).toBe('0');
});
