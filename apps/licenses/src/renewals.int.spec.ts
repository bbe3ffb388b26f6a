import {
  CreateOption,
  CreateRenewal,
  GetLicense,
  GetRenewal,
  RenewLicense,
  type RenewalFacts,
  TransitionRenewal,
  UpdateLicense,
  newUuid,
} from '@licet/contracts';
import { jest } from '@jest/globals';
import { eventually } from '@licet/testing';
import { PrepareRenewal } from './renew-license/prepare-renewal.ts';
import { type RunningLicenses, addTo, authorId, catalogOf, runLicenses } from './testing/running-licenses.ts';

let licenses: RunningLicenses;
beforeAll(async () => void (licenses = await runLicenses()), 60_000);
afterAll(() => licenses.close());

const expiry = { rule: 'daysFromCreation', days: 30, date: null } as const;
const day = 86_400_000;

/** A license that ends, and renewals for its product. */
async function sold(count = 1) {
  const { productId, optionId } = await catalogOf(licenses, { expiry });
  const settings = { name: 'A year', type: 'renewal' as const, expiry: { ...expiry, days: 365 } };
  const option = await licenses.value(CreateOption, { authorId, productId, settings });
  const { licenseId } = await addTo(licenses, optionId);
  const made = await Promise.all(
    Array.from({ length: count }, () =>
      licenses.value(CreateRenewal, { authorId, optionId: option.optionId, invoiceId: null, isTest: false }),
    ),
  );
  return { optionId, licenseId, renewals: made, ...made[0]! };
}
const renew = (licenseId: number, renewalKey: string, call = {}) =>
  licenses.send(RenewLicense, { authorId, licenseId, renewalKey, terms: null }, call);
const endOf = async (licenseId: number) => {
  const { license } = await licenses.value(GetLicense, { authorId, reference: { licenseId } });
  return Date.parse(license.expiresAt!);
};
const read = (renewalId: number) => licenses.value(GetRenewal, { authorId, renewalId });
const typesOf = async (renewalId: number) =>
  (await licenses.store.readStream(`renewal-${renewalId}`)).map(({ type }) => type);
const refusedAs = (reason: string) => ({ ok: false, refusal: { code: 'renewal_not_applicable', facts: { reason } } });

/** What stands in the record when a process decides and dies at once. */
async function asked(renewalId: number, licenseId: number): Promise<string> {
  const [{ uuid }, useId] = [await read(renewalId), newUuid()];
  const { license } = await licenses.value(GetLicense, { authorId, reference: { licenseId } });
  const data = {
    ...{ renewalId, uuid, authorId, useId, license: { licenseId, uuid: license.uuid } },
    ...{ expectedVersion: null, at: new Date().toISOString() },
  };
  const metadata = {
    ...{ eventId: newUuid(), time: data.at, actor: { kind: 'user' as const, id: 'clerk' }, via: 'native' as const },
    ...{ authorId, requestId: useId, correlationId: useId, causationId: null },
  };
  await licenses.store.append({
    ...{ streamId: `renewal-${renewalId}`, expectedVersion: 1, commandId: useId, authorId },
    events: [{ type: 'RenewalUseRequested', schemaVersion: 1, data, metadata }],
  });
  return useId;
}

/** What another process does that finds the license impossible to renew. */
async function abandoned({ renewalId, uuid }: RenewalFacts, useId: string): Promise<void> {
  const [created] = await licenses.store.readStream(`renewal-${renewalId}`);
  const why = { code: 'renewal_not_applicable', facts: { reason: 'ended' }, at: created!.metadata.time };
  const event = { type: 'RenewalUseAbandoned', schemaVersion: 1, data: { renewalId, uuid, authorId, useId, ...why } };
  await licenses.store.append({
    ...{ streamId: `renewal-${renewalId}`, expectedVersion: 2, commandId: newUuid(), authorId },
    events: [{ ...event, metadata: { ...created!.metadata, eventId: newUuid() } }],
    claims: [{ scope: 'renewalUse', key: useId }],
  });
}

describe('a renewal by key', () => {
  it('moves the end of the license and is spent by it [API-LIC-22, API-INV-06, IP-RENEW-11]', async () => {
    const { licenseId, renewal, key } = await sold();
    const before = await endOf(licenseId);
    expect(await renew(licenseId, key.toLowerCase())).toMatchObject({ ok: true, value: { licenseId } });
    expect(await endOf(licenseId)).toBe(before + 365 * day);
    expect(await read(renewal.renewalId)).toMatchObject({ version: 2, usedFor: { licenseId } });
    expect(await renew(licenseId, key)).toMatchObject(refusedAs('used'));
    expect(await endOf(licenseId)).toBe(before + 365 * day);
    expect(key).toMatch(/^IPRR-[2-9A-FHL]{6}(-[2-9A-FHL]{8}){3}-[2-9A-FHL]{2}-[2-9A-FHL]{4}$/);
  });

  it('is used once where many calls race for it, on one license or several [API-LIC-22, IP-RENEW-15]', async () => {
    const { optionId, licenseId, key } = await sold();
    const others = await Promise.all([addTo(licenses, optionId), addTo(licenses, optionId)]);
    const ids = [licenseId, ...others.map((it) => it.licenseId)];
    const before = await Promise.all(ids.map(endOf));
    const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => renew(ids[i % 3]!, key)));
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    for (const reply of replies.filter(({ ok }) => !ok)) expect(reply).toMatchObject(refusedAs('used'));
    const after = await Promise.all(ids.map(endOf));
    expect(after.reduce((sum, end, i) => sum + end - before[i]!, 0)).toBe(365 * day);
  });

  it('adds up with others on one license: no time paid for is lost [IP-RENEW-13]', async () => {
    const { licenseId, renewals } = await sold(3);
    const before = await endOf(licenseId);
    const replies = await Promise.all(renewals.map(({ key }) => renew(licenseId, key)));
    expect(replies.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(await endOf(licenseId)).toBe(before + 3 * 365 * day);
  });

  it('is told to have succeeded to whoever repeats the command, and done once [API-IDEM-07, API-LIC-22]', async () => {
    const { licenseId, key } = await sold();
    const before = await endOf(licenseId);
    const commandId = newUuid();
    const replies = await Promise.all([renew(licenseId, key, { commandId }), renew(licenseId, key, { commandId })]);
    replies.push(await renew(licenseId, key, { commandId }));
    for (const reply of replies) expect(reply).toMatchObject({ ok: true, value: { licenseId } });
    expect(await endOf(licenseId)).toBe(before + 365 * day);
  });

  it('whose process died after it was asked for is finished without anybody asking, once [API-LIC-22]', async () => {
    const { licenseId, renewal, key } = await sold();
    const before = await endOf(licenseId);
    await asked(renewal.renewalId, licenseId);
    await eventually(async () => {
      expect((await read(renewal.renewalId)).usedFor).toMatchObject({ licenseId });
    });
    expect(await renew(licenseId, key)).toMatchObject(refusedAs('used'));
    expect(await endOf(licenseId)).toBe(before + 365 * day);
  });

  it('whose process died is free again where the license cannot be renewed any more, and is used once after that [API-LIC-22]', async () => {
    const { optionId, licenseId, renewal, key } = await sold();
    const changes = { status: { status: 'expired' as const, reason: null } };
    await licenses.value(UpdateLicense, { authorId, licenseId, changes });
    const before = await endOf(licenseId);
    await asked(renewal.renewalId, licenseId);
    await eventually(async () => {
      expect(await typesOf(renewal.renewalId)).toContain('RenewalUseAbandoned');
    });
    expect(await endOf(licenseId)).toBe(before);
    expect(await renew(licenseId, key)).toMatchObject(refusedAs('ended'));
    const other = await addTo(licenses, optionId);
    expect(await renew(other.licenseId, key)).toMatchObject({ ok: true });
  });

  it('that another process has given up meanwhile renews nothing, and is free [API-LIC-22]', async () => {
    const { licenseId, renewal, key } = await sold();
    const [before, commandId] = [await endOf(licenseId), newUuid()];
    const prepare = Object.getOwnPropertyDescriptor(PrepareRenewal.prototype, 'of')?.value as PrepareRenewal['of'];
    const spy = jest.spyOn(PrepareRenewal.prototype, 'of').mockImplementation(async function (
      this: PrepareRenewal,
      ...told
    ) {
      if ((await typesOf(renewal.renewalId)).length === 2) await abandoned(renewal, commandId);
      return prepare.apply(this, told);
    });
    expect(await renew(licenseId, key, { commandId })).toMatchObject(refusedAs('ended'));
    spy.mockRestore();
    expect(await endOf(licenseId)).toBe(before);
    expect(await renew(licenseId, key)).toMatchObject({ ok: true });
    expect(await endOf(licenseId)).toBe(before + 365 * day);
  });

  it('is refused with a reason of its own and changes nothing [IP-RENEW-12]', async () => {
    const [one, other] = [await sold(), await sold()];
    const before = await endOf(one.licenseId);
    expect(await renew(one.licenseId, 'IPRR-0')).toMatchObject(refusedAs('unknown'));
    expect(await renew(one.licenseId, other.key)).toMatchObject(refusedAs('product'));
    const { renewalId } = one.renewal;
    const told = { authorId, renewalId, note: 'twice', expectedVersion: null };
    await licenses.value(TransitionRenewal, { ...told, to: 'blocked' });
    expect(await renew(one.licenseId, one.key)).toMatchObject(refusedAs('blocked'));
    await licenses.value(TransitionRenewal, { ...told, to: 'deleted' });
    expect(await renew(one.licenseId, one.key)).toMatchObject(refusedAs('deleted'));
    expect([await endOf(one.licenseId), await typesOf(renewalId)]).toEqual([
      before,
      ['RenewalCreated', 'RenewalStatusChanged', 'RenewalStatusChanged'],
    ]);
    expect(await typesOf(other.renewal.renewalId)).toEqual(['RenewalCreated']);
  });

  it('is made with the same key again where its command is repeated, and shows it to nobody else [API-INV-06, API-IDEM-02]', async () => {
    const { renewal } = await sold();
    const request = { authorId, optionId: renewal.optionId, invoiceId: null, isTest: false };
    const commandId = newUuid();
    const first = await licenses.value(CreateRenewal, request, { commandId });
    expect(await licenses.value(CreateRenewal, request, { commandId })).toEqual(first);
    const events = await licenses.store.readStream(`renewal-${first.renewal.renewalId}`);
    expect(JSON.stringify(events)).not.toContain(first.key.slice(5));
  });
});
