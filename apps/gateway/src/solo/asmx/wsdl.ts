import { element, writeXml, type XmlNode } from '@licet/xml';
import { isPosted, targetNamespace, type AsmxService, type WireOperation } from './service.ts';

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

const types = (operations: readonly WireOperation[]): XmlNode =>
  tag('wsdl:types', {}, [
    tag('s:schema', { elementFormDefault: 'qualified', targetNamespace }, operations.flatMap(schemaElements)),
  ]);

const anyContent: XmlNode = tag('s:complexType', { mixed: 'true' }, [tag('s:sequence', {}, [tag('s:any', {})])]);
const optional = { minOccurs: '0', maxOccurs: '1' };

const wrapper = (name: string, child: XmlNode): XmlNode =>
  tag('s:element', { name }, [tag('s:complexType', {}, [tag('s:sequence', {}, [child])])]);

const schemaElements = ({ name, input }: WireOperation): XmlNode[] => [
  wrapper(
    name,
    input === 'string'
      ? tag('s:element', { ...optional, name: 'xml', type: 's:string' })
      : tag('s:element', { ...optional, name: 'xml' }, [anyContent]),
  ),
  wrapper(`${name}Response`, tag('s:element', { ...optional, name: `${name}Result` }, [anyContent])),
];

const message = (name: string, part: Attributes): XmlNode => tag('wsdl:message', { name }, [tag('wsdl:part', part)]);

const soapMessages = ({ name }: WireOperation): XmlNode[] => [
  message(`${name}SoapIn`, { name: 'parameters', element: `tns:${name}` }),
  message(`${name}SoapOut`, { name: 'parameters', element: `tns:${name}Response` }),
];

/** The part of the reply has neither type nor element: the body is the document itself. */
const postMessages = ({ name }: WireOperation): XmlNode[] => [
  message(`${name}HttpPostIn`, { name: 'xml', type: 's:string' }),
  message(`${name}HttpPostOut`, { name: 'Body' }),
];

const portType = (portName: string, operations: readonly WireOperation[], suffix: string): XmlNode =>
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
const soapBinding = (prefix: string, name: string, type: string, operations: readonly WireOperation[]): XmlNode => {
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

const postBinding = (name: string, operations: readonly WireOperation[]): XmlNode =>
  tag('wsdl:binding', { name, type: `tns:${name}` }, [
    tag('http:binding', { verb: 'POST' }),
    ...operations.map((it) =>
      tag('wsdl:operation', { name: it.name }, [
        tag('http:operation', { location: `/${it.name}` }),
        tag('wsdl:input', {}, [tag('mime:content', { type: 'application/x-www-form-urlencoded' })]),
        tag('wsdl:output', {}, [tag('mime:content', { part: 'Body', type: 'text/xml' })]),
      ]),
    ),
  ]);

const port = (name: string, prefix: string, location: string): XmlNode =>
  tag('wsdl:port', { name, binding: `tns:${name}` }, [tag(`${prefix}:address`, { location })]);
