import { type XmlElement, element, parseXml, writeXml } from '@licet/xml';

/** Values of a request or reply document by element name; blank ones are left out of requests. */
export type Fields = Record<string, string | number | boolean | undefined>;

/** How a document travels. [WIRE] */
export type Binding = 'post' | 'soap11' | 'soap12';

const envelopes = {
  soap11: 'http://schemas.xmlsoap.org/soap/envelope/',
  soap12: 'http://www.w3.org/2003/05/soap-envelope',
};
const targetNamespace = 'http://secure.softwarekey.com/solo/webservices/';

export interface SoloReply {
  /** Value of ResultCode as a number. */
  code: number;
  /** Text of the reply's elements; those of PrivateData for the activation service. */
  fields: Record<string, string>;
  headers: Headers;
}

/** A client of the SOLO XML services, as an enterprise back end or a protected program would write it. */
export class SoloClient {
  constructor(
    private readonly baseUrl: string,
    private readonly binding: Binding = 'post',
    private readonly carry: typeof fetch = fetch,
  ) {}

  add = (fields: Fields) => this.license('AddS', 'LicenseAdd', fields);
  infoCheck = (fields: Fields) => this.license('InfoCheckS', 'LicenseInfoCheck', fields);
  updateCheck = (fields: Fields) => this.license('UpdateCheckS', 'LicenseUpdateCheck', fields);
  validateRegistration = (fields: Fields) => this.license('ValidateRegistrationS', 'ValidateRegistration', fields);
  register = (fields: Fields) => this.license('RegisterS', 'Register', fields);
  updateRegistration = (fields: Fields) => this.license('UpdateRegistrationS', 'Register', fields);
  updateActivationFields = (fields: Fields) => this.license('UpdateActivationFields', 'UpdateActivationFields', fields);

  updateUserDefinedFields = (fields: Fields) =>
    this.license('UpdateUserDefinedFieldsS', 'UpdateUserDefinedFields', fields);
  getCustomData = (fields: Fields) => this.license('GetLicenseCustomDataS', 'GetLicenseCustomData', fields);
  updateCustomData = (fields: Fields) => this.license('UpdateLicenseCustomDataS', 'UpdateLicenseCustomData', fields);

  activate = (keyId: string, fields: Fields) => this.activation('ActivateInstallation', keyId, fields);
  check = (keyId: string, fields: Fields) => this.activation('CheckInstallationStatus', keyId, fields);
  deactivate = (keyId: string, fields: Fields) => this.activation('DeactivateInstallation', keyId, fields);

  /** Sends any document to any operation and answers with the reply document. */
  async send(service: string, operation: string, document: string): Promise<{ root: XmlElement; headers: Headers }> {
    const url = `${this.baseUrl}/solo/webservices/${service}.asmx`;
    const response = await this.carry(...requestOf(url, operation, document, this.binding));
    const body = await response.text();
    if (!response.ok)
      throw new Error(`${service}.${operation} answered HTTP ${response.status}: ${body.slice(0, 500)}`);
    const root = parseXml(body);
    return { root: this.binding === 'post' ? root : resultOf(root), headers: response.headers };
  }

  private async license(operation: string, rootName: string, fields: Fields): Promise<SoloReply> {
    const { root, headers } = await this.send('XmlLicenseService', operation, writeXml(documentOf(rootName, fields)));
    return replyOf(root, headers);
  }

  private async activation(operation: string, keyId: string, fields: Fields): Promise<SoloReply> {
    const request = element(operation, [element('EncryptionKeyID', keyId), documentOf('PrivateData', fields)]);
    const { root, headers } = await this.send('XmlActivationService', operation, writeXml(request));
    const privateData = root.child('PrivateData');
    if (!privateData) throw new Error(`${operation} answered without PrivateData`);
    return replyOf(privateData, headers);
  }
}

const documentOf = (name: string, fields: Fields) =>
  element(
    name,
    Object.entries(fields).flatMap(([child, value]) => (value === undefined ? [] : [element(child, value)])),
  );

function replyOf(parent: XmlElement, headers: Headers): SoloReply {
  const fields = Object.fromEntries(parent.children.map(({ name, text }) => [name, text]));
  return { code: Number(fields.ResultCode), fields, headers };
}

function requestOf(url: string, operation: string, document: string, binding: Binding): [string, RequestInit] {
  if (binding === 'post')
    return [`${url}/${operation}`, { method: 'POST', body: new URLSearchParams({ xml: document }) }];
  const call = element(operation, [element('xml', document)], { xmlns: targetNamespace });
  const body = writeXml(element('soap:Envelope', [element('soap:Body', [call])], { 'xmlns:soap': envelopes[binding] }));
  const headers: Record<string, string> =
    binding === 'soap11'
      ? { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${targetNamespace}${operation}"` }
      : { 'content-type': `application/soap+xml; charset=utf-8; action="${targetNamespace}${operation}"` };
  return [url, { method: 'POST', body, headers }];
}

/** The nested reply document of an envelope: Body, response, result, document. */
function resultOf(envelope: XmlElement): XmlElement {
  const result = envelope.child('Body')?.children[0]?.children[0]?.children[0];
  if (!result) throw new Error('The envelope holds no result');
  return result;
}
