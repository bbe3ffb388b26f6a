import {
  type HttpReply,
  type Send,
  type Way,
  badDocuments,
  type DocumentScenario,
  replyDocument,
  resultCodeOf,
  scenarioOf,
  sendTo,
  soloServices,
  waysOf,
} from '@licet/gateway/scenarios';
import { parseXml } from '@licet/xml';
import { usageOf } from './process-usage.suite.ts';
import { type Product, type Sold, documentsFor } from './product.suite.ts';

const mebibyte = 1024 * 1024;
const ways = waysOf(soloServices);
/** Kinds of bad documents; the texts are made for each operation and license. */
const kinds = badDocuments('<a/>', 'a').map(({ title }, kind) => ({ title, kind }));

/** Whatever arrives, a document that cannot be read is told so by every operation on every binding, quickly, and nothing changes. [BAD] */
export function badInput(product: () => Product): void {
  let license: Sold;
  let before: unknown;
  let send: Send;
  let scenarios: DocumentScenario[];
  const state = () => product().native.get(`/licenses/solo:${license.LicenseID}`);
  const usage = () => usageOf(product().running.pids().main!);

  beforeAll(async () => {
    const { add, activate, access } = product();
    license = await add();
    const { InstallationID } = (await activate(license)).fields;
    send = sendTo(access.baseUrl);
    scenarios = documentsFor(product(), license, InstallationID!);
    before = await state();
  });

  /** Sends a document one way; what came back in few words: `200 -2`, `200 5024`, `413`, `fault`. Fails above a second of CPU. */
  async function told(way: Way, document: string | Buffer): Promise<string> {
    const start = usage().cpu;
    const reply = await send(way.request(document));
    expect(usage().cpu - start).toBeLessThan(1);
    return inWords(way, reply);
  }

  const expected = ({ operation }: Way) => `200 ${scenarioOf(scenarios, operation.name).unreadable}`;

  it.each(kinds)(
    'refuses $title in every operation on every binding, quickly and without a change [BAD-17]',
    async ({ kind }) => {
      for (const way of ways) {
        const scenario = scenarioOf(scenarios, way.operation.name);
        const { text, spoils, embeddable } = badDocuments(scenario.document(scenario.values), scenario.root)[kind]!;
        if (way.embedded && !embeddable) continue;
        const spoilt = way.binding !== 'P' && (spoils === 'always' || (spoils === 'embedded' && way.embedded));
        expect([way.id, await told(way, text)]).toEqual([way.id, spoilt ? 'fault' : expected(way)]);
      }
      expect(await state()).toEqual(before);
    },
    120_000,
  );

  it('refuses the document of every other operation and leaves the license as it was [BAD-15, BAD-17]', async () => {
    for (const way of ways)
      for (const other of scenarios)
        if (other.root !== scenarioOf(scenarios, way.operation.name).root) {
          const answer = await told(way, other.document(other.values));
          expect([way.id, other.root, answer]).toEqual([way.id, other.root, expected(way)]);
        }
    expect(await state()).toEqual(before);
  }, 120_000);

  it('reads a body of 1 MiB and refuses its document; answers 413 to one byte more [WIRE-62]', async () => {
    for (const way of ways) {
      const { root } = scenarioOf(scenarios, way.operation.name);
      const length = (text: string) => Buffer.byteLength(way.request(text).body);
      const filled = (bytes: number) => `<${root}>${'x'.repeat(bytes - length(`<${root}></${root}>`))}</${root}>`;
      expect([way.id, await told(way, filled(mebibyte))]).toEqual([way.id, expected(way)]);
      expect([way.id, await told(way, filled(mebibyte + 1))]).toEqual([way.id, '413']);
    }
    expect(await state()).toEqual(before);
  }, 120_000);

  it.each([
    ['attributes', (root: string) => `<${root} ${'a=""\n'.repeat(1_000_000)}/>`],
    ['character references', (root: string) => `<${root}>${'&#65;'.repeat(1_000_000)}</${root}>`],
  ])('refuses a million %s before it reads them [BAD-05]', async (_, document) => {
    for (const way of ways.filter(({ operation }) =>
      ['InfoCheckS', 'CheckInstallationStatus'].includes(operation.name),
    ))
      expect([way.id, await told(way, document(scenarioOf(scenarios, way.operation.name).root))]).toEqual([
        way.id,
        '413',
      ]);
  });

  it('needs no more memory after a thousand of the largest and deepest documents than before [BAD-05, WIRE-62]', async () => {
    const way = ways.find(({ id }) => id === 'InfoCheckS-P')!;
    const worst = [
      `<LicenseInfoCheck>${'x'.repeat(900_000)}</LicenseInfoCheck>`,
      '<a>'.repeat(50_000),
      `<LicenseInfoCheck ${Array.from({ length: 6000 }, (_, i) => `a${i}=""`).join(' ')}/>`,
      `<!DOCTYPE a [<!ENTITY b "${'lol'.repeat(10_000)}">]><LicenseInfoCheck>${'&b;'.repeat(10_000)}</LicenseInfoCheck>`,
    ].map((text) => way.request(text));
    const round = async (count: number) => {
      for (let i = 0; i < count; i++) await send(worst[i % worst.length]!);
    };
    await round(100); // until the heap has its size
    const { memory } = usage();
    await round(1000); // which hold 300 MB together
    expect(usage().memory - memory).toBeLessThan(100 * mebibyte);
    expect(await state()).toEqual(before);
  }, 120_000);

  badJson(product, { state, before: () => before });
}

interface Reading {
  state: () => Promise<unknown>;
  before: () => unknown;
}

const deep = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels);
const badBodies: [string, string | Buffer][] = [
  ['nothing', ''],
  ['a truncated object', '{"name":"x"'],
  ['two objects', '{}{}'],
  ['XML', '<name>x</name>'],
  ['bytes that are not UTF-8', Buffer.from('{"name":"\xff\xfe"}', 'latin1')],
  ['UTF-16', Buffer.from('\uFEFF{"name":"x"}', 'utf16le')],
  ['a NUL between members', '{"name":"x"\u0000}'],
  ['a list', '[]'],
  ['a number', '1'],
  ['null', 'null'],
  ['a list of 400,000 levels', deep('[', ']', 400_000)],
  ['100,000 levels of objects in a member', `{"name":${deep('{"a":', '}', 100_000).replace(':}', ':1}')}}`],
  ['400,000 levels of lists in a member', `{"name":${deep('[', ']', 400_000)}}`],
  ['30,000 escaped quotes', `{${'\\"'.repeat(30_000)}`],
  ['members of the wrong type', '{"name":1,"AccessInfo":7,"productId":[],"activation":"yes","status":{}}'],
  ['a prototype', '{"__proto__":{"name":"x"},"constructor":{"prototype":{}},"name":null}'],
  ['80,000 unknown members', `{${Array.from({ length: 80_000 }, (_, i) => `"m${i}":0`).join(',')}}`],
];

/** The same for the dialects that speak JSON. */
function badJson(product: () => Product, { state, before }: Reading): void {
  const json = (path: string, body: string | Buffer, method = 'POST') => {
    const { baseUrl, apiKey } = product().access;
    return fetch(`${baseUrl}${path}`, {
      method,
      body: Buffer.from(body),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    });
  };

  it.each(badBodies)(
    'refuses %s as JSON with 400 in the native dialect, and with ResponseStatus Error in the IntelliProtector one',
    async (_, body) => {
      const { productId, options } = product().access.products[0]!;
      const start = usageOf(product().running.pids().main!).cpu;
      for (const [method, path] of [
        ['POST', '/products'],
        ['PATCH', `/products/solo:${productId}`],
        ['POST', '/options'],
        ['PATCH', `/options/solo:${options[0]!.prodOptionId}`],
      ] as const) {
        const reply = await json(`/api/v1${path}`, body, method);
        expect([method, path, reply.status, reply.headers.get('content-type')]).toEqual([
          ...[method, path, 400],
          'application/problem+json; charset=utf-8',
        ]);
        await reply.arrayBuffer();
      }
      const reply = await json('/LicenseCode/Details', body);
      const { ResponseDetails } = (await reply.json()) as { ResponseDetails: { ResponseStatus: string } };
      const tooLong = body.length > 64 * 1024;
      expect([reply.status, ResponseDetails.ResponseStatus]).toEqual([tooLong ? 413 : 200, 'Error']);
      expect(usageOf(product().running.pids().main!).cpu - start).toBeLessThan(5); // five requests
      expect(await state()).toEqual(before());
    },
  );
}

function inWords(way: Way, reply: HttpReply): string {
  if (reply.status === 500) return parseXml(reply.body).child('Body')?.child('Fault') ? 'fault' : '500 without a fault';
  if (reply.status !== 200) return String(reply.status);
  const document = replyDocument(way, reply);
  return `200 ${document ? resultCodeOf(document) : 'without a document'}`;
}
