import { element, writeXml } from '@licet/xml';
import { targetNamespace, type AsmxService } from './service.ts';

const soap = 'http://schemas.xmlsoap.org/disco/soap/';

/** Discovery document that points at the WSDL, with an entry for each version of SOAP. [WIRE-47] */
export function disco({ name }: AsmxService, address: string): string {
  const binding = (prefix: string, port: string) =>
    element('soap', '', { address, [`xmlns:${prefix}`]: targetNamespace, binding: `${prefix}:${port}`, xmlns: soap });
  const contract = {
    ref: `${address}?wsdl`,
    docRef: address,
    xmlns: 'http://schemas.xmlsoap.org/disco/scl/',
  };
  const discovery = element(
    'discovery',
    [element('contractRef', '', contract), binding('q1', `${name}Soap`), binding('q2', `${name}Soap12`)],
    { xmlns: 'http://schemas.xmlsoap.org/disco/' },
  );
  return writeXml(discovery, { declaration: true });
}
