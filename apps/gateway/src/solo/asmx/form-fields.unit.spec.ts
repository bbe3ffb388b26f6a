import { type XmlElement, parseXml } from '@licet/xml';
import { resultCodeOf, waysOf } from '../scenarios/bindings.scenarios.ts';
import { documentScenarios, sampleNames, scenarioOf } from '../scenarios/documents.scenarios.ts';
import { caller } from '../scenarios/facts.scenarios.ts';
import { ScriptedBus, soloRoutes } from '../scenarios/gateway.scenarios.ts';
import type { HttpReply, Send } from '../scenarios/http.scenarios.ts';
import { no } from '../scenarios/scripted-solo.scenarios.ts';
import { olderServices, soloServices } from '../services.ts';
import { mostPairs } from './form-fields.ts';
import { postedRoot } from './typed-operation.ts';

const scenarios = documentScenarios(sampleNames);
const bus = new ScriptedBus({});
let routes: { send: Send; close: () => Promise<void> };
beforeAll(async () => {
  const services = [...soloServices, ...olderServices];
  routes = await soloRoutes(services, bus, { user: () => Promise.resolve(caller) });
});
beforeEach(() => (bus.asked.length = 0));
afterAll(() => routes.close());

const post = (path: string, body: string | Buffer): Promise<HttpReply> =>
  routes.send({ method: 'POST', path, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });

/** What no document can be made of, as browsers, scripts and scanners send it. */
const oddValues = ['', '%', '%zz', '%u0041', '%00', '%01', '%ff', '%ed%a0%80', '%ef%bf%bf', '%C0%80', '\xff', '+'];

describe.each(waysOf(soloServices).filter(({ binding }) => binding === 'P'))('$id', ({ service, operation }) => {
  const { root, reply: replyRoot, unreadable } = scenarioOf(scenarios, operation.name);
  const path = `${service.path}/${operation.name}`;

  it.each([
    ...oddValues.map((value) => `xml=${value}`),
    ...['XML=', 'Xml', 'xml', '&&xml=&', '=&xml=', '%78mL=', '%=1&xml=', `xml=&XML=<${root}/>`, `XML=1&xml=<${root}/>`],
  ])('answers the form %j as a document that cannot be read [BAD-01, BAD-06, WIRE-20, WIRE-24]', async (form) => {
    const reply = await post(path, Buffer.from(form, 'latin1'));
    const document = reply.status === 200 ? parseXml(reply.body) : undefined;
    expect([reply.status, document?.name, document && resultCodeOf(document)]).toEqual([200, replyRoot, unreadable]);
    expect(bus.asked).toEqual([]);
  });
});

it('finds the document in the field xml in any letter case, the first of them, and nowhere else, a reading [WIRE-16, WIRE-24]', async () => {
  const { path } = soloServices[0]!;
  for (const field of ['xml', 'XML', 'Xml', '%58ml']) {
    const reply = await post(`${path}/InfoCheckS`, `${field}=<LicenseInfoCheck></LicenseInfoCheck>`);
    expect(resultCodeOf(parseXml(reply.body))).toBe(100);
  }
  const two = await post(`${path}/InfoCheckS`, 'XML=<LicenseInfoCheck></LicenseInfoCheck>&xml=');
  expect(resultCodeOf(parseXml(two.body))).toBe(100);
  const none = await post(`${path}/InfoCheckS`, 'xm=<LicenseInfoCheck></LicenseInfoCheck>');
  expect([none.status, none.headers['content-type']]).toEqual([500, expect.stringMatching(/^text\/plain/)]);
});

const fieldsOfOlder = olderServices.flatMap(({ path, operations }) =>
  operations.flatMap((operation) => Object.keys(operation.fields).map((field) => ({ path, operation, field }))),
);
type Sold = Record<'optionId' | 'expiresAt' | 'fields', unknown>;
const logon: Record<string, string> = { authorID: '1', userID: 'a', userPassword: 'b' };

it.each(fieldsOfOlder)(
  '$operation.name answers a $field that no XML can hold with a code of its own and makes nothing [BAD-06, LG-01]',
  async ({ path, operation, field }) => {
    bus.answers = {
      AddLicenses: ({ optionId, expiresAt, fields }: Sold) =>
        [optionId, expiresAt, fields].includes(null) ? no('parameter_invalid', { reason: 'fields' }) : no('internal'),
      ActivateInstallation: ({ parameters }: { parameters: unknown }) =>
        parameters === null ? no('parameter_invalid') : no('internal'),
    };
    for (const value of oddValues.filter((it) => !['', '+', '%u0041'].includes(it))) {
      const others = Object.entries({ ...logon, prodOptionID: '1' }).filter(([name]) => name !== field);
      const form = new URLSearchParams(others).toString();
      const reply = await post(`${path}/${operation.name}`, Buffer.from(`${form}&${field}=${value}`, 'latin1'));
      expect([value, reply.status]).toEqual([value, 200]);
      const result = parseXml(reply.body);
      expect(result.name).toBe(postedRoot(operation));
      expect(codeOf(result)).toBe(refusalOf(operation.name, field));
    }
  },
);

const codeOf = (result: XmlElement): string => result.textOf('ResultCode') ?? result.textOf('ErrorCode') ?? result.text;

function refusalOf(operation: string, field: string): string {
  if (operation === 'ActivateLicense') return '50';
  return Object.hasOwn(logon, field) ? '-1' : '-2';
}

it('takes a field of an older operation that fills the whole body, and refuses it by its code [WIRE-62]', async () => {
  const [{ path }] = olderServices as [(typeof olderServices)[number]];
  const form = `${new URLSearchParams(logon).toString()}&companyName=`;
  const reply = await post(`${path}/CreateCustomer`, form.padEnd(1024 * 1024, '&'.replace('&', '%26')));
  expect([reply.status, parseXml(reply.body).text]).toEqual([200, '-2']);
});

describe('a form that is made to cost much', () => {
  const ways = [...soloServices, ...olderServices].flatMap(({ path, operations }) =>
    operations
      .filter(({ name }) => ['InfoCheckS', 'ActivateLicense', 'CreateCustomer'].includes(name))
      .map((it) => ({ name: it.name, path })),
  );
  const hostile = ['&', '%&', '%41%&', '=%&', '%ff=&', 'a=%41&'].map((pair) =>
    pair.repeat((1024 * 1024) / pair.length),
  );
  const few = ['%'.repeat(1024 * 1024), `${'%&'.repeat(mostPairs - 2)}${'%41'.repeat(340_000)}=`];

  it.each(ways)(
    'is refused by $name within half a second of CPU, asking nobody [WIRE-24, WIRE-62]',
    async ({ name, path }) => {
      bus.answers = {};
      for (const form of hostile) {
        const start = process.cpuUsage();
        const { status, type } = await post(`${path}/${name}`, form);
        expect(process.cpuUsage(start).user).toBeLessThan(5e5); // microseconds, of both sides
        expect([status, type]).toEqual([500, 'text/plain; charset=utf-8']);
      }
      expect(bus.asked).toEqual([]);
      for (const form of few) {
        const start = process.cpuUsage();
        await post(`${path}/${name}`, form);
        expect(process.cpuUsage(start).user).toBeLessThan(5e5);
      }
    },
  );

  it('is one of more than a thousand fields: up to there those that nobody asks for are ignored [WIRE-20]', async () => {
    const [{ path }] = soloServices as [(typeof soloServices)[number]];
    const asked = 'xml=<LicenseInfoCheck></LicenseInfoCheck>';
    const filled = (pairs: number) => `${'a=1&'.repeat(pairs - 1)}${asked}`;
    expect((await post(`${path}/InfoCheckS`, filled(mostPairs))).status).toBe(200);
    expect((await post(`${path}/InfoCheckS`, filled(mostPairs + 1))).status).toBe(500);
  });
});
