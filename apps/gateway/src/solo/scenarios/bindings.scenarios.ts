import { element, parseXml, writeXml, type XmlElement } from '@licet/xml';
import { targetNamespace, type AsmxService, type WireOperation } from '../asmx/service.ts';
import { writeEnvelope } from '../asmx/soap-fault.ts';
import { soap11, soap12, type SoapVersion } from '../asmx/soap-version.ts';
import type { HttpReply, HttpRequest } from './http.scenarios.ts';

/** One way to call one operation. */
export interface Way {
  id: string;
  binding: '11' | '12' | 'P';
  service: AsmxService<WireOperation>;
  operation: WireOperation;
  /** Whether the document travels as child elements; then one that is not well-formed spoils the envelope. */
  embedded: boolean;
  request(document: string | Buffer): HttpRequest;
}

/** Every operation on every binding it has, and in both kinds of input. [BIND, WIRE-15] */
export const waysOf = (services: readonly AsmxService<WireOperation>[]): Way[] =>
  services.flatMap((service) =>
    service.operations.flatMap((operation) => [
      soapWay(service, operation, soap11, false),
      soapWay(service, operation, soap11, true),
      soapWay(service, operation, soap12, false),
      soapWay(service, operation, soap12, true),
      ...(operation.input === 'string' ? [formWay(service, operation)] : []),
    ]),
  );

const declaration = /^\uFEFF?\s*<\?xml\s[^?]*\?>/;

function soapWay(
  service: AsmxService<WireOperation>,
  operation: WireOperation,
  version: SoapVersion,
  embedded: boolean,
): Way {
  const binding = version === soap11 ? '11' : '12';
  const action = `${targetNamespace}${operation.name}`;
  const headers: Record<string, string> =
    version === soap11
      ? { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${action}"` }
      : { 'content-type': `application/soap+xml; charset=utf-8; action="${action}"` };
  const [before = '', after = ''] = writeEnvelope(
    version,
    element(operation.name, [element('xml', 'DOCUMENT')], { xmlns: targetNamespace }),
  ).split('DOCUMENT');
  const inside = (document: string | Buffer): string | Buffer => {
    if (Buffer.isBuffer(document)) return document;
    return embedded
      ? document.replace(declaration, '')
      : document.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  };
  return {
    id: `${operation.name}-${binding}${embedded ? ' embedded' : ''}`,
    ...{ binding, service, operation, embedded },
    request: (document) => ({
      method: 'POST',
      path: service.path,
      headers,
      body: Buffer.concat([before, inside(document), after].map((part) => Buffer.from(part))),
    }),
  };
}

function formWay(service: AsmxService<WireOperation>, operation: WireOperation): Way {
  const encoded = (document: string | Buffer): string =>
    Buffer.isBuffer(document)
      ? [...document].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
      : encodeURIComponent(document);
  return {
    id: `${operation.name}-P`,
    ...{ binding: 'P', service, operation, embedded: false },
    request: (document) => ({
      method: 'POST',
      path: `${service.path}/${operation.name}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `xml=${encoded(document)}`,
    }),
  };
}

/** The reply document of an operation, out of whatever its binding wraps around it; undefined for a fault. */
export function replyDocument({ binding, operation }: Way, reply: HttpReply): XmlElement | undefined {
  const root = parseXml(reply.body);
  if (binding === 'P') return root;
  return root.child('Body')?.child(`${operation.name}Response`)?.child(`${operation.name}Result`)?.children[0];
}

/** ResultCode of either kind of reply. */
export function resultCodeOf(document: XmlElement): number {
  const holder = document.child('PrivateData') ?? document;
  return Number(holder.textOf('ResultCode') ?? 'NaN');
}

/** A document of flat elements, such as the tests write. */
export const documentOf = (root: string, values: Record<string, string | number>): string =>
  writeXml(
    element(
      root,
      Object.entries(values).map(([name, value]) => element(name, value)),
    ),
  );

/** A request of XmlActivationService. */
export const activationDocumentOf = (root: string, key: string, values: Record<string, string | number>): string =>
  writeXml(
    element(root, [
      element('EncryptionKeyID', key),
      element(
        'PrivateData',
        Object.entries(values).map(([name, value]) => element(name, value)),
      ),
    ]),
  );
