/** The two versions of SOAP that every service speaks. [WIRE-27, WIRE-28, WIRE-32] */
export interface SoapVersion {
  prefix: 'soap' | 'soap12';
  namespace: string;
  contentType: string;
  client: string;
  server: string;
}

export const soap11: SoapVersion = {
  prefix: 'soap',
  namespace: 'http://schemas.xmlsoap.org/soap/envelope/',
  contentType: 'text/xml; charset=utf-8',
  client: 'Client',
  server: 'Server',
};

export const soap12: SoapVersion = {
  prefix: 'soap12',
  namespace: 'http://www.w3.org/2003/05/soap-envelope',
  contentType: 'application/soap+xml; charset=utf-8',
  client: 'Sender',
  server: 'Receiver',
};

/** By content type; undefined for what is no SOAP at all. */
export function soapVersionOf(contentType: string | undefined): SoapVersion | undefined {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType === 'text/xml') return soap11;
  return mediaType === 'application/soap+xml' ? soap12 : undefined;
}
