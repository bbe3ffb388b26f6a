import { element, writeXml, type XmlNode } from '@licet/xml';
import type { SoapVersion } from './soap-version.ts';

/** What the caller did wrong with the envelope; business outcomes are never faults. [WIRE-30, WIRE-31, WIRE-33, WIRE-35] */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';
  readonly code: 'client' | 'server' | 'MustUnderstand' | 'VersionMismatch';

  constructor(code: SoapFault['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Puts an envelope without header around what stands in the body. [WIRE-07] */
export function writeEnvelope({ prefix, namespace }: SoapVersion, body: XmlNode): string {
  const attributes = { [`xmlns:${prefix}`]: namespace };
  return writeXml(element(`${prefix}:Envelope`, [element(`${prefix}:Body`, [body])], attributes), {
    declaration: true,
  });
}

/** Children of a fault are unqualified in SOAP 1.1 and qualified in SOAP 1.2. [WIRE-32] */
export function writeFault(version: SoapVersion, fault: Pick<SoapFault, 'code' | 'message'>): string {
  const { prefix } = version;
  const code = `${prefix}:${fault.code === 'client' || fault.code === 'server' ? version[fault.code] : fault.code}`;
  const children =
    prefix === 'soap'
      ? [element('faultcode', code), element('faultstring', fault.message), element('detail')]
      : [
          element(`${prefix}:Code`, [element(`${prefix}:Value`, code)]),
          element(`${prefix}:Reason`, [element(`${prefix}:Text`, fault.message, { 'xml:lang': 'en' })]),
          element(`${prefix}:Detail`),
        ];
  return writeEnvelope(version, element(`${prefix}:Fault`, children));
}
