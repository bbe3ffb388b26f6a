import type { Fields } from '../clients/solo-client.ts';
import { type Access, accessOf } from './access.suite.ts';
import { ask } from './native-answers.suite.ts';
import { type Product, type Sold, customerOf, optionOf } from './product.suite.ts';

/** One row of the table of statuses: what it does, and who may set it by UpdateActivationFields, and change what has it. */
interface Row {
  code: 'OK' | 'DUP' | 'FRD' | 'EXP' | 'CHK' | 'UPG' | 'VOI' | 'RET' | 'DEL';
  /** UPG permits by Upgrade Behavior, which has a table of its own. */
  permits: boolean;
  set: 'edit' | 'master' | 'nobody';
  change: 'edit' | 'master';
}
const open = { permits: false, set: 'edit', change: 'edit' } as const;
const closed = { permits: false, set: 'master', change: 'master' } as const;
const table: readonly Row[] = [
  { ...open, code: 'OK', permits: true },
  { ...open, code: 'DUP' },
  { ...open, code: 'FRD' },
  { ...open, code: 'EXP' },
  { ...open, code: 'CHK' },
  { ...open, code: 'UPG', permits: true },
  { ...closed, code: 'VOI' },
  { ...closed, code: 'RET' },
  { ...closed, code: 'DEL', set: 'nobody' },
];
const rowOf = (code: Row['code']) => table.find((row) => row.code === code)!;

const edit = ['licenses:write', 'licenses:status'];
const master = [...edit, 'licenses:void'];

/** Every status code against every surface that is served: one table, no copies. [ST] */
export function statuses(product: () => Product): void {
  describe('the nine statuses', () => {
    everyStatus(product);
  });
}

function everyStatus(product: () => Product): void {
  const access = accessOf(product);
  const users = new Map<string, ReturnType<Access['user']>>();

  /** One user for each set of scopes. */
  function userWith(scopes: readonly string[]): ReturnType<Access['user']> {
    const made = users.get(scopes.join()) ?? access.user({ scopes });
    users.set(scopes.join(), made);
    return made;
  }

  /** By UpdateActivationFields, but for Delete, which only the native transitions set. */
  async function putInto({ code, set }: Row, license: Sold): Promise<void> {
    if (set !== 'nobody') {
      expect((await product().change(license, { Status: code })).code).toBe(0);
      return;
    }
    const path = `/licenses/solo:${license.LicenseID}/transitions`;
    expect((await ask(product(), path, { method: 'POST', body: { to: 'purging' } })).status).toBe(200);
  }
  const statusOf = async ({ LicenseID }: Sold) => (await product().solo.infoCheck({ LicenseID })).fields.Status;

  describe.each(table)('status $code', (row) => {
    const { code, permits } = row;

    it(`${permits ? 'lets activate and check' : 'refuses activation and check with 5017 and itself'}, and lets the installation go [ST-${code}-CHK, ST-${code}-DEA, ST-06${permits ? '' : ', ST-03, ST-04'}]`, async () => {
      const { add, activate, check, solo, keyId } = product();
      const license = await add();
      const InstallationID = (await activate(license)).fields.InstallationID!;
      await putInto(row, license);
      const counts = async () => {
        const { fields } = await solo.infoCheck({ LicenseID: license.LicenseID });
        return [fields.RemainingActivations, fields.RemainingDeactivations].map(Number);
      };
      const expected = permits ? [0, undefined] : [5017, code];
      const checked = await check(InstallationID);
      expect([checked.code, checked.fields.LicenseStatus]).toEqual(expected);
      const activated = await activate(license);
      expect([activated.code, activated.fields.LicenseStatus]).toEqual(expected);
      expect(await counts()).toEqual(permits ? [3, 5] : [4, 5]);
      expect((await solo.deactivate(keyId, { InstallationID })).code).toBe(0);
      expect(await counts()).toEqual(permits ? [4, 4] : [5, 4]);
    });

    it(`is reported by XmlLicenseService, which works as with OK [ST-${code}-LIC, SL-06]`, async () => {
      const expected = await licenseService(rowOf('OK'));
      expect(await licenseService(row)).toEqual({ ...expected, statuses: [code, code] });
      expect(expected).toEqual({ statuses: ['OK', 'OK'], codes: [0, 0, 300, 0, 0, 0, 0, 0] });
    });

    it(`${settingOf(row)} [ST-${code}-API]`, async () => {
      const { add, change, solo } = product();
      const asked = async (scopes: readonly string[], license: Sold) => {
        const { logon } = await userWith(scopes);
        return (await solo.updateActivationFields({ ...logon, LicenseID: license.LicenseID, Status: code })).code;
      };
      const license = await add();
      if (code === 'OK') await change(license, { Status: 'CHK' });
      const before = await statusOf(license);
      const byEdit = { edit: 0, master: -1, nobody: 50 }[row.set];
      expect(await asked(edit, license)).toBe(byEdit);
      expect(await statusOf(license)).toBe(byEdit === 0 ? code : before);
      if (byEdit === 0) return;
      const byMaster = row.set === 'nobody' ? 50 : 0;
      expect(await asked(master, license)).toBe(byMaster);
      expect(await statusOf(license)).toBe(byMaster === 0 ? code : before);
    });

    it(`${row.change === 'edit' ? 'can be edited with Edit Licenses' : 'can be edited by a Master User only'} [ST-${code}-EDT${code === 'DEL' ? ', SL-UAF-10' : ''}]`, async () => {
      const { add, solo } = product();
      const license = await add();
      await putInto(row, license);
      const text = async () => (await solo.infoCheck({ LicenseID: license.LicenseID })).fields.LicenseUpdate;
      const asked = async (scopes: readonly string[], LicenseUpdate: string) => {
        const { logon } = await userWith(scopes);
        return (await solo.updateActivationFields({ ...logon, LicenseID: license.LicenseID, LicenseUpdate })).code;
      };
      const byEdit = row.change === 'edit';
      expect([await asked(edit, 'staff'), await text()]).toEqual(byEdit ? [0, 'staff'] : [-1, '']);
      expect([await asked(master, 'master'), await text()]).toEqual([0, 'master']);
      expect(await statusOf(license)).toBe(code);
    });

    it('goes back to OK, and what was there goes on as before [ST-17, ST-18, AMB-47]', async () => {
      const { add, activate, check, change, solo } = product();
      const license = await add({ LicenseCounter: 3, Expiration: '12/31/2031', LicenseUpdate: 'text' });
      const InstallationID = (await activate(license)).fields.InstallationID!;
      const read = async () => ({ ...(await solo.infoCheck({ ...license })).fields, Status: '' });
      const before = await read();
      await putInto(row, license);
      expect(await read()).toEqual(before);
      expect((await change(license, { Status: 'OK' })).code).toBe(0);
      expect([await read(), (await check(InstallationID)).code]).toEqual([before, 0]);
      expect((await activate(license)).code).toBe(0);
    });
  });

  /** Every operation of XmlLicenseService that a customer's software calls, and the getter, on a license in this status. */
  async function licenseService(row: Row): Promise<{ statuses: unknown[]; codes: number[] }> {
    const { solo, add, author } = product();
    const { prodOptionId } = await optionOf(product(), { userFieldsWritable: true });
    const { CustomerID } = await customerOf(product());
    const license: Fields = { ...(await add({ ProdOptionID: prodOptionId, CustomerID })) };
    await putInto(row, license as unknown as Sold);
    const { LicenseID } = license;
    const info = await solo.infoCheck(license);
    const update = await solo.updateCheck(license);
    const others = [
      await solo.validateRegistration(license),
      await solo.register({ ...license, Company: 'Example Ltd' }),
      await solo.validateRegistration(license),
      await solo.updateRegistration({ ...license, Company: 'Example AG' }),
      await solo.updateUserDefinedFields({ ...license, UDefChar1: 'x' }),
      await solo.getCustomData({ ...author, LicenseID }),
    ];
    return {
      statuses: [info.fields.Status, update.fields.Status],
      codes: [info, update, ...others].map((it) => it.code),
    };
  }

  it.each([
    ['allow', 0, 0],
    ['existingOnly', 5017, 0],
    ['deactivate', 5017, 5017],
  ])(
    'follows Upgrade Behavior %s for a license in UPG: activation %i, check %i [ST-UPG-CHK, ST-UPG-DEA, ST-12, ST-13, ST-14, AMB-37]',
    async (upgradeBehavior, activation, checking) => {
      const { native, add, activate, check, change, solo, keyId } = product();
      const option = await optionOf(product(), {});
      const license = await add({ ProdOptionID: option.prodOptionId });
      const InstallationID = (await activate(license)).fields.InstallationID!;
      await change(license, { Status: 'UPG' });
      expect([(await activate(license)).code, (await check(InstallationID)).code]).toEqual([0, 0]); // the default
      await native.send('PATCH', `/options/${option.id}`, { upgradeBehavior });
      expect([(await activate(license)).code, (await check(InstallationID)).code]).toEqual([activation, checking]);
      expect((await solo.deactivate(keyId, { InstallationID })).code).toBe(0);
    },
  );

  it('makes a license count as active in OK and UPG alone, and there is one of nine, shown by its code [ST-01, ST-02, AMB-25, AMB-36]', async () => {
    for (const row of table) {
      const license = await product().add();
      await putInto(row, license);
      const { body } = await ask<{ usable: boolean }>(product(), `/licenses/solo:${license.LicenseID}`);
      expect([await statusOf(license), body.usable]).toEqual([row.code, row.permits]);
    }
  });

  it('keeps EXP and a date that has passed apart [ST-10]', async () => {
    const { add, activate, change, access: told } = product();
    const ProdOptionID = told.products[0]!.options[1]!.prodOptionId;
    const late = await add({ ProdOptionID, Expiration: '01/31/2001' });
    expect((await activate(late)).code).toBe(5019);
    const early = await add({ ProdOptionID, Expiration: '12/31/2031' });
    await change(early, { Status: 'EXP' });
    expect((await activate(early)).code).toBe(5017);
    expect([await statusOf(late), await statusOf(early)]).toEqual(['OK', 'EXP']);
    await change(late, { LicenseUpdate: 'x' });
    const { body } = await ask(product(), `/licenses/solo:${late.LicenseID}/transitions`);
    expect([body.data, await statusOf(late)]).toEqual([[], 'OK']);
  });
}

const settingOf = ({ code, set }: Row): string =>
  ({
    edit: `is set by UpdateActivationFields with Edit Licenses, and InfoCheck shows ${code}`,
    master: 'is set by UpdateActivationFields of a Master User; others get -1',
    nobody: 'is set by UpdateActivationFields for nobody: 50',
  })[set];
