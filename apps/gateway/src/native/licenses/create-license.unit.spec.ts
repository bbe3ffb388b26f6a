import { ServiceUnavailable } from '@licet/command-bus';
import { jsonOf } from '../../scenarios/http.scenarios.ts';
import { type ScriptedGateway, known, scriptedGateway } from '../../scenarios/scripted-gateway.scenarios.ts';
import { customer, ledger, license } from '../../solo/scenarios/facts.scenarios.ts';

const gives = (value: unknown) => ({ ok: true as const, value });
const refuses = (code: string, facts?: object) => ({ ok: false as const, refusal: { code, facts } }) as never;
const issued = {
  ...{ licenseId: license.licenseId, uuid: license.uuid, serialNumber: '', activationPassword: 'K7MQ2ZTR' },
  ...{ customerId: null, activationsLeft: 3, deactivationsLeft: 2, counter: null },
};
const answers = {
  AddLicense: gives(issued),
  GetLicense: gives({ license, password: 'none' }),
  GetLedger: gives(ledger),
  GetCustomer: gives(customer),
  GetCustomData: gives({ format: 'text', value: '' }),
  GetOption: gives(license.option),
  GetProduct: gives(license.product),
};
let gateway: ScriptedGateway;
beforeAll(async () => void (gateway = await scriptedGateway(answers)));
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.bus.asked.length = 0;
  Object.assign(gateway.bus.answers, answers);
});

const create = (body: object) =>
  gateway.ask('/api/v1/licenses', {
    method: 'POST',
    headers: {
      authorization: `Bearer lk_live_${known.native.keyId}_${known.native.secret}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ optionId: 'solo:2001', ...body }),
  });
const asked = () => gateway.bus.asked.find(({ name }) => name === 'AddLicense')?.request;

describe('POST /licenses', () => {
  it('asks for nothing that the caller does not name [API-LIC-01, API-OPT-07]', async () => {
    const answer = await create({});
    expect([answer.status, jsonOf(answer).secrets]).toEqual([201, { activationPassword: 'K7MQ2ZTR' }]);
    expect(asked()).toEqual({
      ...{ authorId: 1, optionId: 2001, customerId: null },
      fields: {
        ...{ quantity: 1, unitPrice: '0', currentVersion: '', licenseUpdate: '' },
        ...{ notes: '', licenseeName: '', licenseeEmail: '', isTest: false },
      },
    });
  });

  it('passes all on that the caller names, instants as UTC [API-REP-07]', async () => {
    await create({
      ...{ customerId: 'solo:3001', distributorId: 'solo:3001', key: 'A-1', quantity: 2 },
      ...{ unitPrice: { amount: '49.90', currency: 'USD' }, counter: 0, isTest: true, isTrial: true },
      activation: { activationsLeft: null, deactivationsLeft: 0 },
      expiry: { expiresAt: '2027-03-01T01:00:00+01:00' },
      ...{ licensee: { name: 'Ann', email: 'ann@example.com' }, notes: 'note' },
      ...{ currentVersion: '1.2', licenseUpdate: 'gold' },
    });
    expect(asked()).toEqual({
      ...{ authorId: 1, optionId: 2001, customerId: 3001, distributorId: 3001, key: 'A-1' },
      expiresAt: '2027-03-01T00:00:00.000Z',
      fields: {
        ...{ quantity: 2, unitPrice: '49.90', activationsLeft: null, deactivationsLeft: 0, counter: 0 },
        ...{ currentVersion: '1.2', licenseUpdate: 'gold', notes: 'note' },
        ...{ licenseeName: 'Ann', licenseeEmail: 'ann@example.com', isTest: true, isTrial: true },
      },
    });
  });

  it('asks for none where the expiry is null', async () => {
    await create({ expiry: { expiresAt: null } });
    expect(asked()).toMatchObject({ expiresAt: 'never' });
  });

  it.each([
    ['2027-02-30T00:00:00Z'],
    ['2027-13-01T00:00:00Z'],
    ['2027-03-01'],
    ['2027-03-01T00:00:00'],
    ['0000-01-01T00:00:00Z'],
    [1],
  ])('takes %p for no instant', async (expiresAt) => {
    const answer = await create({ expiry: { expiresAt } });
    expect(jsonOf(answer)).toMatchObject({ code: 'parameter_invalid', errors: [{ pointer: '/expiry/expiresAt' }] });
  });

  it('answers 201 even where nobody can tell what is used of it: the license is there [API-VERB-08]', async () => {
    gateway.bus.answers.GetLedger = () => {
      throw new ServiceUnavailable('activations', 'it is not running');
    };
    const answer = await create({});
    expect(answer.status).toBe(201);
    expect(jsonOf(answer)).toMatchObject({ seats: { limit: 3, used: 0 }, activation: { deactivationsLeft: 2 } });
  });

  it('asks about a set a few licenses at a time, and for no custom data where there is none [API-LIC-02]', async () => {
    let [running, most] = [0, 0];
    gateway.bus.answers.GetLicense = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return gives({ license, password: 'none' });
    };
    gateway.bus.answers.AddLicenses = gives({ licenses: Array.from({ length: 100 }, () => issued) });
    const answer = await create({ count: 100, customerId: null });
    expect([answer.status, (jsonOf(answer).data as object[]).length]).toEqual([201, 100]);
    expect([most <= 16, most > 1]).toEqual([true, true]);
    expect(gateway.bus.asked.map(({ name }) => name)).not.toContain('GetCustomData');
  });

  it('tells which member a rule refuses', async () => {
    gateway.bus.answers.AddLicense = refuses('not_found', { what: 'distributor' });
    const answer = await create({ distributorId: 'solo:3001' });
    expect(answer.status).toBe(404);
    expect(jsonOf(answer).errors).toEqual([expect.objectContaining({ pointer: '/distributorId' })]);
  });
});
