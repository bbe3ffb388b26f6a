import { ServiceUnavailable } from '@licet/command-bus';
import { jsonOf } from '../../scenarios/http.scenarios.ts';
import {
  type ScriptedGateway,
  authenticates,
  caller,
  known,
  scriptedGateway,
} from '../../scenarios/scripted-gateway.scenarios.ts';
import { customer, ledger, license } from '../../solo/scenarios/facts.scenarios.ts';

const gives = (value: unknown) => ({ ok: true as const, value });
const refuses = (code: string, facts?: object) => ({ ok: false as const, refusal: { code, facts } }) as never;
const answers = {
  GetLicense: gives({ license, password: 'none' }),
  GetLedger: gives({ ...ledger, version: 7 }),
  GetCustomer: gives(customer),
  GetCustomData: gives({ format: 'text', value: '' }),
  UpdateLicense: gives({ ...license, version: 2, notes: 'changed' }),
};
let gateway: ScriptedGateway;
beforeAll(async () => void (gateway = await scriptedGateway(answers)));
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.bus.asked.length = 0;
  Object.assign(gateway.bus.answers, answers);
});

const send = (to: ScriptedGateway, method: string, path: string, body: object, headers = {}) =>
  to.ask(`/api/v1/licenses/solo:4001${path}`, {
    method,
    headers: {
      authorization: `Bearer lk_live_${known.native.keyId}_${known.native.secret}`,
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
  });
const change = (body: object, headers = {}) => send(gateway, 'PATCH', '', body, headers);
const asked = (from = gateway) => from.bus.asked.find(({ name }) => name === 'UpdateLicense')?.request;

describe('PATCH /licenses/{id}', () => {
  it.each([
    [{ activation: { activationsLeft: 3 } }, { activationsLeft: { set: 3 } }],
    [{ activation: { activationsLeft: { increment: -2 } } }, { activationsLeft: { add: -2 } }],
    [{ activation: { activationsLeft: null } }, { activationsLeft: { limit: null } }],
    [{ activation: { deactivationsLeft: { increment: 1 } } }, { deactivationsLeft: { add: 1 } }],
    [{ seats: { limit: 9 } }, { activationsLeft: { limit: 9 } }],
    [{ counter: { increment: 5 } }, { counter: { add: 5 } }],
    [{ expiry: { expiresAt: '2027-03-01T01:00:00+01:00' } }, { expiresAt: { set: '2027-03-01T00:00:00.000Z' } }],
    [{ expiry: { expiresAt: null } }, { expiresAt: { set: null } }],
    [{ expiry: { days: { increment: 30 } } }, { expiresAt: { addDays: 30 } }],
    [{ licensee: { name: '' } }, { licenseeName: '' }],
    [{ unitPrice: { amount: '1.50' } }, { unitPrice: '1.50' }],
    [{ replacedById: null }, { replacedBy: null }],
    [{ seats: { rotation: true } }, { overrides: { seats: { rotation: true } } }],
    [
      { activation: { deactivationsLeft: 2, deactivations: 'none', minimumVersion: null } },
      { deactivationsLeft: { set: 2 }, overrides: { activation: { deactivations: 'none', minimumVersion: null } } },
    ],
    [
      { expiry: { rule: 'daysFromCreation', days: 30 } },
      { overrides: { expiry: { rule: 'daysFromCreation', days: 30 } } },
    ],
    [
      { freeze: { enabled: true, days: 9, until: '2027-03-01T01:00:00+01:00' } },
      { overrides: { freeze: { enabled: true, days: 9 } }, freezeUntil: '2027-03-01T00:00:00.000Z' },
    ],
    [{ freeze: { until: null } }, { freezeUntil: null }],
    [
      { validation: { mode: null }, edition: { name: 'Site' }, ip: { maxComputers: 7 } },
      { overrides: { validation: { mode: null }, edition: { name: 'Site' }, ip: { maxComputers: 7 } } },
    ],
    [
      { licenseData: 'd', externalId: 'A-1', metadata: { a: '1', b: null } },
      { licenseData: 'd', externalId: 'A-1', metadata: { a: '1', b: null } },
    ],
    [
      { invoiceId: null, externalId: null },
      { invoiceId: null, externalId: null },
    ],
    [{ userFields: { text: ['a', null] } }, { userFields: { text: ['a', null] } }],
  ])('asks for %j as %j [API-LIC-13, API-LIC-16, API-LIC-17, API-LIC-18]', async (body, changes) => {
    expect((await change(body)).status).toBe(200);
    expect(asked()).toEqual({ authorId: 1, licenseId: 4001, changes });
  });

  it.each([
    [{ counter: { increment: 1, set: 2 } }, '/counter'],
    [{ counter: { increment: 0.5 } }, '/counter'],
    [{ counter: null }, '/counter'],
    [{ expiry: { days: -1 } }, '/expiry/days'],
    [{ freeze: { days: 3651 } }, '/freeze/days'],
    [{ activation: { minimumVersion: '4' } }, '/activation/minimumVersion'],
    [{ licenseData: 'x'.repeat(201) }, '/licenseData'],
    [{ metadata: { 'a b': '1' } }, '/metadata'],
    [{ metadata: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'v'])) }, '/metadata'],
    [{ activation: { deactivationsLeft: -1 } }, '/activation/deactivationsLeft'],
    [{ userFields: { date: ['2026-02-30T00:00:00'] } }, '/userFields/date'],
    [{ userFields: { integer: [2147483648] } }, '/userFields/integer'],
    [{ userFields: { text: Array<null>(11).fill(null) } }, '/userFields/text'],
    [{ customData: { format: 'yaml', value: '' } }, '/customData/format'],
    [{ customData: { format: 'json', value: '{' } }, '/customData/value'],
    [{ customData: { format: 'xml', value: '<a>' } }, '/customData/value'],
    [{ key: 'A-1' }, '/key'],
  ])('refuses %j by its place', async (body, pointer) => {
    const answer = await change(body);
    expect(jsonOf(answer)).toMatchObject({ status: 400, code: 'parameter_invalid', errors: [{ pointer }] });
    expect(asked()).toBeUndefined();
  });

  it.each([
    ['"1.7"', 200],
    ['"1.6"', 200],
    ['"0.7", "1.0"', 200],
    ['"2.7"', 412],
    ['W/"1.7"', 412],
    ['"1"', 412],
  ])('with If-Match %s answers %d: only what staff changes counts [API-ETAG-03]', async (tag, status) => {
    const answer = await change({ notes: 'x' }, { 'if-match': tag });
    expect(answer.status).toBe(status);
    if (status === 412) expect(jsonOf(answer).currentETag).toBe('"1.7"');
    else expect(asked()).toMatchObject({ expectedVersion: 1 });
  });

  it('tells the whole tag also where another writer was faster', async () => {
    gateway.bus.answers.UpdateLicense = refuses('version_conflict', { version: 2 });
    const answer = await change({ notes: 'x' }, { 'if-match': '"1.7"' });
    expect([answer.status, jsonOf(answer).currentETag]).toEqual([412, '"1.7"']);
  });

  it('answers what was changed even where nobody can tell any more what is used [API-VERB-08]', async () => {
    let reads = 0;
    gateway.bus.answers.GetLedger = () => {
      if (reads++ === 0) return gives(ledger);
      throw new ServiceUnavailable('activations', 'it is not running');
    };
    const answer = await change({ notes: 'changed' });
    expect([answer.status, jsonOf(answer).notes]).toEqual([200, 'changed']);
  });

  it('knows no live license, and makes none of a test, for a test key [API-KEY-06]', async () => {
    const who = { ...caller, testOnly: true };
    const test = await scriptedGateway({ ...answers, AuthenticateKey: authenticates(who) });
    expect((await send(test, 'PATCH', '', { notes: 'x' })).status).toBe(404);
    test.bus.answers.GetLicense = gives({ license: { ...license, isTest: true }, password: 'none' });
    await send(test, 'PATCH', '', { isTest: false });
    expect(asked(test)).toMatchObject({ changes: { isTest: true } });
    await test.close();
  });
});

describe('POST /licenses/{id}/transitions', () => {
  it.each([
    [
      { to: 'revoked', reason: 'fraud', note: 'n' },
      { status: { status: 'revoked', reason: 'fraud' }, statusNote: 'n' },
    ],
    [{ to: 'blocked' }, { status: { status: 'blocked', reason: null } }],
    [{ to: 'restored' }, { status: { restored: true } }],
    [
      { to: 'superseded', replacedById: 'solo:4001' },
      { status: { status: 'superseded', reason: null }, replacedBy: 4001 },
    ],
  ])('asks for %j as %j [API-TRN-01 … API-TRN-04]', async (body, changes) => {
    expect((await send(gateway, 'POST', '/transitions', body)).status).toBe(200);
    expect(asked()).toEqual({ authorId: 1, licenseId: 4001, changes });
  });

  it('names both ends of what is not in the table [API-TRN-01]', async () => {
    gateway.bus.answers.UpdateLicense = refuses('transition_not_allowed', { from: 'deleted', to: 'active' });
    const answer = await send(gateway, 'POST', '/transitions', { to: 'active' });
    expect(jsonOf(answer)).toMatchObject({
      status: 409,
      code: 'transition_not_allowed',
      detail: 'A license in status deleted does not become active.',
    });
  });
});
