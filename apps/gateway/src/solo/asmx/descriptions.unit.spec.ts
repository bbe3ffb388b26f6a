import { parseXml, type XmlElement } from '@licet/xml';
import { XmlDocument } from 'libxml2-wasm';
import { createClientAsync, type Client } from 'soap';
import { waysOf } from '../scenarios/bindings.scenarios.ts';
import { documentScenarios, sampleNames, scenarioOf } from '../scenarios/documents.scenarios.ts';
import { caller } from '../scenarios/facts.scenarios.ts';
import { soloRoutes } from '../scenarios/gateway.scenarios.ts';
import type { Send } from '../scenarios/http.scenarios.ts';
import { envelopeValidator } from '../scenarios/reply-validator.scenarios.ts';
import { succeedingBus } from '../scenarios/succeeding-bus.scenarios.ts';
import { soloServices } from '../services.ts';

const bus = succeedingBus();
let routes: { url: string; send: Send; close: () => Promise<void> };
beforeAll(async () => {
  routes = await soloRoutes(soloServices, bus, { user: () => Promise.resolve(caller) }, { trustProxy: '127.0.0.1' });
});
afterAll(() => routes.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  routes.send({ method: 'GET', path, headers, body: '' });
const named = (elements: readonly XmlElement[], name: string) => elements.find((it) => it.attribute('name') === name);

describe.each(soloServices)('$name', (service) => {
  const { name, path, operations } = service;
  const posted = operations.filter(({ input }) => input === 'string');

  it('serves a WSDL in any letter case, with ports for SOAP 1.1, SOAP 1.2 and form POST [WIRE-42]', async () => {
    for (const query of ['?WSDL', '?wsdl', '?Wsdl']) {
      const reply = await get(`${path}${query}`);
      expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
      XmlDocument.fromString(reply.body).dispose();
      const ports = parseXml(reply.body)
        .child('service')
        ?.children.map((port) => port.attribute('name'));
      expect(ports).toEqual([`${name}Soap`, `${name}Soap12`, `${name}HttpPost`]);
    }
  });

  it('lists every operation once for SOAP, and string operations for form POST [WIRE-17]', async () => {
    const definitions = parseXml((await get(`${path}?WSDL`)).body);
    const [soap, post] = definitions.childrenNamed('portType');
    const namesOf = (type: XmlElement | undefined) =>
      type?.childrenNamed('operation').map((it) => it.attribute('name'));
    expect(namesOf(soap)).toEqual(operations.map((it) => it.name));
    expect(namesOf(post)).toEqual(posted.map((it) => it.name));
    for (const binding of definitions.childrenNamed('binding')) {
      const expected = binding.attribute('name')?.endsWith('HttpPost') ? posted : operations;
      expect(namesOf(binding)).toEqual(expected.map((it) => it.name));
    }
  });

  it('types xml as string or as any element, and results as any element [WIRE-45]', async () => {
    const schema = parseXml((await get(`${path}?WSDL`)).body)
      .child('types')
      ?.child('schema');
    expect(schema?.attribute('elementFormDefault')).toBe('qualified');
    const typeOf = (element: string) =>
      named(schema?.children ?? [], element)
        ?.child('complexType')
        ?.child('sequence')
        ?.child('element');
    for (const operation of operations) {
      const xml = typeOf(operation.name);
      const isAny = xml?.child('complexType')?.child('sequence')?.child('any') !== undefined;
      expect([xml?.attribute('type'), isAny]).toEqual(
        operation.input === 'string' ? ['s:string', false] : [undefined, true],
      );
      const result = typeOf(`${operation.name}Response`);
      expect(result?.attribute('name')).toBe(`${operation.name}Result`);
      expect(result?.child('complexType')?.attribute('mixed')).toBe('true');
    }
  });

  it('has a schema by which its own replies are valid, success and failure, documents included [WIRE-45, WIRE-60]', async () => {
    const validate = envelopeValidator((await get(`${path}?WSDL`)).body);
    for (const way of waysOf([service]).filter(({ binding }) => binding !== 'P')) {
      const scenario = scenarioOf(documentScenarios(sampleNames), way.operation.name);
      for (const document of [scenario.document(scenario.values), '<Nothing/>']) {
        const reply = await routes.send(way.request(document));
        expect(() => {
          validate(reply.body);
        }).not.toThrow();
        expect(() => {
          validate(reply.body.replaceAll('ResultCode', 'Resultcode'));
        }).toThrow();
      }
    }
  });

  it('names the address that the request came to, behind a trusted proxy too [WIRE-46, WIRE-04]', async () => {
    const addresses = async (headers: Record<string, string>) => {
      const ports = parseXml((await get(`${path}?WSDL`, headers)).body).child('service')?.children ?? [];
      return new Set(ports.map((port) => port.child('address')?.attribute('location')));
    };
    expect(await addresses({})).toEqual(new Set([`${routes.url}${path}`]));
    const forwarded = { 'x-forwarded-host': 'licenses.example.org', 'x-forwarded-proto': 'https' };
    expect(await addresses(forwarded)).toEqual(new Set([`https://licenses.example.org${path}`]));
  });

  it('serves a discovery document that points at the WSDL [WIRE-47]', async () => {
    const discovery = parseXml((await get(`${path}?disco`)).body);
    expect(discovery.child('contractRef')?.attribute('ref')).toBe(`${routes.url}${path}?wsdl`);
    expect(discovery.childrenNamed('soap').map((it) => it.attribute('address'))).toEqual([
      `${routes.url}${path}`,
      `${routes.url}${path}`,
    ]);
  });

  it('lists its operations, and shows for each the messages of its bindings [WIRE-41]', async () => {
    const list = await get(path);
    expect(list).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    for (const operation of operations) {
      expect(list.body).toContain(`<a href="?op=${operation.name}">`);
      const page = (await get(`${path}?op=${operation.name}`)).body;
      expect(page).toContain(`SOAPAction: "http://secure.softwarekey.com/solo/webservices/${operation.name}"`);
      expect(page.includes('HTTP POST')).toBe(posted.includes(operation));
      expect(page).toContain(operation.operation.root);
    }
  });

  it('marks the operations that take an author logon as for internal use [AUTH-13]', async () => {
    for (const { name: operation } of operations) {
      const isAdmin =
        /^(Add|UpdateActivationFields|UpdateUserDefinedFields|GetLicenseCustomData|UpdateLicenseCustomData|CustomerSearch|GetCustomerDataByAuthor)/.test(
          operation,
        );
      expect((await get(`${path}?op=${operation}`)).body.includes('For internal use only')).toBe(isAdmin);
    }
  });

  it.each([
    ['1.1', false],
    ['1.2', true],
  ])('is called by a generated client over SOAP %s', async (_version, forceSoap12Headers) => {
    const client = await createClientAsync(`${routes.url}${path}?WSDL`, { forceSoap12Headers });
    for (const { name: operation, input } of operations) {
      const scenario = scenarioOf(documentScenarios(sampleNames), operation);
      const document = scenario.document(scenario.values);
      const xml = input === 'string' ? document : { $xml: document };
      const result = await callOperation(client, operation, xml);
      const reply = result[scenario.reply] as Record<string, unknown>;
      expect(Number((reply.PrivateData as Record<string, unknown> | undefined)?.ResultCode ?? reply.ResultCode)).toBe(
        0,
      );
    }
  });

  async function callOperation(client: Client, operation: string, xml: unknown): Promise<Record<string, unknown>> {
    const method = client[`${operation}Async`] as (request: unknown) => Promise<[Record<string, unknown>]>;
    const [response] = await method({ xml });
    return response[`${operation}Result`] as Record<string, unknown>;
  }
});
