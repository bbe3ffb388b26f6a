import type { Code, Reply as CallReply } from '@licet/contracts';
import { no, ok, scriptedSolo } from '../scenarios/scripted-solo.scenarios.ts';
import { soloServices } from '../services.ts';
import { customer, license } from '../scenarios/facts.scenarios.ts';

type Values = Record<string, string | number>;
const found = (password: string, changes: object = {}) => ok({ license: { ...license, ...changes }, password });
const answers = {
  GetLicense: found('right'),
  GetCustomer: ok(customer),
  RegisterCustomer: ok({ customerId: 3001 }),
};
const { bus, solo } = scriptedSolo(answers);

const byId = { LicenseID: 4001, Password: 'K7MQ2ZTR9WHX4DCA' };
const validate = (values: Values) => solo.license('ValidateRegistrationS', 'ValidateRegistration', values);

/** Credentials that every registration method answers 100, whatever is wrong about them. */
const unknown: [string, Values, CallReply<unknown>?][] = [
  ['nothing at all', {}],
  ['a license without password', { LicenseID: 4001 }],
  ['a blank password', { LicenseID: 4001, Password: ' ' }],
  ['a wrong password', byId, found('wrong')],
  ['an unknown license', byId, no('not_found')],
  ['a LicenseID that is no number', { LicenseID: 'x', Password: 'p' }],
  ['another product', { ...byId, ProductID: 1002 }],
  ['a ProductID that is no number', { ...byId, ProductID: 'x' }],
  ['a serial number without product', { SerialNumber: 'SERIAL-1', Password: 'p' }],
  [
    'a serial number of another product',
    { SerialNumber: 'S', ProductID: 1002, Password: 'p' },
    no('not_found', { otherProduct: true }),
  ],
];

describe('ValidateRegistration', () => {
  it('answers the registration in the documented order [SL-VAL-07 … SL-VAL-15, SL-VAL-17]', async () => {
    expect(Object.entries(await validate(byId))).toEqual([
      ...[
        ['ResultCode', '0'],
        ['CustomerID', '3001'],
        ['Company', 'Löwe & Söhne'],
        ['FirstName', 'Ada'],
        ['LastName', 'Löwe'],
      ],
      ...[
        ['Address1', 'Hauptstraße 1'],
        ['Address2', ''],
        ['City', 'Köln'],
        ['StateProvince', 'NRW'],
        ['PostalCode', '50667'],
      ],
      ...[
        ['Country', 'Germany'],
        ['Phone', '+49 221 1'],
        ['Fax', ''],
        ['Email', 'ada@example.org'],
      ],
      ...[
        ['Notes', 'prefers mail'],
        ['EuropeanUnionVATNumber', 'DE136695976'],
        ['ProductID', '1001'],
        ['ProdOptionID', '2001'],
      ],
      ...[
        ['LicenseEmail', 'ada@example.org'],
        ['LicenseName', 'Ada Löwe'],
      ],
      ...[
        ['LicenseeEmail', 'ada@example.org'],
        ['LicenseeName', 'Ada Löwe'],
      ],
    ]);
    expect(bus.asked.map(({ name }) => name)).toEqual(['GetLicense', 'GetCustomer']);
  });

  it('answers 300 for a customer who is not registered, without contact data [SL-VAL-19, SL-VAL-20]', async () => {
    bus.answers.GetCustomer = ok({ ...customer, registered: false });
    const { ResultCode, CustomerID, ProductID, LicenseeName, LicenseName, Company, Email, Notes } =
      await validate(byId);
    expect([ResultCode, CustomerID, ProductID, LicenseeName, LicenseName]).toEqual([
      ...['300', '3001', '1001', 'Ada Löwe', 'Ada Löwe'],
    ]);
    expect([Company, Email, Notes]).toEqual(['', '', '']);
  });

  it('answers 300 for a license without customer [UNI-78]', async () => {
    bus.answers.GetLicense = found('right', { customerId: null });
    expect(await validate(byId)).toMatchObject({ ResultCode: '300', CustomerID: '' });
  });

  it.each(unknown)(
    'answers 100 for %s, all elements empty [SL-VAL-18, SL-VAL-20]',
    async (_, values, answer = answers.GetLicense) => {
      bus.answers.GetLicense = answer;
      const { ResultCode, ...others } = await validate(values);
      expect(ResultCode).toBe('100');
      expect(new Set(Object.values(others))).toEqual(new Set(['']));
    },
  );

  it('is posted under its heading as well, in any letter case [SL-03]', async () => {
    const reply = await solo.license('validateLicenseRegistrations', 'ValidateRegistration', byId);
    expect(reply.ResultCode).toBe('0');
  });

  it('has no operation of its own under its heading, plain or S [SL-02]', () => {
    const found = (name: string) => soloServices[0]?.named(name) !== undefined;
    expect(['ValidateRegistration', 'ValidateRegistrationS'].map(found)).toEqual([true, true]);
    expect(['ValidateLicenseRegistration', 'ValidateLicenseRegistrationS'].map(found)).toEqual([false, false]);
  });
});

describe.each([
  ['Register', true],
  ['UpdateRegistration', false],
])('%s', (operation, onlyUnregistered) => {
  const send = (values: Values, root = 'Register') => solo.license(`${operation}S`, root, values);

  it('asks for what was told, blank to clear and omitted to keep [SL-REG-10 … SL-REG-18, SL-REG-27]', async () => {
    const reply = await send({
      ...byId,
      ...{
        Company: 'Example & Co',
        FirstName: 'Ann',
        LastName: '',
        Address1: ' 1 Main St ',
        City: 'X',
        StateProvince: 'ZZ',
      },
      ...{
        PostalCode: '007-A',
        Country: 'Nowhere',
        Phone: '1',
        Fax: ' ',
        Email: 'ann@example.org',
        Notes: 'n'.repeat(4000),
      },
      ...{ EuropeanUnionVATNumber: 'DE1', LicenseeName: 'Team', LicenseeEmail: '' },
    });
    expect(Object.entries(reply)).toEqual([
      ['ResultCode', '0'],
      ['CustomerID', '3001'],
    ]);
    expect(bus.last('RegisterCustomer')).toEqual({
      ...{ authorId: 1, customerId: 3001, licenseId: 4001, onlyUnregistered, licenseeOnly: false, newPassword: null },
      password: byId.Password,
      contact: {
        ...{ company: 'Example & Co', firstName: 'Ann', lastName: '', address1: ' 1 Main St ', city: 'X' },
        ...{
          stateProvince: 'ZZ',
          postalCode: '007-A',
          country: 'Nowhere',
          phone: '1',
          fax: '',
          email: 'ann@example.org',
        },
        ...{ notes: 'n'.repeat(4000), vatNumber: 'DE1' },
      },
      licensee: { name: 'Team', email: '' },
    });
    expect(bus.asked.at(-1)?.context).toMatchObject({
      actor: { kind: 'customer', id: '3001' },
      authorId: 1,
      via: 'solo',
    });
  });

  it.each(['true', '1', 'TRUE'])(
    'takes LicenseeOnly %p and a new password [SL-REG-19, SL-REG-22]',
    async (LicenseeOnly) => {
      await send({ ...byId, LicenseeOnly, NewPassword: ' new ' });
      expect(bus.last('RegisterCustomer')).toMatchObject({
        licenseeOnly: true,
        newPassword: ' new ',
        contact: {},
        licensee: {},
      });
      await send({ ...byId, LicenseeOnly: ' ', NewPassword: ' ' });
      expect(bus.last('RegisterCustomer')).toMatchObject({ licenseeOnly: false, newPassword: null });
    },
  );

  it.each<[string, Values]>([
    ['LicenseeOnly that is no boolean [SL-REG-26]', { LicenseeOnly: 'yes' }],
    ['a text too long to be kept whole [FMT-18]', { Company: 'x'.repeat(256) }],
    ['notes too long [FMT-18]', { Notes: 'x'.repeat(4001) }],
    ['a password too long', { NewPassword: 'x'.repeat(256) }],
  ])('answers -2 for %s, before anybody is asked [SL-REG-32, SL-REG-36]', async (_, values) => {
    expect(await send({ LicenseID: 9, Password: 'wrong', ...values })).toEqual({ ResultCode: '-2', CustomerID: '' });
    expect(bus.asked).toEqual([]);
  });

  it.each(unknown)(
    'answers 100 for %s and changes nothing [SL-REG-34]',
    async (_, values, answer = answers.GetLicense) => {
      bus.answers.GetLicense = answer;
      expect(await send(values)).toEqual({ ResultCode: '100', CustomerID: '' });
      expect(bus.last('RegisterCustomer')).toBeUndefined();
    },
  );

  it.each<[number, string, Code, Record<string, unknown>]>([
    [300, '3001', 'duplicate', { what: 'registration', customerId: 3001 }],
    [100, '', 'account_read_only', {}],
    [100, '', 'account_closed', {}],
    [100, '', 'not_found', { what: 'customer' }],
  ])(
    'answers %p with CustomerID %p when refused with %s [SL-REG-35, SL-REG-36, AUTH-15]',
    async (code, id, refusal, facts) => {
      bus.answers.RegisterCustomer = no(refusal, facts);
      expect(await send(byId)).toEqual({ ResultCode: String(code), CustomerID: id });
    },
  );

  it('names nobody for a license without customer [UNI-78]', async () => {
    bus.answers.GetLicense = found('right', { customerId: null });
    expect(await send(byId)).toEqual({ ResultCode: '0', CustomerID: '3001' });
    expect(bus.last('RegisterCustomer')).toMatchObject({ customerId: null });
  });

  it('takes UpdateRegistration as root where that is its name [SL-REG-05]', async () => {
    const reply = await send(byId, 'UpdateRegistration');
    expect(reply.ResultCode).toBe(operation === 'UpdateRegistration' ? '0' : '-2');
  });
});

it('takes an element with xsi:nil as omitted [SL-REG-17]', async () => {
  const nil = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"';
  const document = `<Register><LicenseID>4001</LicenseID><Password>p</Password><City ${nil}/><Fax/></Register>`;
  await solo.reply('XmlLicenseService.asmx/RegisterS', document);
  expect(bus.last('RegisterCustomer')).toMatchObject({ contact: { fax: '' } });
  expect(bus.last('RegisterCustomer')?.contact).not.toHaveProperty('city');
});
