import { element, writeXml, type XmlNode } from '@licet/xml';
import { isPosted, targetNamespace, type AsmxService, type ServedOperation } from './service.ts';
import { postedRoot } from './typed-operation.ts';
import { postedElement, typedSchema } from './typed-schema.ts';

const namespaces = {
  'xmlns:soap': 'http://schemas.xmlsoap.org/wsdl/soap/',
  'xmlns:tm': 'http://microsoft.com/wsdl/mime/textMatching/',
  'xmlns:soapenc': 'http://schemas.xmlsoap.org/soap/encoding/',
  'xmlns:mime': 'http://schemas.xmlsoap.org/wsdl/mime/',
  'xmlns:tns': targetNamespace,
  'xmlns:s': 'http://www.w3.org/2001/XMLSchema',
  'xmlns:soap12': 'http://schemas.xmlsoap.org/wsdl/soap12/',
  'xmlns:http': 'http://schemas.xmlsoap.org/wsdl/http/',
  targetNamespace,
  'xmlns:wsdl': 'http://schemas.xmlsoap.org/wsdl/',
};
const http = 'http://schemas.xmlsoap.org/soap/http';

type Attributes = Record<string, string>;
const tag = (name: string, attributes: Attributes, content: XmlNode[] = []): XmlNode =>
  element(name, content, attributes);

/** WSDL 1.1 of a service at the address that the request came to; made as all captured ones are. [WIRE-42 … WIRE-46] */
export function wsdl(service: AsmxService, address: string): string {
  const all = service.operations;
  const posted = all.filter(isPosted);
  const { name } = service;
  const ports = [`${name}Soap`, `${name}Soap12`, `${name}HttpPost`] as const;
  const [soap, soap12, post] = ports;
  const definitions = tag('wsdl:definitions', namespaces, [
    types(all),
    ...all.flatMap(soapMessages),
    ...posted.flatMap(postMessages),
    portType(soap, all, 'Soap'),
    portType(post, posted, 'HttpPost'),
    soapBinding('soap', soap, soap, all),
    soapBinding('soap12', soap12, soap, all),
    postBinding(post, posted),
    tag('wsdl:service', { name }, [
      port(soap, 'soap', address),
      port(soap12, 'soap12', address),
      port(post, 'http', address),
    ]),
  ]);
  return writeXml(definitions, { declaration: true });
}

const types = (operations: readonly ServedOperation[]): XmlNode =>
  tag('wsdl:types', {}, [
    tag('s:schema', { elementFormDefault: 'qualified', targetNamespace }, [
      ...operations.flatMap(schemaElements),
      ...postedElements(operations),
    ]),
  ]);

/** Each once, however many operations answer with it. */
const postedElements = (operations: readonly ServedOperation[]): XmlNode[] => [
  ...new Map(
    operations.flatMap((it) => (it.input === 'typed' ? [[postedRoot(it), postedElement(it)] as const] : [])),
  ).values(),
];

const anyContent: XmlNode = tag('s:complexType', { mixed: 'true' }, [tag('s:sequence', {}, [tag('s:any', {})])]);
const optional = { minOccurs: '0', maxOccurs: '1' };

const wrapper = (name: string, child: XmlNode): XmlNode =>
  tag('s:element', { name }, [tag('s:complexType', {}, [tag('s:sequence', {}, [child])])]);

function schemaElements(operation: ServedOperation): XmlNode[] {
  const { name, input } = operation;
  if (input === 'typed') return typedSchema(operation);
  return [
    wrapper(
      name,
      input === 'string'
        ? tag('s:element', { ...optional, name: 'xml', type: 's:string' })
        : tag('s:element', { ...optional, name: 'xml' }, [anyContent]),
    ),
    wrapper(`${name}Response`, tag('s:element', { ...optional, name: `${name}Result` }, [anyContent])),
  ];
}

const message = (name: string, ...parts: Attributes[]): XmlNode =>
  tag(
    'wsdl:message',
    { name },
    parts.map((part) => tag('wsdl:part', part)),
  );

const soapMessages = ({ name }: ServedOperation): XmlNode[] => [
  message(`${name}SoapIn`, { name: 'parameters', element: `tns:${name}` }),
  message(`${name}SoapOut`, { name: 'parameters', element: `tns:${name}Response` }),
];

/**
 * The part of a reply document has neither type nor element: the body is the document itself. Parameters are all strings there.
 * [reference 18.2]
 */
function postMessages(operation: ServedOperation): XmlNode[] {
  const { name } = operation;
  const parameters = operation.input === 'typed' ? Object.keys(operation.fields) : ['xml'];
  const body = operation.input === 'typed' ? { element: `tns:${postedRoot(operation)}` } : {};
  return [
    message(`${name}HttpPostIn`, ...parameters.map((it) => ({ name: it, type: 's:string' }))),
    message(`${name}HttpPostOut`, { name: 'Body', ...body }),
  ];
}

const portType = (portName: string, operations: readonly ServedOperation[], suffix: string): XmlNode =>
  tag(
    'wsdl:portType',
    { name: portName },
    operations.map(({ name }) =>
      tag('wsdl:operation', { name }, [
        tag('wsdl:input', { message: `tns:${name}${suffix}In` }),
        tag('wsdl:output', { message: `tns:${name}${suffix}Out` }),
      ]),
    ),
  );

/** Both versions of SOAP bind the same port type; the style stands on each operation. */
const soapBinding = (prefix: string, name: string, type: string, operations: readonly ServedOperation[]): XmlNode => {
  const body = tag(`${prefix}:body`, { use: 'literal' });
  return tag('wsdl:binding', { name, type: `tns:${type}` }, [
    tag(`${prefix}:binding`, { transport: http }),
    ...operations.map((it) =>
      tag('wsdl:operation', { name: it.name }, [
        tag(`${prefix}:operation`, { soapAction: `${targetNamespace}${it.name}`, style: 'document' }),
        tag('wsdl:input', {}, [body]),
        tag('wsdl:output', {}, [body]),
      ]),
    ),
  ]);
};

const postBinding = (name: string, operations: readonly ServedOperation[]): XmlNode =>
  tag('wsdl:binding', { name, type: `tns:${name}` }, [
    tag('http:binding', { verb: 'POST' }),
    ...operations.map((it) =>
      tag('wsdl:operation', { name: it.name }, [
        tag('http:operation', { location: `/${it.name}` }),
        tag('wsdl:input', {}, [tag('mime:content', { type: 'application/x-www-form-urlencoded' })]),
        tag('wsdl:output', {}, [
          it.input === 'typed'
            ? tag('mime:mimeXml', { part: 'Body' })
            : tag('mime:content', { part: 'Body', type: 'text/xml' }),
        ]),
      ]),
    ),
  ]);

const port = (name: string, prefix: string, location: string): XmlNode =>
  tag('wsdl:port', { name, binding: `tns:${name}` }, [tag(`${prefix}:address`, { location })]);
