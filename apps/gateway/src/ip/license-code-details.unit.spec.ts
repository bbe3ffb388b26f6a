import { ServiceUnavailable } from '@licet/command-bus';
import { type LedgerFacts, type LicenseFacts, ipId, scopes } from '@licet/contracts';
import { jsonOf } from '../scenarios/http.scenarios.ts';
import {
  type ScriptedGateway,
  authenticates,
  caller,
  known,
  scriptedGateway,
} from '../scenarios/scripted-gateway.scenarios.ts';
import { ledger, license } from '../solo/scenarios/facts.scenarios.ts';
import { licenseCodeDetailsScenarios } from './license-code-details.scenarios.ts';

const codeId = ipId(license.uuid);
const absent = { ok: false, refusal: { code: 'not_found' } } as const;
const body = JSON.stringify({ CodeId: codeId, AccessInfo: { VendorId: known.ip.vendorId, WebApiKey: known.ip.key } });

const answersOf = (stored: LicenseFacts = license, used: LedgerFacts = ledger) => ({
  GetLicense: ({ reference }: { reference: { licenseId: number } }) =>
    reference.licenseId === stored.licenseId
      ? { ok: true as const, value: { license: stored, password: 'none' } }
      : absent,
  GetLedger: { ok: true as const, value: used },
});

describe('IntelliProtector: LicenseCode/Details', () => {
  let gateway: ScriptedGateway;
  beforeAll(async () => {
    gateway = await scriptedGateway(answersOf());
  });
  beforeEach(() => {
    gateway.bus.asked.length = 0;
  });
  afterAll(() => gateway.close());
  const send = () => gateway.ask('/LicenseCode/Details', { method: 'POST', body });

  licenseCodeDetailsScenarios(() => ({
    ask: gateway.ask,
    vendorId: known.ip.vendorId,
    webApiKey: known.ip.key,
    codeId,
    licenseCode: 'SERIAL-1',
  }));

  const detailsOf = async (stored?: LicenseFacts, used?: LedgerFacts) => {
    gateway.bus.answers = { AuthenticateKey: authenticates(), ...answersOf(stored, used) };
    const details = jsonOf<{ CodeDetails: Record<string, unknown> }>(await send()).CodeDetails;
    gateway.bus.answers = { AuthenticateKey: authenticates(), ...answersOf() };
    return details;
  };

  it('prints the latest activation or check as DateActivated, the latest activation as DateRegistered [IP-DETAILS-06, IP-DETAILS-20, IP-DETAILS-21, IP-DETAILS-24]', async () => {
    const used = {
      ...ledger,
      seatsInUse: 2,
      firstActivatedAt: '2026-03-01T09:00:00.000Z',
      lastActivatedAt: '2026-03-02T10:11:29.999Z',
      lastCheckAt: '2026-03-03T10:11:30.000Z',
    };
    const { DateCreated, DateActivated, DateRegistered, Computers } = await detailsOf(license, used);
    expect([DateCreated, DateActivated, DateRegistered, Computers]).toEqual([
      '2026-03-01T09:13:00',
      '2026-03-03T10:12:00',
      '2026-03-02T10:11:00',
      2,
    ]);
  });

  it('prints dates that never were as null, and a license without an order with empty texts [IP-ENV-06, IP-DETAILS-19, IP-DETAILS-25]', async () => {
    const { DateActivated, DateRegistered, Delete, OrderId, OrderNumber } = await detailsOf();
    expect([DateActivated, DateRegistered, Delete, OrderId, OrderNumber]).toEqual([null, null, null, '', '']);
  });

  it('prints one number of computers with SOLO, and the stored one where there is no limit [IP-DETAILS-15, IP-DETAILS-16, UNI-63, UNI-64]', async () => {
    const limited = await detailsOf(license, { ...ledger, activationsLeft: 3, seatsInUse: 2 });
    const unlimited = await detailsOf(license, { ...ledger, activationsLeft: null, seatsInUse: 2 });
    expect([limited.UseComputersLimit, limited.MaxComputers]).toEqual([true, 5]);
    expect([unlimited.UseComputersLimit, unlimited.MaxComputers]).toEqual([false, 3]);
  });

  it.each([
    ['none', false, false],
    ['whenPossible', true, true],
    ['mandatory', true, false],
  ] as const)(
    'prints validation %s as used %s, work if blocked %s [IP-DETAILS-12, IP-DETAILS-14, UNI-69]',
    async (mode, use, work) => {
      const settings = { ...license.settings, validation: { ...license.settings.validation, mode, days: 30 } };
      const details = await detailsOf({ ...license, settings });
      expect([details.UseLicenseValidation, details.LicenseValidationDays, details.WorkIfValidationBlocked]).toEqual([
        use,
        30,
        work,
      ]);
    },
  );

  it('returns deleted and purging codes with their status and time [IP-DETAILS-07, IP-DETAILS-25, IP-DETAILS-32]', async () => {
    const deleted = await detailsOf({ ...license, status: { status: 'deleted', reason: null } });
    const purging = await detailsOf({ ...license, status: { status: 'purging', reason: null } });
    expect([deleted.Status, deleted.Delete, purging.Status]).toEqual([
      'Redemption',
      '2026-03-01T09:13:00',
      'ToDestroy',
    ]);
  });

  it('prints no expiration where the rule is never or no date is stored [IP-DETAILS-26, IP-DETAILS-27, UNI-75]', async () => {
    const never = await detailsOf();
    const settings = { ...license.settings, expiry: { rule: 'daysFromCreation', days: 30, date: null } as const };
    const days = await detailsOf({ ...license, settings });
    expect([never, days].map((it) => [it.LicenseExpirationType, it.SupportExpirationType])).toEqual([
      ['NotExpires', 'NotExpires'],
      ['ExpiresAfterDaysCreation', 'NotExpires'],
    ]);
  });

  it('prints how support ends, and nothing where the license has not what the rule counts by [IP-DETAILS-27, IP-SUPP-01]', async () => {
    const none = { days: null, date: null, maxVersion: null };
    const typeOf = async (support: typeof license.settings.support) =>
      (await detailsOf({ ...license, settings: { ...license.settings, support } })).SupportExpirationType;
    for (const [rule, amount, type] of [
      ['never', {}, 'NotExpires'],
      ['daysFromCreation', { days: 30 }, 'ExpiresAfterDaysCreation'],
      ['daysFromFirstActivation', { days: 30 }, 'ExpiresAfterDaysRegistration'],
      ['onDate', { date: '2030-01-01T00:00:00.000Z' }, 'ExpiresOnDate'],
      ['maxVersion', { maxVersion: '4.9.0.0' }, 'ExpiresByPpversion'],
    ] as const) {
      expect(await typeOf({ rule, ...none, ...amount })).toBe(type);
      expect(await typeOf({ rule, ...none })).toBe('NotExpires');
    }
  });

  it('sends queries only, for this account [IP-AUTH-10, IP-DETAILS-34]', async () => {
    await send();
    const asked = gateway.bus.asked.filter(({ name }) => name !== 'AuthenticateKey');
    expect(asked.map(({ name }) => name)).toEqual(['GetLicense', 'GetLedger']);
    expect(asked[0]?.request.authorId).toBe(1);
  });

  it('does not return a license whose id only shares its number [IP-AUTH-10, IP-ID-02]', async () => {
    const other = ipId(license.uuid.replace('019a6f6e', '019a6f6f'));
    const answer = await gateway.ask('/LicenseCode/Details', { method: 'POST', body: body.replace(codeId, other) });
    expect(answer.body).toContain('LicenseCodeNotFound');
  });

  it.each([
    ['WebApiDisabled', { ...caller, account: { mode: 'live', status: 'closed' } as const }],
    ['WebApiNotAllowed', { ...caller, scopes: scopes.filter((scope) => scope !== 'licenses:read') }],
    ['Success', { ...caller, account: { mode: 'live', status: 'readOnly' } as const }],
  ])('answers %s as the account stands [IP-AUTH-06, IP-AUTH-07, IP-AUTH-08]', async (status, who) => {
    const other = await scriptedGateway({ ...answersOf(), AuthenticateKey: authenticates(who) });
    const answer = await other.ask('/LicenseCode/Details', { method: 'POST', body });
    expect(jsonOf<{ ResponseDetails: { ResponseStatus: string } }>(answer).ResponseDetails.ResponseStatus).toBe(status);
    await other.close();
  });

  it('answers HTTP 500 with the envelope and the request id when an owner cannot be asked [IP-HTTP-06]', async () => {
    const broken = () => {
      throw new ServiceUnavailable('activations', 'it is not running');
    };
    const other = await scriptedGateway({ ...answersOf(), GetLedger: broken });
    const answer = await other.ask('/LicenseCode/Details', { method: 'POST', body });
    expect([answer.status, jsonOf(answer)]).toEqual([
      500,
      {
        CodeDetails: null,
        ResponseDetails: {
          ResponseStatus: 'Error',
          Message: `Internal error, request ${String(answer.headers['x-request-id'])}.`,
        },
      },
    ]);
    await other.close();
  });
});
