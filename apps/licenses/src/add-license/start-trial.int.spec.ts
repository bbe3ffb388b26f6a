import {
  GetLicense,
  type ReplyOf,
  type RequestOf,
  StartTrial,
  type StartedTrial,
  UpdateOption,
  newUuid,
} from '@licet/contracts';
import { type RunningLicenses, authorId, catalogOf, runLicenses } from '../testing/running-licenses.ts';

let licenses: RunningLicenses;
beforeAll(async () => {
  licenses = await runLicenses();
});
afterAll(() => licenses.close());

type Asked = Partial<RequestOf<typeof StartTrial>>;
const trial = { days: 14, public: true };
const nobody = { authorId: null, scopes: [], via: 'native' };
const author = { authorId, via: 'native' as const };
const machine = ['cpu a', 'disk b', 'mac c'];
const start = (optionId: number, asked: Asked = {}, as: object = nobody): Promise<ReplyOf<typeof StartTrial>> =>
  licenses.send(StartTrial, { authorId: null, optionId, uuid: null, machine, isTest: false, ...asked }, as);
const started = async (optionId: number, asked: Asked = {}, as: object = nobody): Promise<StartedTrial> => {
  const reply = await start(optionId, asked, as);
  if (!reply.ok) throw new Error(reply.refusal.code);
  return reply.value;
};
const count = async () => {
  const { rows } = await licenses.store.pool.query<{ n: string }>(
    `select count(*) as n from event where type = 'LicenseAdded'`,
  );
  return Number(rows[0]?.n);
};

describe('StartTrial', () => {
  it('issues one license that ends after the days of the trial, whatever the rule of its option [API-OPT-15]', async () => {
    const { optionId } = await catalogOf(licenses, { trial });
    const { licenseId, ...others } = await started(optionId);
    expect(others).toEqual({ authorId, started: true });
    const { license } = await licenses.value(GetLicense, { authorId, reference: { licenseId } });
    expect(license).toMatchObject({ isTrial: true, isTest: false, optionId, customerId: null });
    expect(Date.parse(license.expiresAt!) - Date.parse(license.enteredAt)).toBe(14 * 86_400_000);
    expect([license.settings.expiry.rule, license.option.settings.expiry.rule]).toEqual(['daysFromCreation', 'never']);
  });

  it('answers the same again, in any order of identifiers, and also when one of them has changed [API-OPT-15, API-OPT-06]', async () => {
    const { optionId } = await catalogOf(licenses, { trial });
    const first = await started(optionId);
    const again = { ...first, started: false };
    expect(await started(optionId)).toEqual(again);
    expect(await started(optionId, { machine: machine.toReversed() })).toEqual(again);
    expect(await started(optionId, { machine: ['cpu a', 'disk new', 'mac c'] })).toEqual(again);
    const other = await started(optionId, { machine: ['cpu a', 'disk of another', 'mac of another'] });
    expect([other.started, other.licenseId === first.licenseId]).toEqual([true, false]);
    expect(await started(optionId, { machine: ['cpu a', 'disk of another', 'mac of another'] })).toEqual({
      ...other,
      started: false,
    });
  });

  it('never issues two for one machine, however many calls race, also when they tell it in part differently [API-OPT-15]', async () => {
    const { optionId } = await catalogOf(licenses, { trial });
    const before = await count();
    const replies = await Promise.all(
      Array.from({ length: 24 }, (_, i) => started(optionId, { machine: [...machine, `user ${i % 3}`] })),
    );
    expect(new Set(replies.map(({ licenseId }) => licenseId)).size).toBe(1);
    expect(replies.filter((it) => it.started)).toHaveLength(1);
    expect(await count()).toBe(before + 1);
  });

  it('says of a command that is sent again what it said first', async () => {
    const { optionId } = await catalogOf(licenses, { trial });
    const as = { ...nobody, commandId: newUuid() };
    expect(await started(optionId, {}, as)).toEqual(await started(optionId, {}, as));
  });

  it('is for everybody only where the option says so; nobody learns of others [API-OPT-15]', async () => {
    const { optionId } = await catalogOf(licenses, { trial: { ...trial, public: false } });
    const none = { ok: false, refusal: { code: 'unauthenticated' } };
    expect(await start(optionId)).toEqual(none);
    expect(await start(999_999)).toEqual(none);
    expect(await start(optionId, { uuid: newUuid() })).toEqual(none);
    expect((await started(optionId, { authorId }, author)).started).toBe(true);
    const noScope = await start(optionId, { authorId, machine: ['x'] }, { ...author, scopes: ['licenses:read'] });
    expect(noScope).toMatchObject({ refusal: { code: 'scope_missing' } });
    const ofOthers = await start(optionId, { authorId: 2 }, { authorId: 2 });
    expect(ofOthers).toMatchObject({ refusal: { code: 'not_found' } });
  });

  it('is told also when the option issues nothing any more, and starts no more then [API-OPT-01, API-OPT-15]', async () => {
    const { optionId } = await catalogOf(licenses, { trial });
    const first = await started(optionId);
    await licenses.value(UpdateOption, { authorId, optionId, changes: { status: 'inactive' }, expectedVersion: 1 });
    expect(await started(optionId)).toEqual({ ...first, started: false });
    expect(await start(optionId, { machine: ['another'] })).toMatchObject({
      refusal: { code: 'option_not_issuable', facts: { reason: 'inactive' } },
    });
    await licenses.value(UpdateOption, { authorId, optionId, changes: { trial: null }, expectedVersion: 2 });
    expect(await start(optionId, { authorId, machine: ['another'] }, author)).toMatchObject({
      refusal: { code: 'option_not_issuable', facts: { reason: 'noTrial' } },
    });
  });

  it('starts only so many without a key within an hour, of an option and of a site with all its addresses [API-OPT-15, API-RATE-04]', async () => {
    const limited = { trial, publicTrials: { mostPerHour: 3, mostPerHourAndNetwork: 2 } };
    const { optionId } = await catalogOf(licenses, limited);
    const from = (address: string, name: string) => start(optionId, { machine: [name] }, { ...nobody, address });
    const tooMany = {
      ok: false,
      refusal: { code: 'rate_limited', facts: { retryAfter: expect.any(Number) as number } },
    };
    expect(await from('2001:db8:1:1::1', 'a')).toMatchObject({ ok: true });
    expect(await from('2001:db8:1:2::1', 'b')).toMatchObject({ ok: true });
    expect(await from('2001:db8:1:3::1', 'c')).toEqual(tooMany);
    expect(await from('2001:db8:1:3::1', 'a')).toMatchObject({ ok: true, value: { started: false } });
    expect(await from('192.0.2.1', 'c')).toMatchObject({ ok: true });
    expect(await from('198.51.100.1', 'd')).toEqual(tooMany);
    expect(await start(optionId, { authorId, machine: ['d'] }, author)).toMatchObject({ ok: true });
    const other = await catalogOf(licenses, limited);
    expect(await start(other.optionId, {}, { ...nobody, address: '2001:db8:1:4::1' })).toMatchObject({ ok: true });
  });

  it('gives nobody numbers of a list that everybody could use up [API-OPT-15]', async () => {
    const { optionId } = await catalogOf(licenses, { trial, serials: { mode: 'generate', prefix: null } });
    const listed = { serials: { mode: 'list' as const, prefix: null } };
    const update = { authorId, optionId, changes: listed, expectedVersion: null };
    expect(await licenses.send(UpdateOption, update, author)).toMatchObject({
      refusal: { code: 'parameter_invalid', facts: { pointers: ['/trial/public', '/serials/mode'] } },
    });
  });

  it('gives test licenses trials of their own [API-KEY-06]', async () => {
    const { optionId } = await catalogOf(licenses, { trial });
    const live = await started(optionId);
    const test = await started(optionId, { authorId, isTest: true }, author);
    expect([test.started, test.licenseId === live.licenseId]).toEqual([true, false]);
    const { license } = await licenses.value(GetLicense, { authorId, reference: { licenseId: test.licenseId } });
    expect([license.isTest, license.isTrial]).toEqual([true, true]);
  });

  it('keeps nothing of a machine but keyed hashes, others for each option [design 3, sealed values]', async () => {
    const told = ['serial VERY-PRIVATE-4711'];
    const options = [await catalogOf(licenses, { trial }), await catalogOf(licenses, { trial })];
    for (const { optionId } of options) await started(optionId, { machine: told });
    const { rows } = await licenses.store.pool.query<{ data: string; machine: { whole: string } }>(
      `select data::text as data, data->'trialMachine' as machine from event
       where type = 'LicenseAdded' and data->>'optionId' = any ($1)`,
      [options.map(({ optionId }) => String(optionId))],
    );
    for (const { data } of rows) expect(data).not.toContain('VERY-PRIVATE');
    expect(new Set(rows.map(({ machine }) => machine.whole)).size).toBe(2);
  });
});
