import { jest } from '@jest/globals';
import {
  AddLicense,
  AddLicenses,
  CreateInvoice,
  CreateOption,
  CreateProduct,
  GetLicense,
  UpdateOption,
  newUuid,
} from '@licet/contracts';
import { eventually } from '@licet/testing';
import {
  type RunningLicenses,
  addTo,
  authorId,
  catalogOf,
  customerId,
  fields,
  runLicenses,
} from '../testing/running-licenses.ts';
import { Issuer } from './issuer.ts';

let licenses: RunningLicenses;
beforeAll(async () => {
  licenses = await runLicenses();
});
afterAll(() => licenses.close());

const get = async (licenseId: number, password?: string) =>
  licenses.value(GetLicense, {
    authorId: null,
    reference: { licenseId },
    ...(password !== undefined && { password }),
  });

describe('AddLicense', () => {
  it('issues a license that is there at once, with what was passed [SL-ADD-31, SL-ADD-41]', async () => {
    const { productId, optionId } = await catalogOf(licenses);
    const { licenseId, uuid, serialNumber } = await addTo(licenses, optionId);
    expect(serialNumber).toBe('');
    expect((await get(licenseId)).license).toMatchObject({
      ...{ licenseId, uuid, productId, optionId, customerId, version: 1 },
      ...{ licenseeName: fields.licenseeName, licenseeEmail: fields.licenseeEmail, notes: fields.notes },
      ...{ unitPrice: '49.90', currentVersion: '1.2.0.0', status: { status: 'active', reason: null } },
    });
  });

  it('returns an activation password without 0, O, 1 and I that authenticates at once [SL-ADD-34, PWD-09, PWD-10]', async () => {
    const { optionId } = await catalogOf(licenses);
    const { licenseId, activationPassword } = await addTo(licenses, optionId);
    expect(activationPassword).toMatch(/^[2-9A-HJ-NP-Z]{8,}$/);
    expect((await get(licenseId, activationPassword)).password).toBe('right');
  });

  it('makes two licenses of two equal calls [SL-ADD-28]', async () => {
    const { optionId } = await catalogOf(licenses);
    const [one, other] = await Promise.all([addTo(licenses, optionId), addTo(licenses, optionId)]);
    expect(one.licenseId).not.toBe(other.licenseId);
  });

  it('makes one license of one command, however often it is sent, and answers the same', async () => {
    const { optionId } = await catalogOf(licenses, { serials: { mode: 'generate', prefix: null } });
    const commandId = newUuid();
    const add = () => licenses.send(AddLicense, { authorId, optionId, customerId, fields }, { commandId });
    const first = await add();
    expect(first).toMatchObject({ ok: true, positions: [{ service: 'licenses' }] });
    expect(await Promise.all([add(), add()])).toEqual([first, first]);
  });

  it('answers the same also when both sendings race', async () => {
    const { optionId } = await catalogOf(licenses);
    const commandId = newUuid();
    const add = () => licenses.send(AddLicense, { authorId, optionId, customerId, fields }, { commandId });
    const [one, other] = await Promise.all([add(), add()]);
    expect(other).toEqual(one);
  });

  it('gives a generated serial number, by which the license is found in its product [SN-01, UNI-04]', async () => {
    const { productId, optionId } = await catalogOf(licenses, { serials: { mode: 'generate', prefix: null } });
    const { licenseId, serialNumber } = await addTo(licenses, optionId);
    expect(serialNumber).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/);
    const reference = { serialNumber: serialNumber.toLowerCase(), productId };
    expect((await licenses.value(GetLicense, { authorId, reference })).license.licenseId).toBe(licenseId);
  });

  it('draws another key where a generated one is met by another license of the product [UNI-04]', async () => {
    const { optionId } = await catalogOf(licenses, { serials: { mode: 'generate', prefix: null } });
    const prepare = jest.spyOn(Issuer.prototype, 'prepare');
    const { serialNumber } = await addTo(licenses, optionId);
    const issuer = prepare.mock.contexts[0] as Issuer;
    prepare.mockImplementationOnce(async (...args) => ({ ...(await issuer.prepare(...args)), key: serialNumber }));
    const drawn = await addTo(licenses, optionId).finally(() => {
      prepare.mockRestore();
    });
    expect(drawn.serialNumber).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/);
    expect(drawn.serialNumber).not.toBe(serialNumber);
  });

  it('takes a customer that only its owner knows of yet, and none that the owner does not know [SL-ADD-45, design 4]', async () => {
    const { optionId } = await catalogOf(licenses);
    await licenses.customers.addCustomer(3777, authorId, false);
    const add = (id: number) => licenses.send(AddLicense, { authorId, optionId, customerId: id, fields });
    expect(await add(3777)).toMatchObject({ ok: true });
    expect(await add(3778)).toEqual({ ok: false, refusal: { code: 'not_found', facts: { what: 'customer' } } });
  });

  it('fails as unavailable, never as refused, when nobody can tell whether the customer exists [SYS-07]', async () => {
    const { optionId } = await catalogOf(licenses);
    await addTo(licenses, optionId); // the replica has caught up
    licenses.bus.stop('customers');
    try {
      await expect(licenses.send(AddLicense, { authorId, optionId, customerId: 3999, fields })).rejects.toMatchObject({
        code: 'unavailable',
      });
      expect(await licenses.send(AddLicense, { authorId, optionId, customerId, fields })).toMatchObject({ ok: true });
    } finally {
      licenses.bus.resume('customers');
    }
  });

  it('makes test licenses only on an evaluation account, singly, in sets and by orders [SL-ADD-24, TEST-03, API-LIC-07]', async () => {
    const other = 77;
    await licenses.customers.addAccount(other, 'evaluation');
    await licenses.customers.addCustomer(3078, other);
    const as = { authorId: other };
    const { productId } = await licenses.value(CreateProduct, { authorId: other, settings: { name: 'Trial' } }, as);
    const settings = { name: 'One' };
    const { optionId } = await licenses.value(CreateOption, { authorId: other, productId, settings }, as);
    const request = { authorId: other, optionId, customerId: 3078, fields: { ...fields, isTest: false } };
    const line = { optionId, quantity: 1, unitPrice: '1', licenseIds: [], renews: null, upgrades: null };
    const order = {
      ...{ authorId: other, customerId: 3078, status: 'web' as const, registrar: 'Manual', comments: '' },
      ...{ holdUntil: null, automaticMail: true, currency: 'USD', lines: [line], issue: true, testLicenses: false },
      ...{ externalId: null, metadata: {} },
    };
    const doors = {
      single: async () => [(await licenses.value(AddLicense, request, as)).licenseId],
      set: async () => {
        const added = await licenses.value(AddLicenses, { ...request, count: 2 }, as);
        return added.licenses.map(({ licenseId }) => licenseId);
      },
      order: async () => {
        const { lines } = await licenses.value(CreateInvoice, order, { ...as, via: 'native' });
        return lines.flatMap((it) => it.licenses.map(({ licenseId }) => licenseId));
      },
    };
    const tests = (ids: number[]) => Promise.all(ids.map(async (id) => (await get(id)).license.isTest));
    expect(await tests(await doors.single())).toEqual([true]);
    expect(await tests(await doors.set())).toEqual([true, true]);
    expect(await tests(await doors.order())).toEqual([true]);
    await licenses.customers.changeMode(other, 'live');
    await eventually(async () => {
      expect(await tests(await doors.single())).toEqual([false]);
    });
    expect(await tests([...(await doors.set()), ...(await doors.order())])).toEqual([false, false, false]);
  });

  it('leaves nothing behind when it is refused [SL-ADD-35]', async () => {
    const count = async () => {
      const { rows } = await licenses.store.pool.query<{ n: string }>('select count(*) as n from event');
      return rows[0]?.n;
    };
    const { optionId } = await catalogOf(licenses, { serials: { mode: 'list', prefix: null } });
    const before = await count();
    const reply = await licenses.send(AddLicense, { authorId, optionId, customerId, fields });
    expect(reply).toEqual({ ok: false, refusal: { code: 'serials_exhausted' } });
    expect(await count()).toBe(before);
  });

  it('stops selling an option from the call after it was switched off [SL-ADD-54, PO-16]', async () => {
    const { optionId } = await catalogOf(licenses);
    await addTo(licenses, optionId);
    await licenses.value(UpdateOption, { authorId, optionId, changes: { status: 'inactive' }, expectedVersion: 1 });
    expect(await licenses.send(AddLicense, { authorId, optionId, customerId, fields })).toMatchObject({
      refusal: { code: 'option_not_issuable', facts: { reason: 'inactive' } },
    });
  });

  it('keeps names, addresses, notes and passwords out of the record [design 3, sealed values]', async () => {
    const { optionId } = await catalogOf(licenses);
    const { activationPassword } = await addTo(licenses, optionId);
    const { rows } = await licenses.store.pool.query<{ event: string }>(
      'select data::text || metadata::text as event from event',
    );
    for (const { event } of rows) {
      expect(event).not.toMatch(/Zwetschke|anna@/i);
      expect(event).not.toContain(activationPassword);
    }
  });
});
