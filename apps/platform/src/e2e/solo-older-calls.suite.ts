import {
  type AsmxService,
  type HttpReply,
  type TypedOperation,
  olderServices,
  sendTo,
  targetNamespace,
} from '@licet/gateway/scenarios';
import { type XmlElement, element, parseXml, writeXml } from '@licet/xml';
import type { Product } from './product.suite.ts';

export type Given = Record<string, string | number | boolean>;
export const bindings = ['11', '12', 'P'] as const;
export type Binding = (typeof bindings)[number];
const envelope = { 11: 'http://schemas.xmlsoap.org/soap/envelope/', 12: 'http://www.w3.org/2003/05/soap-envelope' };

/** Calls of the older services. */
export interface OlderCalls {
  post: (path: string, body: string, headers: Record<string, string>, method?: 'GET' | 'POST') => Promise<HttpReply>;
  send: (operation: string, given: Given, binding: Binding) => Promise<HttpReply>;
  /** The result as it stands in the reply of a binding. */
  resultOf: (operation: string, given: Given, binding?: Binding) => Promise<XmlElement>;
}

export function olderCalls(product: () => Product): OlderCalls {
  const post = (path: string, body: string, headers: Record<string, string>, method: 'GET' | 'POST' = 'POST') =>
    sendTo(product().access.baseUrl)({ method, path, headers, body });

  const serviceOf = (operation: string): AsmxService<TypedOperation> =>
    olderServices.find((it) => it.named(operation))!;

  const send = (operation: string, given: Given, binding: Binding): Promise<HttpReply> => {
    const { path } = serviceOf(operation);
    if (binding === 'P') {
      const form = new URLSearchParams(Object.entries(given).map(([name, value]) => [name, String(value)]));
      return post(`${path}/${operation}`, form.toString(), { 'content-type': 'application/x-www-form-urlencoded' });
    }
    const parameters = Object.entries(given).map(([name, value]) => element(name, value));
    const call = element(operation, parameters, { xmlns: targetNamespace });
    const body = writeXml(element('e:Envelope', [element('e:Body', [call])], { 'xmlns:e': envelope[binding] }));
    const action = `${targetNamespace}${operation}`;
    return post(
      path,
      body,
      binding === '11'
        ? { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${action}"` }
        : { 'content-type': `application/soap+xml; charset=utf-8; action="${action}"` },
    );
  };

  async function resultOf(operation: string, given: Given, binding: Binding = 'P'): Promise<XmlElement> {
    const reply = await send(operation, given, binding);
    expect(reply.status).toBe(200);
    const root = parseXml(reply.body);
    if (binding === 'P') return root;
    return root.child('Body')!.child(`${operation}Response`)!.child(`${operation}Result`)!;
  }
  return { post, send, resultOf };
}

export const valuesOf = (result: XmlElement) =>
  Object.fromEntries(result.children.map(({ name, text }) => [name, text]));
