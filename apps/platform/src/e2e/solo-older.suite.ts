import { olderServices } from '@licet/gateway/scenarios';
import { parseXml } from '@licet/xml';
import { createClientAsync } from 'soap';
import type { Product } from './product.suite.ts';
import { activationServer } from './solo-older-activation.suite.ts';
import { type OlderCalls, olderCalls } from './solo-older-calls.suite.ts';
import { customerServer, licenseServer } from './solo-older-selling.suite.ts';

/** The older services, whose operations take parameters of types instead of a document. [LG] */
export function soloOlder(product: () => Product): void {
  const calls = olderCalls(product);
  describe('the older services', () => {
    customerServer(product, calls);
    licenseServer(product, calls);
    activationServer(product, calls);
    addresses(product, calls);
  });
}

function addresses(product: () => Product, { post }: OlderCalls): void {
  it.each(olderServices)(
    '$name is described to generated clients, who call it [WIRE-41, WIRE-42, WIRE-46, LG-01]',
    async (service) => {
      const { name, path, operations } = service;
      const { baseUrl } = product().access;
      const definitions = parseXml((await post(`${path}?WSDL`, '', {}, 'GET')).body);
      expect(definitions.child('service')?.children.map((it) => it.attribute('name'))).toEqual([
        ...[`${name}Soap`, `${name}Soap12`, `${name}HttpPost`],
      ]);
      for (const operation of operations) {
        const page = (await post(`${path}?op=${operation.name}`, '', {}, 'GET')).body;
        for (const field of Object.keys(operation.fields)) expect(page).toContain(`&lt;${field}&gt;`);
        for (const forceSoap12Headers of [false, true]) {
          const client = await createClientAsync(`${baseUrl}${path}?WSDL`, { forceSoap12Headers });
          const call = client[`${operation.name}Async`] as (given: object) => Promise<[Record<string, unknown>]>;
          const [reply] = await call({});
          const result = reply[`${operation.name}Result`] as Record<string, unknown> | number;
          expect(typeof result === 'number' ? result : (result.ResultCode ?? result.ErrorCode)).toBe(
            operation.name === 'ActivateLicense' ? 50 : -1,
          );
        }
      }
    },
  );

  it.each([
    ...['customers/getlicensestatus', 'customers/getregdata', 'customers/getlicenseinfo1', 'customers/license_return'],
    ...['customers/updatecheck', 'customers/download', 'postings/postregdata', 'postings/countpost'],
    ...['unlock/getcode', 'products/trialsignup'],
  ])(
    'answers the script address %s.asp with 410 and what is used now, by GET and POST, in any letter case [LG-06]',
    async (script) => {
      for (const [method, path] of [
        ['GET', `/solo/${script}.asp?LicenseID=1`],
        ['POST', `/solo/${script}.ASP`],
      ] as const) {
        const reply = await post(path, method === 'POST' ? 'LicenseID=1' : '', {}, method);
        expect(reply).toMatchObject({ status: 410, type: 'text/plain; charset=utf-8' });
        expect(reply.body).toContain('no longer served');
      }
    },
  );
}
