import { parseXml, serialize, type XmlElement } from '@licet/xml';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { request as httpRequest } from 'node:http';
import { replyDocument, resultCodeOf, waysOf, type Way } from '../scenarios/bindings.scenarios.ts';
import { documentScenarios, sampleNames, scenarioOf } from '../scenarios/documents.scenarios.ts';
import { caller } from '../scenarios/facts.scenarios.ts';
import { soloRoutes } from '../scenarios/gateway.scenarios.ts';
import type { HttpReply, Send } from '../scenarios/http.scenarios.ts';
import { replySchemas } from '../scenarios/reply-schemas.scenarios.ts';
import { succeedingBus } from '../scenarios/succeeding-bus.scenarios.ts';
import { soloServices } from '../services.ts';

const bus = succeedingBus();
let routes: { url: string; send: Send; close: () => Promise<void> };
beforeAll(async () => (routes = await soloRoutes(soloServices, bus, { user: () => Promise.resolve(caller) })));
afterAll(() => routes.close());

const scenarios = documentScenarios(sampleNames);
const ways = waysOf(soloServices);

/** A document without the time. */
const essence = (document: XmlElement) => serialize(document).replace(/<ServerDateTime>[^<]*/, '<ServerDateTime>');

function documentIn(way: Way, reply: HttpReply): XmlElement {
  const document = replyDocument(way, reply);
  if (!document) throw new Error(`No document in ${reply.body}`);
  return document;
}

describe.each(ways)('$id', (way) => {
  const scenario = scenarioOf(scenarios, way.operation.name);
  const { values, root, reply: replyRoot, unreadable } = scenario;
  const good = scenario.document(values);
  const answerTo = async (text: string) => documentIn(way, await routes.send(way.request(text)));

  it('answers a good document with 0, valid by the schema of its reply [WIRE-60, SL-04]', async () => {
    const reply = await answerTo(good);
    expect(resultCodeOf(reply)).toBe(0);
    expect(reply.name).toBe(replyRoot);
    expect(() => {
      validate(serialize(reply), replyRoot);
    }).not.toThrow();
  });

  it('answers a bad document under the same root, valid by the same schema [WIRE-40]', async () => {
    const reply = await answerTo('<Nothing/>');
    expect(resultCodeOf(reply)).toBe(unreadable);
    expect(() => {
      validate(serialize(reply), replyRoot);
    }).not.toThrow();
  });

  it('answers the same document as every other binding and input of the operation [BAD-16, WIRE-11, WIRE-15]', async () => {
    const others = ways.filter((it) => it.operation.operation === way.operation.operation);
    const mine = essence(await answerTo(good));
    for (const other of others) {
      const reply = await routes.send(other.request(good));
      expect(essence(documentIn(other, reply))).toBe(mine);
    }
  });

  it('takes no notice of order, unknown elements and foreign namespaces [WIRE-53, WIRE-54, BAD-13, BAD-14]', async () => {
    bus.asked.length = 0;
    const mine = essence(await answerTo(good));
    const asked = bus.asked.map(({ request }) => request);
    const reversed = scenario.document(Object.fromEntries(Object.entries({ Unknown: 1, ...values }).reverse()));
    bus.asked.length = 0;
    const theirs = essence(await answerTo(reversed.replace(`<${root}>`, `<${root} xmlns="urn:x" new="1"><X><Y/></X>`)));
    expect([theirs, bus.asked.map(({ request }) => request)]).toEqual([mine, asked]);
  });
});

function validate(text: string, root: string): void {
  const schema = XmlDocument.fromString(replySchemas(root));
  const validator = XsdValidator.fromDoc(schema);
  const reply = XmlDocument.fromString(text);
  try {
    validator.validate(reply);
  } finally {
    for (const it of [reply, validator, schema]) it.dispose();
  }
}

it('answers a client that waits for 100 Continue and sends in chunks [WIRE-63]', async () => {
  const infoCheck = scenarioOf(scenarios, 'InfoCheck');
  const events: string[] = [];
  const reply = await new Promise<HttpReply>((resolve, reject) => {
    const request = httpRequest(`${routes.url}/solo/webservices/XmlLicenseService.asmx/InfoCheckS`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', expect: '100-continue' },
    });
    request.on('continue', () => {
      events.push('continue');
      request.end(`xml=${encodeURIComponent(infoCheck.document(infoCheck.values))}`);
    });
    request.on('response', (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, type: '', headers: {}, body });
      });
    });
    request.on('error', reject);
    request.flushHeaders();
  });
  expect(events).toEqual(['continue']);
  expect([reply.status, resultCodeOf(parseXml(reply.body))]).toEqual([200, 0]);
});
