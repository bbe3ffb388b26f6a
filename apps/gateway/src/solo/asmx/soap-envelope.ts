import { isBlank, parseXml, XmlRejected, type XmlElement } from '@licet/xml';
import type { Source } from './answer.ts';
import { targetNamespace, type AsmxService, type ServedOperation } from './service.ts';
import { SoapFault } from './soap-fault.ts';
import { soap11, soap12, type SoapVersion } from './soap-version.ts';

/** A call as it stands in an envelope. */
export interface SoapRequest {
  version: SoapVersion;
  operation: ServedOperation;
  /** The element that names the operation; undefined when what it holds cannot be read. */
  call: XmlElement | undefined;
}

/** Envelope, Body, operation and `xml` stand around a document that may be 64 levels deep. */
const envelopeDepth = 68;

/** Bodies are UTF-8 and nothing else, whatever a header or declaration says. [design 6, WIRE-31, BAD-06] */
const sendUtf8 = 'The envelope is not UTF-8. Send its bytes in UTF-8, with Content-Type charset=utf-8.';

/**
 * Opens an envelope. Throws `SoapFault` for one that is malformed or names no operation. What the XML gate refuses for another reason
 * than form (too deep, DOCTYPE …) is a document that cannot be read, if the action says of which operation. [WIRE-29 … WIRE-33, WIRE-62]
 */
export function readEnvelope(
  service: AsmxService,
  spoken: SoapVersion,
  action: string | undefined,
  body: Buffer,
): SoapRequest {
  let envelope: XmlElement;
  try {
    envelope = parseXml(body, { depth: envelopeDepth });
  } catch (error) {
    if (!(error instanceof XmlRejected)) throw error;
    const operation = action === undefined ? undefined : service.named(nameOfAction(action));
    const formed = error.reason !== 'malformed' && error.reason !== 'encoding';
    if (formed && operation) return { version: spoken, operation, call: undefined };
    throw new SoapFault('client', error.reason === 'encoding' ? sendUtf8 : 'The envelope is not well-formed XML.');
  }
  const version = versionOf(envelope);
  understandHeaders(envelope, version);
  const call = envelope.children.find((it) => isSoap(it, 'Body', version))?.children[0];
  if (!call) throw new SoapFault('client', 'The envelope has no body with a call.');
  return { version, operation: operationOf(service, action, call), call };
}

function versionOf(envelope: XmlElement): SoapVersion {
  const version = [soap11, soap12].find((it) => it.namespace === envelope.namespace);
  if (envelope.name !== 'Envelope') throw new SoapFault('client', 'The document is not a SOAP envelope.');
  if (!version) throw new SoapFault('VersionMismatch', 'The envelope is of no known version of SOAP.');
  return version;
}

const isSoap = (element: XmlElement, name: string, { namespace }: SoapVersion): boolean =>
  element.name === name && element.namespace === namespace;

/** No header block is known here, so none that must be understood can be. [WIRE-33] */
function understandHeaders(envelope: XmlElement, version: SoapVersion): void {
  const header = envelope.children.find((it) => isSoap(it, 'Header', version));
  const demanding = header?.children.some((block) => {
    const must = block.attribute('mustUnderstand', version.namespace)?.trim();
    return must === '1' || must === 'true';
  });
  if (demanding) throw new SoapFault('MustUnderstand', 'A header that must be understood is not known.');
}

const nameOfAction = (action: string): string =>
  action.startsWith(targetNamespace) ? action.slice(targetNamespace.length) : '';

/** The child of the body says what is called; an action, where there is one, must say the same. [WIRE-07, WIRE-29, WIRE-30] */
function operationOf(service: AsmxService, action: string | undefined, call: XmlElement): ServedOperation {
  const operation = call.namespace === targetNamespace ? service.named(call.name) : undefined;
  if (!operation) throw new SoapFault('client', 'The body names no operation of this service.');
  if (action !== undefined && nameOfAction(action) !== operation.name) {
    throw new SoapFault('client', 'The action names another operation than the body.');
  }
  return operation;
}

/** Both kinds of operation take both kinds of parameter. [WIRE-15] Two roots, or text beside a root, are no document. */
export function sourceOf(call: XmlElement | undefined, size: number): Source {
  const parameter = call?.child('xml');
  if (!parameter) return undefined;
  const [root, ...more] = parameter.children;
  if (!root) return parameter.text;
  return more.length === 0 && isBlank(parameter.text) ? { element: root, size } : undefined;
}
