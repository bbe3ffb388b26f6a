import { element, escapeText, writeXml, type XmlContent, type XmlNode } from '@licet/xml';
import { sampleFields } from '../document/request-document.ts';
import { isAdmin, isPosted, targetNamespace, type AsmxService, type ServedOperation } from './service.ts';
import { writeEnvelope } from './soap-fault.ts';
import { soap11, soap12, type SoapVersion } from './soap-version.ts';
import { postedRoot, type TypedOperation } from './typed-operation.ts';

/** List of the operations of a service. [WIRE-41] */
export function operationsPage(service: AsmxService): string {
  const items = service.operations.map(
    (it) => `<li><a href="?op=${it.name}">${it.name}</a>${isAdmin(it) ? ` ${internalUse}` : ''}</li>`,
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
export function operationPage(service: AsmxService, operation: ServedOperation): string {
  const { name } = operation;
  const samples = [soapSample(service, operation, soap11), soapSample(service, operation, soap12)];
  if (isPosted(operation)) samples.push(postSample(service, operation));
  return page(
    `${service.name}: ${name}`,
    `<p><a href="${service.path.slice(service.path.lastIndexOf('/') + 1)}">All operations</a></p>
${isAdmin(operation) ? `<p>${internalUse}</p>\n` : ''}<p>${takes(operation)}</p>
${samples.join('\n')}`,
  );
}

const takes = (operation: ServedOperation): string =>
  operation.input === 'typed'
    ? 'Takes parameters; those that are empty or 0 count as not given.'
    : `Takes a document with root <code>${operation.operation.root}</code>; elements may be omitted or empty where the
documentation says so, and stand in any order.`;

/** [AUTH-13] */
const internalUse = '<em>For internal use only: software given to customers never carries an author logon.</em>';

/** What stands in the messages of an operation, with types in place of values. */
function sampleOf(operation: ServedOperation): { call: XmlContent; result: XmlContent; form: string; posted: XmlNode } {
  if (operation.input === 'typed') return typedSample(operation);
  const { request, reply } = operation.operation;
  return {
    call: [element('xml', operation.input === 'string' ? writeXml(request) : [request])],
    result: [{ ...reply, attributes: { xmlns: '', ...reply.attributes } }],
    form: `xml=${encodeURIComponent(writeXml(request))}`,
    posted: reply,
  };
}

function typedSample(operation: TypedOperation): ReturnType<typeof sampleOf> {
  const { fields, result: shape } = operation;
  const result =
    typeof shape === 'string' ? shape : Object.entries(shape).map(([member, type]) => element(member, type));
  return {
    call: sampleFields(fields),
    result,
    form: Object.entries(fields)
      .map(([field, { type }]) => `${field}=${type}`)
      .join('&'),
    posted: element(postedRoot(operation), result, { xmlns: targetNamespace }),
  };
}

function soapSample(service: AsmxService, operation: ServedOperation, version: SoapVersion): string {
  const { name } = operation;
  const action = `${targetNamespace}${name}`;
  const type =
    version === soap11
      ? `Content-Type: ${version.contentType}\nSOAPAction: "${action}"`
      : `Content-Type: ${version.contentType}; action="${action}"`;
  const sample = sampleOf(operation);
  const call = element(name, sample.call, { xmlns: targetNamespace });
  const reply = element(`${name}Response`, [element(`${name}Result`, sample.result)], { xmlns: targetNamespace });
  return section(
    version === soap11 ? 'SOAP 1.1' : 'SOAP 1.2',
    `POST ${service.path}\n${type}\n\n${writeEnvelope(version, call)}`,
    `HTTP/1.1 200 OK\nContent-Type: ${version.contentType}\n\n${writeEnvelope(version, reply)}`,
  );
}

function postSample({ path }: AsmxService, operation: ServedOperation): string {
  const { form, posted } = sampleOf(operation);
  return section(
    'HTTP POST',
    `POST ${path}/${operation.name}\nContent-Type: application/x-www-form-urlencoded\n\n${form}`,
    `HTTP/1.1 200 OK\nContent-Type: text/xml; charset=utf-8\n\n${declared(posted)}`,
  );
}

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
