import { soloPermissions } from '@licet/contracts';
import { element, writeXml } from '@licet/xml';
import type { Fields } from '../clients/solo-client.ts';
import { accessOf, newUser, patch, post, withKey } from './access.suite.ts';
import { type Answer, ask } from './native-answers.suite.ts';
import type { Product, Sold } from './product.suite.ts';

/** What users may do: SOLO's permissions as names of scopes, groups, levels, and how soon a change holds. */
export function permissions(product: () => Product): void {
  const { user, add, set } = accessOf(product);
  type Logon = Awaited<ReturnType<typeof user>>['logon'];

  const change = async (logon: Logon, { LicenseID }: Sold, fields: object) =>
    (await product().solo.updateActivationFields({ ...logon, LicenseID, ...fields })).code;
  const customDataCall = async (operation: string, logon: Logon, { LicenseID }: Sold, content: Fields = {}) => {
    const fields = { ...logon, LicenseID, ...content };
    const document = element(
      operation,
      Object.entries(fields).map(([name, value]) => element(name, value)),
    );
    const { root } = await product().solo.send('XmlLicenseService', `${operation}S`, writeXml(document));
    return Number(root.child('ResultCode')?.text);
  };
  const customData = (logon: Logon, license: Sold) =>
    customDataCall('UpdateLicenseCustomData', logon, license, { LicenseCustomData: 'text' });
  const readCustomData = (logon: Logon, license: Sold) => customDataCall('GetLicenseCustomData', logon, license);
  const userFields = async (logon: Logon, { LicenseID }: Sold) =>
    (await product().solo.updateUserDefinedFields({ ...logon, LicenseID, UDefChar1: 'x' })).code;
  const statusOf = async ({ LicenseID }: Sold) => (await product().solo.infoCheck({ LicenseID })).fields.Status;

  const edit = [...soloPermissions['Edit Licenses']];

  describe('permissions', () => {
    it('Add Licenses: Add is -1 without it [PERM-01, AMB-20, SL-ADD-40]', async () => {
      const [without, having] = [await user({ scopes: edit }), await user({ scopes: ['licenses:create'] })];
      expect([await add(without.logon), await add(having.logon)]).toEqual([-1, 0]);
    });

    it('Edit Licenses: UpdateActivationFields is -1 without it, and changes nothing [PERM-02, PERM-06, SL-UAF-34]', async () => {
      const license = await product().add();
      const [without, having] = [await user({ scopes: ['licenses:create'] }), await user({ scopes: edit })];
      expect(await change(without.logon, license, { Status: 'CHK' })).toBe(-1);
      expect(await statusOf(license)).toBe('OK');
      expect(await change(having.logon, license, { Status: 'CHK' })).toBe(0);
    });

    it('Edit Licenses: UpdateLicenseCustomData is -1 without it, GetLicenseCustomData needs none [PERM-03, PERM-04]', async () => {
      const license = await product().add();
      const [without, having] = [await user({ scopes: [] }), await user({ scopes: edit })];
      expect(await customData(without.logon, license)).toBe(-1);
      expect(await customData(having.logon, license)).toBe(0);
      expect(await readCustomData(without.logon, license)).toBe(0);
    });

    it('Edit Licenses: UpdateUserDefinedFields is 100 without it [PERM-05, PERM-07]', async () => {
      const license = await product().add();
      const [without, having] = [await user({ scopes: ['licenses:create'] }), await user({ scopes: edit })];
      expect([await userFields(without.logon, license), await userFields(having.logon, license)]).toEqual([100, 0]);
    });

    it('Master User: sets Void and Returned, and changes what has them [PERM-09, PERM-11, AMB-04, AMB-21, SL-UAF-08, SL-UAF-09]', async () => {
      const [staff, master] = [await user({ scopes: edit }), await user({ scopes: [...edit, 'licenses:void'] })];
      for (const Status of ['VOI', 'RET']) {
        const license = await product().add();
        expect(await change(staff.logon, license, { Status })).toBe(-1);
        expect(await change(master.logon, license, { Status })).toBe(0);
        expect(await change(staff.logon, license, { LicenseUpdate: 'x' })).toBe(-1);
        expect(await change(staff.logon, license, { Status: 'OK' })).toBe(-1);
        expect([await customData(staff.logon, license), await userFields(staff.logon, license)]).toEqual([-1, 100]);
        expect(await change(master.logon, license, { Status: 'OK' })).toBe(0);
      }
    });

    it('let Edit Licenses set Void where the account says so, until it says otherwise [AMB-21, API-ACC-07]', async () => {
      const { logon } = await user({ scopes: edit });
      const license = await product().add();
      await set({ voidBy: 'edit' });
      expect(await change(logon, license, { Status: 'VOI' })).toBe(0);
      expect(await change(logon, license, { Status: 'OK' })).toBe(-1);
      await set({ voidBy: null });
      expect(await change(logon, await product().add(), { Status: 'VOI' })).toBe(-1);
    });

    it('let others change all but the status of a void license where the account says so [AMB-04, API-ACC-07]', async () => {
      const { logon } = await user({ scopes: edit });
      const license = await product().add();
      await product().change(license, { Status: 'VOI' });
      await set({ closedLicenseEdits: 'status' });
      expect(await change(logon, license, { LicenseUpdate: 'x' })).toBe(0);
      expect([await customData(logon, license), await userFields(logon, license)]).toEqual([0, 0]);
      expect(await change(logon, license, { Status: 'OK' })).toBe(-1);
      await set({ closedLicenseEdits: null });
      expect(await change(logon, license, { LicenseUpdate: 'y' })).toBe(-1);
    });

    it('come from groups as well, and follow them on the next call [PERM-12, PERM-21, API-USR-03]', async () => {
      const license = await product().add();
      const groups = async (scopes: readonly string[]) => {
        const { settings } = (await ask(product(), '/account')).body as unknown as {
          settings: { groups: { default: object[] } };
        };
        await set({ groups: [...settings.groups.default, { name: 'Night shift', scopes }] });
      };
      await groups(edit);
      const { id, logon } = await user({ scopes: ['licenses:create'], groups: ['Night shift'] });
      expect([await add(logon), await change(logon, license, { LicenseUpdate: 'x' })]).toEqual([0, 0]);
      expect((await ask(product(), `/users/${id}`)).body.effectiveScopes).toEqual(['licenses:create', ...edit]);
      await groups([]);
      expect([await add(logon), await change(logon, license, { LicenseUpdate: 'y' })]).toEqual([0, -1]);
      await ask(product(), `/users/${id}`, patch({ groups: ['Power Users'] }));
      expect(await change(logon, license, { LicenseUpdate: 'z' })).toBe(0);
      await set({ groups: null });
    });

    it('are in three groups from the start [PERM-13]', async () => {
      const { settings } = (await ask(product(), '/account')).body as unknown as {
        settings: { groups: { default: { name: string }[] } };
      };
      expect(settings.groups.default.map(({ name }) => name)).toEqual([
        'Administrators',
        'Power Users',
        'Customer Service Rep',
      ]);
    });

    it('hide products above the Order Level of a user: Add is 1 [PERM-19]', async () => {
      const made = await ask(product(), '/products', post({ name: 'Premium', orderLevel: 5 }));
      const option = await ask(
        product(),
        '/options',
        post({ productId: made.body.id, name: 'One', type: 'activationCode' }),
      );
      const { prodOptionId } = option.body.solo as { prodOptionId: number };
      const { id, logon } = await user({ orderLevel: 4 });
      const fields = { ProdOptionID: prodOptionId };
      expect([await add(logon, fields), await add(logon)]).toEqual([1, 0]);
      await ask(product(), `/users/${id}`, patch({ orderLevel: 5 }));
      expect(await add(logon, fields)).toBe(0);
      await ask(product(), `/users/${id}`, patch({ orderLevel: null }));
      expect(await add(logon, fields)).toBe(0);
    });

    it('can be given only by who has them, directly, by a group, or by a password [API-KEY-05]', async () => {
      const scopes = ['users:manage', 'account:write', 'account:read', 'licenses:create'];
      const { product: manager } = await withKey(product(), { scopes });
      const { id } = await user({ scopes: ['licenses:void'] });
      const refused = async (asked: Promise<Answer>) => {
        const { status, body } = await asked;
        expect([status, body.code]).toEqual([403, 'scope_missing']);
      };
      await newUser(manager, { kind: 'api', scopes: ['licenses:create'] });
      await refused(ask(manager, '/users', post({ kind: 'api', scopes: ['licenses:void'] })));
      await refused(ask(manager, '/users', post({ kind: 'api', groups: ['Administrators'] })));
      await refused(ask(manager, `/users/${id}`, patch({ outsideAccess: [], orderLevel: 1 })));
      await refused(ask(manager, `/users/${id}/rotate`, { method: 'POST' }));
      await refused(
        ask(manager, '/account', patch({ settings: { groups: [{ name: 'Own', scopes: ['licenses:void'] }] } })),
      );
      expect((await ask(manager, `/users/${id}`, patch({ name: 'renamed' }))).status).toBe(200);
    });
  });
}
