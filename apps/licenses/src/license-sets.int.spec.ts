import {
  AddLicenses,
  FindLicense,
  GetLicense,
  type LicenseSetOrder,
  LicenseSetAbandoned,
  LicenseSetRequested,
  LoadSerials,
  type RequestOf,
  commandIdOf,
  newUuid,
} from '@licet/contracts';
import { jest } from '@jest/globals';
import { systemContext } from '@licet/service-kit';
import { eventually } from '@licet/testing';
import { LicenseIssue } from './add-license/license-issue.ts';
import { LicenseSetSteps } from './policies/license-set-steps.ts';
import {
  type RunningLicenses,
  addTo,
  authorId,
  catalogOf,
  customerId,
  fields,
  runLicenses,
} from './testing/running-licenses.ts';

let licenses: RunningLicenses;
beforeAll(async () => void (licenses = await runLicenses()), 60_000);
afterAll(() => licenses.close());

type Request = RequestOf<typeof AddLicenses>;
const { licenseeName, licenseeEmail, notes, ...plain } = fields;
const add = (request: Partial<Request> & { optionId: number }, call = {}) =>
  licenses.send(AddLicenses, { authorId, customerId, count: 3, fields, ...request }, call);
const read = (licenseId: number) => licenses.send(GetLicense, { authorId, reference: { licenseId } });

const metadataOf = (setId: string) => ({
  ...{ eventId: setId, time: new Date().toISOString(), actor: { kind: 'user' as const, id: 'clerk' } },
  ...{ via: 'native' as const, authorId, requestId: setId, correlationId: setId, causationId: null },
});

/** What another process does that finds the set impossible. */
async function abandoned(setId: string): Promise<void> {
  const data = { ...LicenseSetAbandoned.sample, setId, authorId };
  await licenses.store.append({
    ...{ streamId: `licenseSet-${setId}`, expectedVersion: 1, commandId: newUuid(), authorId },
    events: [
      { type: 'LicenseSetAbandoned', schemaVersion: 1, data, metadata: { ...metadataOf(setId), eventId: newUuid() } },
    ],
  });
}

/** What stands in the record when a process decides and dies at once. */
async function decided(
  optionId: number,
  licenseIds: number[],
  { setId = newUuid(), ...told }: { setId?: string } & Partial<LicenseSetOrder> = {},
): Promise<string> {
  const metadata = metadataOf(setId);
  const texts = { notes: null, licenseeName: null, licenseeEmail: null };
  const order = { optionId, customerId, toUnregistered: false, fields: plain, texts, ...told };
  const data = { ...LicenseSetRequested.sample, setId, authorId, licenseIds, order };
  await licenses.store.append({
    ...{ streamId: `licenseSet-${setId}`, expectedVersion: 0, commandId: setId, authorId },
    events: [{ type: 'LicenseSetRequested', schemaVersion: 1, data, metadata }],
  });
  return setId;
}
const numbers = (count: number) =>
  Promise.all(Array.from({ length: count }, () => licenses.store.nextNumber('license')));
const stepOf = (setId: string, licenseId: number) => ({
  ...systemContext('licenses', 60_000, { commandId: commandIdOf(`licenseSet:${setId}:issue:${licenseId}`) }),
  scopes: ['licenses:create', 'customers:create'],
});
const endOf = async (setId: string) => (await licenses.store.readStream(`licenseSet-${setId}`)).at(-1)?.type;

describe('a set of licenses', () => {
  it('is issued in ascending order of its numbers, with all texts and a password each [API-LIC-02]', async () => {
    const { optionId } = await catalogOf(licenses);
    const reply = await add({ optionId, count: 40 });
    if (!reply.ok) throw new Error(reply.refusal.code);
    const ids = reply.value.licenses.map((each) => each.licenseId);
    expect([ids.length, ids]).toEqual([40, ids.toSorted((a, b) => a - b)]);
    expect(new Set(reply.value.licenses.map((each) => each.activationPassword)).size).toBe(40);
    expect(await read(ids[39]!)).toMatchObject({
      value: { license: { customerId, notes, licenseeName, licenseeEmail, quantity: 1 } },
    });
    const placed = await Promise.all(ids.map((id) => licenses.store.readStream(`license-${id}`)));
    const last = new Map(reply.positions!.map(({ lane, position }) => [lane, position]));
    for (const [event] of placed) expect(last.get(event!.lane)).toBeGreaterThanOrEqual(event!.position);
    expect(reply.positions!.length).toBe(last.size);
  });

  it('is issued once, however often its command is sent [API-IDEM-07]', async () => {
    const { optionId } = await catalogOf(licenses);
    const commandId = newUuid();
    const [first, again] = await Promise.all([add({ optionId }, { commandId }), add({ optionId }, { commandId })]);
    expect(first).toMatchObject({ ok: true });
    expect(again).toMatchObject({ value: (first as { value: object }).value });
    expect(await add({ optionId, count: 9 }, { commandId })).toMatchObject({
      value: (first as { value: object }).value,
    });
  });

  it('has a customer who is not registered for each license, where none is named [LG-03]', async () => {
    const { optionId } = await catalogOf(licenses);
    const reply = await add({ optionId, customerId: null, toUnregistered: true });
    if (!reply.ok) throw new Error(reply.refusal.code);
    expect(new Set(reply.value.licenses.map((each) => each.customerId)).size).toBe(3);
    expect(reply.value.licenses.map((each) => each.customerId)).not.toContain(null);
  });

  it('is refused as a license is, and leaves nothing behind [API-LIC-02, API-LIC-06]', async () => {
    const { productId, optionId } = await catalogOf(licenses, { type: 'bundle' });
    expect(await add({ optionId })).toMatchObject({ refusal: { code: 'option_not_issuable' } });
    const listing = await catalogOf(licenses, { serials: { mode: 'list', prefix: null } });
    await load(listing.productId, ['A-1', 'A-2']);
    expect(await add({ optionId: listing.optionId })).toMatchObject({ refusal: { code: 'serials_exhausted' } });
    expect(await add({ optionId: listing.optionId, count: 2 })).toMatchObject({ ok: true });
    expect(productId).not.toBe(listing.productId);
  });
});

const load = (productId: number, serials: string[]) =>
  licenses.value(LoadSerials, {
    ...{ authorId, productId },
    serials: serials.map((serial) => ({ serial, password: null })),
  });

const destroyed = 'insert into data_key (subject, wrapped, destroyed_at) values ($1, null, now())';
const keysGone = 'select wrapped is null as gone from data_key where subject = any ($1)';

describe('a set whose process died', () => {
  it('is finished without anybody asking, and whoever meets one of it sees it whole [API-LIC-02]', async () => {
    const { optionId } = await catalogOf(licenses);
    const ids = await numbers(12);
    const setId = await decided(optionId, ids);
    await eventually(async () => {
      expect(await endOf(setId)).toBe('LicenseSetIssued');
    });
    for (const licenseId of ids) expect(await read(licenseId)).toMatchObject({ ok: true });
  });

  it('keeps the serial numbers that it had taken, and takes the rest of a list for its other licenses [API-LIC-02, SN-02]', async () => {
    const { productId, optionId } = await catalogOf(licenses, { serials: { mode: 'list', prefix: null } });
    await load(
      productId,
      Array.from({ length: 7 }, (_, i) => `R-${i}`),
    );
    const spy = jest.spyOn(LicenseIssue.prototype, 'issue');
    await addTo(licenses, optionId);
    const issue = spy.mock.contexts[0] as LicenseIssue;
    spy.mockRestore();
    const [setId, ids] = [newUuid(), await numbers(6)];
    const request = { authorId, optionId, customerId, fields };
    for (const licenseId of ids.slice(0, 3)) await issue.issue(request, stepOf(setId, licenseId), { setId, licenseId });
    await decided(optionId, ids, { setId });
    await eventually(async () => {
      expect(await endOf(setId)).toMatch(/Issued|Abandoned/);
    });
    expect(await endOf(setId)).toBe('LicenseSetIssued');
  });

  it('is taken back where it cannot be issued whole, and its serial numbers are free again [API-LIC-02]', async () => {
    const { productId, optionId } = await catalogOf(licenses, { serials: { mode: 'list', prefix: null } });
    await load(productId, ['B-1', 'B-2']);
    const ids = await numbers(3);
    const setId = await decided(optionId, ids);
    await eventually(async () => {
      expect(await endOf(setId)).toBe('LicenseSetAbandoned');
    });
    await eventually(async () => {
      for (const licenseId of ids) expect(await read(licenseId)).toMatchObject({ refusal: { code: 'not_found' } });
      for (const key of ['B-1', 'B-2'])
        expect(await licenses.send(FindLicense, { productId, key })).toMatchObject({ refusal: { code: 'not_found' } });
      expect(await add({ optionId, count: 2 })).toMatchObject({ ok: true });
    });
  });

  it('is taken back where one of its licenses was purged before it was whole, and halts nothing [API-LIC-02]', async () => {
    const { optionId } = await catalogOf(licenses);
    const ids = await numbers(3);
    await licenses.store.pool.query(destroyed, [`licenses/license-${ids[1]}`]);
    const setId = await decided(optionId, ids);
    await eventually(async () => {
      expect(await endOf(setId)).toBe('LicenseSetAbandoned');
    });
    await eventually(async () => {
      for (const licenseId of ids) expect(await read(licenseId)).toMatchObject({ refusal: { code: 'not_found' } });
    });
  });

  it('leaves no key behind where it is taken back, also of licenses that were never issued [design 3, sealed values]', async () => {
    const { optionId } = await catalogOf(licenses, { serials: { mode: 'list', prefix: null } });
    const ids = await numbers(3);
    const subjects = ids.map((licenseId) => `licenses/license-${licenseId}`);
    await decided(optionId, ids);
    await eventually(async () => {
      const { rows } = await licenses.store.pool.query<{ gone: boolean }>(keysGone, [subjects]);
      expect(rows).toEqual(ids.map(() => ({ gone: true })));
    });
  });

  it('is taken back whole where another process has given it up meanwhile [API-LIC-02]', async () => {
    const { optionId } = await catalogOf(licenses);
    const [setId, ids] = [newUuid(), await numbers(3)];
    const issue = Object.getOwnPropertyDescriptor(LicenseIssue.prototype, 'issue')?.value as LicenseIssue['issue'];
    const spy = jest.spyOn(LicenseIssue.prototype, 'issue').mockImplementation(async function (
      this: LicenseIssue,
      ...told
    ) {
      const reply = await issue.apply(this, told);
      if (told[2]?.licenseId === ids[2]) await abandoned(setId);
      return reply;
    });
    const finish = jest.spyOn(LicenseSetSteps.prototype, 'finish');
    await add({ optionId, count: 1 });
    const steps = finish.mock.contexts[0] as LicenseSetSteps;
    finish.mockRestore();
    await decided(optionId, ids, { setId });
    await steps.finish(setId);
    expect(await endOf(setId)).toBe('LicenseSetAbandoned');
    for (const licenseId of ids)
      expect((await licenses.store.readStream(`license-${licenseId}`)).at(-1)?.type).toBe('LicensePurged');
    spy.mockRestore();
  });
});
