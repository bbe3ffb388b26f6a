import {
  GetLicense,
  type LicenseChanges,
  ReplaceUserFields,
  UpdateOption,
  type UserFields,
  newUuid,
  noUserFields,
} from '@licet/contracts';
import { customerPassword } from '../testing/neighbors.ts';
import { type RunningLicenses, addTo, authorId, catalogOf, runLicenses } from '../testing/running-licenses.ts';

let licenses: RunningLicenses;
let optionId: number;
beforeAll(async () => {
  licenses = await runLicenses();
  ({ optionId } = await catalogOf(licenses, { userFieldsWritable: true }));
});
afterAll(() => licenses.close());

const secret = 'Zwetschkenknödel';
const fieldsOf = (text: string): UserFields => ({
  text: [text, ...Array<null>(8).fill(null), ' '],
  integer: [-2147483648, null, 0, null, 2147483647],
  float: [0.1, null, 5e-324, null, -1.7976931348623157e308],
  date: ['2026-03-01T09:00:00', null, null, null, '2026-03-01T08:00:00.5Z'],
});
const outside = { authorId: null, scopes: [], actor: { kind: 'installation' as const, id: 'anonymous' } };
const replace = (licenseId: number, userFields: UserFields | null, password?: string, as = {}) =>
  licenses.send(
    ReplaceUserFields,
    { authorId: password === undefined ? authorId : null, licenseId, userFields, ...(password && { password }) },
    password === undefined ? as : { ...outside, ...as },
  );
const stored = async (licenseId: number) =>
  (await licenses.value(GetLicense, { authorId, reference: { licenseId } })).license.userFields;
const eventsOf = (licenseId: number) => licenses.store.readStream(`license-${licenseId}`, 1);

describe('ReplaceUserFields', () => {
  it('starts with none, keeps each value as it was given, and clears them all [SL-ADD-29, SL-UDF-12 … SL-UDF-18]', async () => {
    const { licenseId } = await addTo(licenses, optionId);
    expect(await stored(licenseId)).toEqual(noUserFields);
    expect(await replace(licenseId, fieldsOf(secret))).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await stored(licenseId)).toEqual(fieldsOf(secret));
    expect(await replace(licenseId, noUserFields)).toMatchObject({ ok: true, value: { version: 3 } });
    expect(await stored(licenseId)).toEqual(noUserFields);
  });

  it('holds them sealed, and names the account of the license even where no author has logged on', async () => {
    const { licenseId, activationPassword } = await addTo(licenses, optionId);
    expect(await replace(licenseId, fieldsOf(secret), activationPassword)).toMatchObject({ ok: true });
    const [event] = await eventsOf(licenseId);
    expect(JSON.stringify(event)).not.toContain(secret);
    const { changes } = event?.data as { changes: LicenseChanges };
    expect(changes.userFields).toMatch(/^s1\|licenses\/license-/);
    expect(event?.metadata).toMatchObject({ authorId, actor: { kind: 'installation', id: 'anonymous' } });
  });

  it('takes the password of license and customer, and no other [PWD-05, SL-UDF-09]', async () => {
    const { licenseId, activationPassword } = await addTo(licenses, optionId);
    for (const [i, password] of [activationPassword, customerPassword].entries()) {
      expect(await replace(licenseId, fieldsOf(`${i}`), password)).toMatchObject({ ok: true });
      expect(await stored(licenseId)).toEqual(fieldsOf(`${i}`));
    }
    expect(await replace(licenseId, noUserFields, 'nothing')).toMatchObject({
      refusal: { code: 'credential_invalid' },
    });
    expect(await stored(licenseId)).toEqual(fieldsOf('1'));
  });

  it('records nothing when the same is sent again, and takes effect once, however often the command is sent', async () => {
    const { licenseId } = await addTo(licenses, optionId);
    const as = { commandId: newUuid() };
    const first = await replace(licenseId, fieldsOf('a'), undefined, as);
    expect(await replace(licenseId, fieldsOf('a'), undefined, as)).toEqual(first);
    expect(await replace(licenseId, fieldsOf('a'))).toEqual({ ok: true, value: { version: 2 } });
    expect((await eventsOf(licenseId)).length).toBe(1);
  });

  it('asks customers for nothing when an author has logged on, and fails as unavailable when only they could tell [SYS-07]', async () => {
    const { licenseId } = await addTo(licenses, optionId);
    licenses.bus.stop('customers');
    try {
      expect(await replace(licenseId, fieldsOf('a'))).toMatchObject({ ok: true });
      await expect(replace(licenseId, noUserFields, 'nothing')).rejects.toMatchObject({ code: 'unavailable' });
    } finally {
      licenses.bus.resume('customers');
    }
    expect(await stored(licenseId)).toEqual(fieldsOf('a'));
  });

  it('follows the option from the next call on [PO-16]', async () => {
    const closed = await catalogOf(licenses);
    const { licenseId, activationPassword } = await addTo(licenses, closed.optionId);
    expect(await replace(licenseId, fieldsOf('a'), activationPassword)).toMatchObject({ ok: false });
    const changes = { userFieldsWritable: true };
    await licenses.value(UpdateOption, { authorId, optionId: closed.optionId, changes, expectedVersion: null });
    expect(await replace(licenseId, fieldsOf('a'), activationPassword)).toMatchObject({ ok: true });
  });
});
