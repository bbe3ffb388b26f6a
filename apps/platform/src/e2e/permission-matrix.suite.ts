import { type Scope, scopes, soloPermissions } from '@licet/contracts';
import { type NewUser, newUser, patch, post, withKey } from './access.suite.ts';
import { type Asking, type Body, ask } from './native-answers.suite.ts';
import { type Product, customerOf } from './product.suite.ts';

type Permission = keyof typeof soloPermissions;

/** Somebody with some rights: by a key of the native API, and by an author logon of the XML services. */
interface Who {
  product: Product;
  logon: NewUser['logon'];
}

const permissions = Object.keys(soloPermissions) as Permission[];

/** Every permission by the action that it guards: who lacks it alone is refused, who has all may. */
export function permissionMatrix(product: () => Product): void {
  const native = async ({ product: own }: Who, path: string, asking?: Asking) =>
    (await ask(own, path, asking)).status < 300;
  const report = async ({ logon }: Who, page: string) => {
    const dates = { ReportType: 'Csv', StartDate: '1/1/2026', EndDate: '2/1/2026' };
    const AuthorID = String(logon.AuthorID);
    const body = new URLSearchParams({ WebServiceLogin: 'True', ...logon, AuthorID, ...dates });
    const url = `${product().access.baseUrl}/solo/authors/${page}`;
    return !(await (await fetch(url, { method: 'POST', body })).text()).includes('RequestError');
  };
  const change = async ({ logon }: Who, fields: object) => {
    const { LicenseID } = await product().add();
    return (await product().solo.updateActivationFields({ ...logon, LicenseID, ...fields })).code === 0;
  };
  const installed = async () => {
    const license = await product().add();
    await product().activate(license);
    const { body } = await ask(product(), `/licenses/solo:${license.LicenseID}?include=installations`);
    return (body.installations as Body[])[0]!.id;
  };

  /** Whether the guarded action is done. */
  const actions: Record<Permission, (who: Who) => Promise<boolean>> = {
    'Add Licenses': async ({ logon }) => {
      const { access, solo } = product();
      const ProdOptionID = access.products[0]!.options[0]!.prodOptionId;
      const license = {
        ...{ ProdOptionID, Quantity: 1, UnitPrice: '0' },
        ...{ ActivationCount: 1, DeactivationCount: 1 },
      };
      return (await solo.add({ ...logon, ...license, CustomerID: access.customers[0]!.customerId })).code === 0;
    },
    'Edit Licenses': (who) => change(who, { LicenseUpdate: 'x' }),
    'Add Single Customer': (who) => native(who, '/customers', post({ lastName: 'Somebody' })),
    'Edit Customers': async (who) =>
      native(who, `/customers/${(await customerOf(product())).id}`, patch({ company: 'x' })),
    'View Password': async (who) =>
      native(who, `/customers/${(await customerOf(product(), {}, 'secret')).id}/password`),
    'Manage Records': async (who) => {
      const { LicenseID } = await product().add();
      return native(who, `/licenses/solo:${LicenseID}`, patch({ customerId: (await customerOf(product())).id }));
    },
    'Manage Installations': async (who) =>
      native(who, `/installations/${await installed()}/transitions`, post({ to: 'banned' })),
    'View Products': async (who) => (await native(who, '/products')) && native(who, '/options'),
    'Manage Users': async (who) => (await native(who, '/users')) && native(who, '/keys'),
    'Report Access': (who) => report(who, 'ExportLicenses.aspx'),
    'Accounting Reports': (who) => report(who, 'RptAccountStatement.aspx'),
    'Sales Reports': (who) => report(who, 'RptStoreSales.aspx'),
    'Financial Access': (who) => native(who, '/invoices', post({ lines: [] })),
    'Master User': (who) => change(who, { Status: 'VOI' }),
  };
  /** Permissions that open the same door. [RPT-07] */
  const alternatives: Partial<Record<Permission, Permission>> = { 'Sales Reports': 'Financial Access' };

  const who = async (granted: readonly Scope[]): Promise<Who> => ({
    product: (await withKey(product(), { scopes: granted })).product,
    logon: (await newUser(product(), { kind: 'api', scopes: granted })).logon,
  });
  const without = (...lacking: (Permission | undefined)[]): Scope[] => {
    const gone = new Set<Scope>(lacking.flatMap((name) => (name ? [...soloPermissions[name]] : [])));
    return scopes.filter((scope) => !gone.has(scope));
  };

  describe('each permission', () => {
    it.each(permissions)('%s guards its action: refused without it, done with it [PERM-14, PERM-22]', async (name) => {
      const done = actions[name];
      expect(await done(await who(without(name, alternatives[name])))).toBe(false);
      expect(await done(await who(scopes))).toBe(true);
    });
  });
}
