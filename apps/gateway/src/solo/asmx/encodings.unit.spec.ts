import { parseXml } from '@licet/xml';
import { ScriptedBus, soloRoutes } from '../scenarios/gateway.scenarios.ts';
import type { Send } from '../scenarios/http.scenarios.ts';
import { soloServices } from '../services.ts';
import { targetNamespace } from './service.ts';

const bus = new ScriptedBus({}); // nobody is to be asked
let routes: { send: Send; close: () => Promise<void> };
beforeAll(async () => (routes = await soloRoutes(soloServices, bus, { user: () => Promise.resolve(null) })));
afterAll(() => routes.close());

const document = '<LicenseInfoCheck><LicenseID>4001</LicenseID></LicenseInfoCheck>';
const envelope = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><InfoCheck xmlns="${targetNamespace}"><xml>${document}</xml></InfoCheck></s:Body></s:Envelope>`;
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

it.each([
  ['with byte order mark', utf16(`\uFEFF${envelope}`)],
  ['without byte order mark', utf16(envelope)],
  ['the other way round', utf16(`\uFEFF${envelope}`).swap16()],
])(
  'tells the sender of UTF-16 %s what to send instead, and runs nothing, a reading [WIRE-31, BAD-06]',
  async (_title, body) => {
    for (const [type, code] of [
      ['text/xml; charset=utf-16', 'soap:Client'],
      ['application/soap+xml; charset=utf-16', 'soap12:Sender'],
    ] as const) {
      const headers = { 'content-type': type };
      const reply = await routes.send({ method: 'POST', path: soloServices[0]!.path, headers, body });
      const fault = parseXml(reply.body).child('Body')?.child('Fault');
      expect([reply.status, fault?.textOf('faultcode') ?? fault?.child('Code')?.textOf('Value')]).toEqual([500, code]);
      expect(reply.body).toContain('Send its bytes in UTF-8');
    }
    expect(bus.asked).toEqual([]);
  },
);
