import { parseXml } from '@licet/xml';
import { badDocuments } from '../scenarios/bad-input.scenarios.ts';
import { replyDocument, resultCodeOf, waysOf } from '../scenarios/bindings.scenarios.ts';
import { documentScenarios, sampleNames, scenarioOf } from '../scenarios/documents.scenarios.ts';
import { ScriptedBus, soloRoutes } from '../scenarios/gateway.scenarios.ts';
import type { HttpReply, Send } from '../scenarios/http.scenarios.ts';
import { soloServices } from '../services.ts';

const scenarios = documentScenarios(sampleNames);
const bus = new ScriptedBus({}); // nobody is to be asked
let routes: { send: Send; close: () => Promise<void> };
beforeAll(async () => (routes = await soloRoutes(soloServices, bus, { user: () => Promise.resolve(null) })));
beforeEach(() => (bus.asked.length = 0));
afterAll(() => routes.close());

const isFault = ({ status, body }: HttpReply) =>
  status === 500 && parseXml(body).child('Body')?.child('Fault') !== undefined;

describe.each(waysOf(soloServices))('$id', (way) => {
  const scenario = scenarioOf(scenarios, way.operation.name);
  const documents = badDocuments(scenario.document(scenario.values), scenario.root);

  it.each(documents.filter(({ embeddable }) => embeddable || !way.embedded))(
    'refuses $title within a second of CPU and asks nobody',
    async ({ text, spoils }) => {
      const start = process.cpuUsage();
      const reply = await routes.send(way.request(text));
      expect(process.cpuUsage(start).user).toBeLessThan(1e6); // microseconds, of both sides
      const spoilt = way.binding !== 'P' && (spoils === 'always' || (spoils === 'embedded' && way.embedded));
      if (spoilt) expect(isFault(reply)).toBe(true);
      else expect(unreadable(reply)).toEqual({ status: 200, root: scenario.reply, code: scenario.unreadable });
      expect(bus.asked).toEqual([]);
    },
  );

  it('refuses the document of every other operation [BAD-15, WIRE-39, WIRE-40]', async () => {
    for (const other of scenarios.filter(({ root }) => root !== scenario.root)) {
      const reply = await routes.send(way.request(other.document(other.values)));
      expect(unreadable(reply)).toEqual({ status: 200, root: scenario.reply, code: scenario.unreadable });
    }
  });

  function unreadable(reply: HttpReply) {
    const document = replyDocument(way, reply);
    return { status: reply.status, root: document?.name, code: document && resultCodeOf(document) };
  }
});

it('refuses one attribute more than a million with 413, before it is read [BAD-05, WIRE-62]', async () => {
  const body = `xml=<a ${'a="" '.repeat(1_000_001)}/>`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const path = '/solo/webservices/XmlLicenseService.asmx/InfoCheckS';
  expect(await routes.send({ method: 'POST', path, headers, body })).toMatchObject({ status: 413 });
});
