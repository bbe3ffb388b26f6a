import { element, escapeText, writeXml, type XmlNode } from '@licet/xml';
import { isPosted, targetNamespace, type AsmxService, type WireOperation } from './service.ts';
import { writeEnvelope } from './soap-fault.ts';
import { soap11, soap12, type SoapVersion } from './soap-version.ts';

/** List of the operations of a service. [WIRE-41] */
export function operationsPage(service: AsmxService): string {
  const items = service.operations.map(
    ({ name, operation }) => `<li><a href="?op=${name}">${name}</a>${operation.admin ? ` ${internalUse}` : ''}</li>`,
  );
  return page(
    service.name,
    `<p>The following operations are supported. For a formal definition, see the <a href="?WSDL">service description</a>.</p>
<ul>
${items.join('\n')}
</ul>`,
  );
}

/** Sample messages of an operation for the bindings that it has. [WIRE-41] */
export function operationPage(service: AsmxService, operation: WireOperation): string {
  const { name, operation: declared } = operation;
  const samples = [soapSample(service, operation, soap11), soapSample(service, operation, soap12)];
  if (isPosted(operation)) samples.push(postSample(service, operation));
  return page(
    `${service.name}: ${name}`,
    `<p><a href="${service.name}.asmx">All operations</a></p>
${declared.admin ? `<p>${internalUse}</p>\n` : ''}<p>Takes a document with root <code>${declared.root}</code>; elements may be omitted or empty where the
documentation says so, and stand in any order.</p>
${samples.join('\n')}`,
  );
}

/** [AUTH-13] */
const internalUse = '<em>For internal use only: never call it from software given to customers.</em>';

function soapSample(service: AsmxService, { name, input, operation }: WireOperation, version: SoapVersion): string {
  const action = `${targetNamespace}${name}`;
  const type =
    version === soap11
      ? `Content-Type: ${version.contentType}\nSOAPAction: "${action}"`
      : `Content-Type: ${version.contentType}; action="${action}"`;
  const document = input === 'string' ? writeXml(operation.request) : [operation.request];
  const call = element(name, [element('xml', document)], { xmlns: targetNamespace });
  const result = element(`${name}Result`, [
    { ...operation.reply, attributes: { xmlns: '', ...operation.reply.attributes } },
  ]);
  const reply = element(`${name}Response`, [result], { xmlns: targetNamespace });
  return section(
    version === soap11 ? 'SOAP 1.1' : 'SOAP 1.2',
    `POST ${service.path}\n${type}\n\n${writeEnvelope(version, call)}`,
    `HTTP/1.1 200 OK\nContent-Type: ${version.contentType}\n\n${writeEnvelope(version, reply)}`,
  );
}

const postSample = ({ path }: AsmxService, { name, operation }: WireOperation): string =>
  section(
    'HTTP POST',
    `POST ${path}/${name}\nContent-Type: application/x-www-form-urlencoded\n\nxml=${encodeURIComponent(writeXml(operation.request))}`,
    `HTTP/1.1 200 OK\nContent-Type: text/xml; charset=utf-8\n\n${declared(operation.reply)}`,
  );

const declared = (node: XmlNode): string => writeXml(node, { declaration: true });

const section = (title: string, request: string, reply: string): string =>
  `<h2>${title}</h2>\n<pre>${escapeText(request)}</pre>\n<pre>${escapeText(reply)}</pre>`;

const page = (title: string, body: string): string => `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title>
<style>body{font-family:sans-serif;margin:2em;max-width:70em}pre{background:#f4f4f4;padding:1em;white-space:pre-wrap;overflow-wrap:anywhere}</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;
