import { type Product, type Sold, inParallel } from '../../apps/platform/src/e2e/product.suite.ts';
import type { LoadPlan } from './generate-load.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const soap = {
  'content-type': 'text/xml; charset=utf-8',
  soapaction: '"http://secure.softwarekey.com/solo/webservices/ActivateInstallation"',
};

/** Licenses with room for every activation of a run. */
export const sell = (product: Product, count: number): Promise<Sold[]> =>
  inParallel(count, 16, () => product.add({ ActivationCount: 2_000_000_000 }));

/** One installation on each license; their ids. */
export const install = (product: Product, licenses: readonly Sold[], count = licenses.length): Promise<string[]> =>
  inParallel(count, 16, async (i) => {
    const { fields } = await product.activate(licenses[i % licenses.length]!);
    return fields.InstallationID!;
  });

/** New machines on many licenses, over form POST or SOAP 1.1. */
export function activations(product: Product, licenses: readonly Sold[], binding: 'post' | 'soap'): LoadPlan {
  const documents = Array.from({ length: 50_000 }, (_, i) => {
    const { LicenseID, Password } = licenses[i % licenses.length]!;
    return (
      `<ActivateInstallation><EncryptionKeyID>${product.keyId}</EncryptionKeyID><PrivateData><LicenseID>${LicenseID}</LicenseID>` +
      `<Password>${Password}</Password><UserCode1>${i}</UserCode1><UserCode2>1000</UserCode2><ProductVersion>1.0.0.0</ProductVersion>` +
      `<InstallationName>Machine ${i}</InstallationName></PrivateData></ActivateInstallation>`
    );
  });
  const service = `${product.access.baseUrl}/solo/webservices/XmlActivationService.asmx`;
  const shared = { connections: 64, seconds: 10, expects: '<ResultCode>0</ResultCode>' };
  return binding === 'post'
    ? { ...shared, url: `${service}/ActivateInstallation`, headers: form, bodies: documents.map(formBody) }
    : { ...shared, url: service, headers: soap, bodies: documents.map(envelope) };
}

/** Checks of installations in turn. */
export const checks = (product: Product, installationIds: readonly string[], connections: number): LoadPlan => ({
  url: `${product.access.baseUrl}/solo/webservices/XmlActivationService.asmx/CheckInstallationStatus`,
  connections,
  seconds: 10,
  headers: form,
  expects: '<ResultCode>0</ResultCode>',
  bodies: installationIds.map((id) =>
    formBody(
      `<CheckInstallationStatus><EncryptionKeyID>${product.keyId}</EncryptionKeyID><PrivateData><InstallationID>${id}</InstallationID>` +
        '<ProductVersion>1.0.0.0</ProductVersion></PrivateData></CheckInstallationStatus>',
    ),
  ),
});

/** InfoCheck with the activation password, of licenses in turn. */
export const infoChecks = ({ access }: Product, licenses: readonly Sold[]): LoadPlan => ({
  ...licensePlan(access.baseUrl, 'InfoCheckS'),
  bodies: licenses.map(({ LicenseID, Password }) =>
    formBody(
      `<LicenseInfoCheck><LicenseID>${LicenseID}</LicenseID><Password>${Password}</Password></LicenseInfoCheck>`,
    ),
  ),
});

/** New licenses of one customer. */
export function adds({ access, author }: Product): LoadPlan {
  const { prodOptionId } = access.products[0]!.options[0]!;
  const { customerId } = access.customers[0]!;
  const document =
    `<LicenseAdd><AuthorID>${author.AuthorID}</AuthorID><UserID>${author.UserID}</UserID><UserPassword>${author.UserPassword}</UserPassword>` +
    `<ProdOptionID>${prodOptionId}</ProdOptionID><CustomerID>${customerId}</CustomerID><Quantity>1</Quantity><UnitPrice>0</UnitPrice>` +
    '<ActivationCount>5</ActivationCount><DeactivationCount>5</DeactivationCount></LicenseAdd>';
  return { ...licensePlan(access.baseUrl, 'AddS'), bodies: [formBody(document)] };
}

const licensePlan = (baseUrl: string, operation: string) => ({
  url: `${baseUrl}/solo/webservices/XmlLicenseService.asmx/${operation}`,
  connections: 32,
  seconds: 10,
  headers: form,
  expects: '<ResultCode>0</ResultCode>',
});

const formBody = (document: string): string => new URLSearchParams({ xml: document }).toString();

const envelope = (document: string): string =>
  '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
  '<ActivateInstallation xmlns="http://secure.softwarekey.com/solo/webservices/"><xml>' +
  document.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') +
  '</xml></ActivateInstallation></soap:Body></soap:Envelope>';
