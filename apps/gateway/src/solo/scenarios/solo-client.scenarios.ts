import { parseXml, type XmlElement } from '@licet/xml';
import { activationDocumentOf, documentOf } from './bindings.scenarios.ts';
import type { HttpReply, Send } from './http.scenarios.ts';

type Values = Record<string, string | number>;

/** Elements of a reply document by name; those of PrivateData where there is one. */
export type Reply = Record<string, string>;

/** Calls operations by form POST, as most programs do. */
export class SoloClient {
  readonly send: Send;
  readonly encryptionKeyId: string;

  constructor(send: Send, encryptionKeyId = 'plain-1') {
    this.send = send;
    this.encryptionKeyId = encryptionKeyId;
  }

  license(operation: string, root: string, values: Values): Promise<Reply> {
    return this.reply(`XmlLicenseService.asmx/${operation}`, documentOf(root, values));
  }

  activation(operation: string, values: Values): Promise<Reply> {
    const document = activationDocumentOf(operation, this.encryptionKeyId, values);
    return this.reply(`XmlActivationService.asmx/${operation}`, document);
  }

  async reply(path: string, document: string): Promise<Reply> {
    const reply = await this.post(path, document);
    if (reply.status !== 200) throw new Error(`HTTP ${reply.status}: ${reply.body}`);
    return elementsOf(parseXml(reply.body));
  }

  post(path: string, document: string): Promise<HttpReply> {
    return this.send({
      method: 'POST',
      path: `/solo/webservices/${path}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `xml=${encodeURIComponent(document)}`,
    });
  }
}

const elementsOf = (document: XmlElement): Reply =>
  Object.fromEntries((document.child('PrivateData') ?? document).children.map(({ name, text }) => [name, text]));
