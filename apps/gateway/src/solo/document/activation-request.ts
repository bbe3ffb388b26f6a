import { element, XmlElement } from '@licet/xml';
import { text, token } from './fields.ts';
import { readFields, sampleFields, type Fields, type RequestDocument, type Values } from './request-document.ts';

/** What every request of XmlActivationService and its kin says beside its own parameters. */
export interface ActivationRequest<V> {
  protection: { encryptionKeyId: string | null; encrypted: boolean; signed: boolean };
  /** As sent, or undefined when there is none; null when it is longer than 255 characters. [SES-05, SES-06] */
  sessionCode: string | null | undefined;
  /** Parameters of PrivateData; undefined when they cannot be read because the request is protected. */
  parameters: V | undefined;
}

const keyId = token(255);
const session = text(255);

/** A document with EncryptionKeyID in clear and everything else in PrivateData. [SA-GEN-03, SA-GEN-04] */
export const activationRequest = <F extends Fields>(
  root: string,
  fields: F,
): RequestDocument<ActivationRequest<Values<F>>> => ({
  root,
  read: (document) => {
    const protection = protectionOf(document);
    if (!protection) return undefined;
    const privateData = document.child('PrivateData') ?? nothing;
    const sealed = protection.encrypted || protection.signed;
    return {
      protection,
      sessionCode: session.read(privateData, 'SessionCode'),
      parameters: sealed ? undefined : readFields(fields, privateData),
    };
  },
  sample: () =>
    element(
      root,
      [
        element('EncryptionKeyID', 'string'),
        element('PrivateData', [...sampleFields(fields), element('SessionCode', 'string')]),
      ],
      { xmlns: '' },
    ),
});

/** A request without PrivateData is a plain one with an empty PrivateData. [ENC-14] */
const nothing = new XmlElement({ local: 'PrivateData', prefix: '', namespace: '' });

function protectionOf(document: XmlElement): ActivationRequest<unknown>['protection'] | undefined {
  const clear = document.childrenNamed('PrivateData').length;
  const encrypted = document.childrenNamed('EncryptedData').length;
  const signatures = document.childrenNamed('Signature').length;
  if (clear + encrypted > 1 || signatures > 1) return undefined;
  return {
    encryptionKeyId: keyId.read(document, 'EncryptionKeyID') ?? null,
    encrypted: encrypted > 0,
    signed: signatures > 0,
  };
}
