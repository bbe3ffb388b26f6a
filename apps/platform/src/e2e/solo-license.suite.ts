import type { Fields } from '../clients/solo-client.ts';
import type { Product } from './product.suite.ts';
import { serials } from './serials.suite.ts';
import { soloAdd } from './solo-add.suite.ts';
import { soloFieldRights } from './solo-field-rights.suite.ts';
import { soloFields } from './solo-fields.suite.ts';
import { soloInfo } from './solo-info.suite.ts';
import { soloOptions } from './solo-options.suite.ts';
import { soloUpdate } from './solo-update.suite.ts';
import { soloUpdates } from './solo-updates.suite.ts';

/** XmlLicenseService as an enterprise back end sees it over the network: what Add, UpdateActivationFields and InfoCheck do and refuse. */
export function soloLicense(product: () => Product): void {
  describe('XmlLicenseService', () => {
    soloAdd(product);
    soloUpdate(product);
    soloFields(product);
    soloFieldRights(product);
    soloInfo(product);
    soloUpdates(product);
    serials(product);
    soloOptions(product);
    refusedReadings(product);
  });
}

function refusedReadings(product: () => Product): void {
  it.each<[string, (license: Fields, productId: number) => Fields, number]>([
    ['a wrong password [SL-INFO-40]', ({ LicenseID }) => ({ LicenseID, Password: 'nothing' }), 100],
    ['another product [SL-INFO-42]', ({ LicenseID }, id) => ({ LicenseID, ProductID: id + 1_000_000 }), 200],
    [
      'a wrong password and another product together [SL-INFO-44]',
      ({ LicenseID }, id) => ({ LicenseID, Password: 'nothing', ProductID: id + 1_000_000 }),
      100,
    ],
    ['an unknown serial number [SL-INFO-41]', (_, id) => ({ SerialNumber: 'not-there', ProductID: id }), 100],
    ['a LicenseID that is no number [SL-INFO-43]', () => ({ LicenseID: 'x' }), 100],
    ['a ProductID that is no number [SL-INFO-43]', ({ LicenseID }) => ({ LicenseID, ProductID: 'x' }), 200],
  ])(
    'refuses InfoCheck of %s with the code and otherwise empty elements, and changes nothing',
    async (_, fieldsOf, code) => {
      const { add, solo, access } = product();
      const license = await add();
      const read = async () => (await solo.infoCheck({ ...license })).fields;
      const before = await read();
      const refused = await solo.infoCheck(fieldsOf({ ...license }, access.products[0]!.productId));
      const { ResultCode, ...others } = refused.fields;
      expect(ResultCode).toBe(String(code));
      expect(new Set(Object.values(others))).toEqual(new Set(['']));
      expect(await read()).toEqual(before);
    },
  );
}
