import type { Code, Reply as CallReply } from '@licet/contracts';
import { caller, customer, license } from '../scenarios/facts.scenarios.ts';
import { ScriptedBus, soloRoutes } from '../scenarios/gateway.scenarios.ts';
import { SoloClient } from '../scenarios/solo-client.scenarios.ts';
import { soloServices } from '../services.ts';

type Values = Record<string, string | number>;
const ok = (value: unknown): CallReply<unknown> => ({ ok: true, value });
const no = (code: Code, facts?: Record<string, unknown>): CallReply<unknown> => ({
  ok: false,
  refusal: facts ? { code, facts } : { code },
});
const found = (password: string, changes: object = {}) => ok({ license: { ...license, ...changes }, password });
const answers = { GetLicense: found('right'), GetCustomer: ok(customer) };
const bus = new ScriptedBus(answers);
let solo: SoloClient;
let close: () => Promise<void>;
beforeAll(async () => {
  const routes = await soloRoutes(soloServices, bus, { user: () => Promise.resolve(caller) });
  solo = new SoloClient(routes.send);
  close = routes.close;
});
beforeEach(() => {
  bus.asked.length = 0;
  bus.answers = { ...answers };
});
afterAll(() => close());

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
    expect(soloServices[0]?.named('ValidateLicenseRegistrationS')).toBeUndefined(); // [SL-02]
  });
});
