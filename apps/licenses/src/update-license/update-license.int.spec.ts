import { FindLicense, GetLicense, UpdateLicense, newUuid, statusOfSolo } from '@licet/contracts';
import type { RequestedChanges } from '../domain/update-license.ts';
import { type RunningLicenses, addTo, authorId, catalogOf, runLicenses } from '../testing/running-licenses.ts';

let licenses: RunningLicenses;
let sold: { productId: number; optionId: number };
beforeAll(async () => {
  licenses = await runLicenses();
  sold = await catalogOf(licenses, { serials: { mode: 'generate', prefix: null } });
});
afterAll(() => licenses.close());
beforeEach(() => {
  licenses.activations.holds = true;
  licenses.activations.asked.length = 0;
});

const add = () => addTo(licenses, sold.optionId);
const update = (licenseId: number | null, changes: RequestedChanges | null, commandId = newUuid()) =>
  licenses.send(UpdateLicense, { authorId, licenseId, changes }, { commandId });
const get = async (licenseId: number) =>
  (await licenses.value(GetLicense, { authorId, reference: { licenseId } })).license;
const eventsOf = (licenseId: number) => licenses.store.readStream(`license-${licenseId}`, 1);

describe('UpdateLicense', () => {
  it('changes all that is asked with one event, and tells the license as it is then [SL-UAF-27]', async () => {
    const { licenseId } = await add();
    const reply = await update(licenseId, {
      status: statusOfSolo('FRD'),
      expiresAt: { set: '2027-03-01T00:00:00.000Z' },
      licenseUpdate: 'gold',
    });
    const [event, ...others] = await eventsOf(licenseId);
    expect(others).toEqual([]);
    expect(event?.type).toBe('LicenseStatusChanged');
    const place = { lane: event?.lane, epoch: event?.epoch, position: event?.position };
    expect(reply).toMatchObject({
      ok: true,
      positions: [{ service: 'licenses', ...place }],
      value: { status: statusOfSolo('FRD'), licenseUpdate: 'gold', version: 2, lastChange: place },
    });
  });

  it('records nothing when what is asked already holds [SL-UAF-29]', async () => {
    const { licenseId } = await add();
    const reply = await update(licenseId, { status: statusOfSolo('OK') });
    expect(reply).toMatchObject({ ok: true, value: { version: 1 } });
    expect(reply).not.toHaveProperty('positions');
    expect(await eventsOf(licenseId)).toEqual([]);
  });

  it('takes effect once, however often the command is sent', async () => {
    const { licenseId } = await add();
    const commandId = newUuid();
    const send = () => update(licenseId, { activationsLeft: { add: 2 } }, commandId);
    const first = await send();
    licenses.activations.holds = false;
    expect(await send()).toEqual(first);
    expect((await eventsOf(licenseId)).length).toBe(1);
  });

  it('counts every one of many parallel increments [SL-UAF-28]', async () => {
    const { licenseId } = await add();
    const replies = await Promise.all(
      Array.from({ length: 30 }, () => update(licenseId, { activationsLeft: { add: 1 } })),
    );
    expect(replies.every(({ ok }) => ok)).toBe(true);
    const changes = (await eventsOf(licenseId)).map(({ data }) => (data as { changes: unknown }).changes);
    expect(changes).toEqual(Array.from({ length: 30 }, () => ({ activationsLeft: { add: 1 } })));
  });

  describe('the ledger', () => {
    it('is asked about counters, as of the last change of the license [design 4]', async () => {
      const { licenseId } = await add();
      await update(licenseId, { licenseUpdate: 'x' });
      const { lastChange } = await get(licenseId);
      await update(licenseId, { activationsLeft: { add: -1 }, licenseUpdate: 'y' });
      expect(licenses.activations.asked).toEqual([{ licenseId, activationsLeft: { add: -1 }, after: lastChange }]);
    });

    it('that cannot hold the sum refuses all of it, and nothing changes [SL-UAF-22, BAD-17]', async () => {
      const { licenseId } = await add();
      licenses.activations.holds = false;
      const reply = await update(licenseId, { activationsLeft: { add: -9 }, licenseUpdate: 'x' });
      expect(reply).toEqual({ ok: false, refusal: { code: 'parameter_invalid', facts: { what: 'counters' } } });
      expect(await eventsOf(licenseId)).toEqual([]);
    });

    it('that cannot be reached makes changes of counters unavailable, never refused; others go on [SYS-07]', async () => {
      const { licenseId } = await add();
      licenses.bus.stop('activations');
      try {
        await expect(update(licenseId, { counter: { set: 1 } })).rejects.toMatchObject({ code: 'unavailable' });
        expect(await update(licenseId, { status: statusOfSolo('CHK'), licenseUpdate: 'x' })).toMatchObject({
          ok: true,
        });
      } finally {
        licenses.bus.resume('activations');
      }
      expect((await eventsOf(licenseId)).length).toBe(1);
    });

    it('is not asked about what other rules refuse', async () => {
      const { licenseId } = await add();
      const reply = await update(licenseId, { counter: { add: 1 } });
      expect(reply).toMatchObject({ refusal: { code: 'parameter_invalid', facts: { what: 'counter' } } });
      expect(licenses.activations.asked).toEqual([]);
    });
  });

  describe('serial numbers', () => {
    const find = async (key: string) => {
      const reply = await licenses.send(FindLicense, { productId: sold.productId, key });
      return reply.ok ? reply.value.licenseId : reply.refusal.code;
    };

    it('find the license by the new text at once, and no longer by the old [SL-UAF-41]', async () => {
      const { licenseId, serialNumber } = await add();
      const text = newUuid();
      await update(licenseId, { serialNumberText: text });
      expect([await find(text), await find(serialNumber)]).toEqual([licenseId, 'not_found']);
    });

    it('are taken by one license of a product, letter case ignored [SL-UAF-26]', async () => {
      const [one, other] = await Promise.all([add(), add()]);
      const text = newUuid();
      expect(await update(one.licenseId, { serialNumberText: text })).toMatchObject({ ok: true });
      const reply = await update(other.licenseId, { serialNumberText: text.toUpperCase(), licenseUpdate: 'x' });
      expect(reply).toEqual({ ok: false, refusal: { code: 'duplicate', facts: { what: 'serial' } } });
      expect(await eventsOf(other.licenseId)).toEqual([]);
    });

    it('of different products do not disturb each other [SN-06]', async () => {
      const elsewhere = await catalogOf(licenses);
      const [one, other] = await Promise.all([add(), addTo(licenses, elsewhere.optionId)]);
      const text = newUuid();
      expect(await update(one.licenseId, { serialNumberText: text })).toMatchObject({ ok: true });
      expect(await update(other.licenseId, { serialNumberText: text })).toMatchObject({ ok: true });
    });
  });

  it.each([
    [null, 'not_found'],
    [2_000_000_000, 'not_found'],
  ])('does not find license %p [SL-UAF-35]', async (licenseId, code) => {
    expect(await update(licenseId, { licenseUpdate: 'x' })).toMatchObject({ ok: false, refusal: { code } });
  });
});
