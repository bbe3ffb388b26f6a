import { parseXml } from '@licet/xml';
import { pino } from 'pino';
import {
  activationDocumentOf,
  documentOf,
  replyDocument,
  resultCodeOf,
  waysOf,
} from '../scenarios/bindings.scenarios.ts';
import { documentScenarios, sampleNames, scenarioOf } from '../scenarios/documents.scenarios.ts';
import { caller, customer, installationCheck, ledger, license } from '../scenarios/facts.scenarios.ts';
import { ScriptedBus, soloRoutes } from '../scenarios/gateway.scenarios.ts';
import type { HttpReply, Send } from '../scenarios/http.scenarios.ts';
import { soloServices } from '../services.ts';

const path = '/solo/webservices/XmlLicenseService.asmx';
const namespace = 'http://secure.softwarekey.com/solo/webservices/';
const form = 'application/x-www-form-urlencoded';
const answers = {
  GetLicense: { ok: true as const, value: { license, password: 'none' } },
  GetLedger: { ok: true as const, value: ledger },
  GetCustomer: { ok: true as const, value: customer },
};
const bus = new ScriptedBus(answers);
const lines: string[] = [];
let send: Send;
let close: () => Promise<void>;
beforeAll(async () => {
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const callers = { user: () => Promise.resolve(caller) };
  ({ send, close } = await soloRoutes(soloServices, bus, callers, { trustProxy: '127.0.0.1', logger }));
});
beforeEach(() => {
  bus.asked.length = 0;
  bus.answers = answers;
});
afterAll(() => close());

const info = '<LicenseInfoCheck><LicenseID>4001</LicenseID></LicenseInfoCheck>';
const post = (to: string, body: string | Buffer, type = form) =>
  send({ method: 'POST', path: to, headers: { 'content-type': type }, body });
const posted = (document: string) => post(`${path}/InfoCheckS`, `xml=${encodeURIComponent(document)}`);
const get = (to: string, headers: Record<string, string> = {}) => send({ method: 'GET', path: to, headers, body: '' });
const codeOf = ({ body }: HttpReply) => resultCodeOf(parseXml(body));

const envelope = (body: string, ns = 'http://schemas.xmlsoap.org/soap/envelope/', header = '') =>
  `<s:Envelope xmlns:s="${ns}">${header}<s:Body>${body}</s:Body></s:Envelope>`;
const call = (document = info, name = 'InfoCheck') => `<${name} xmlns="${namespace}"><xml>${document}</xml></${name}>`;
const ns12 = 'http://www.w3.org/2003/05/soap-envelope';
const soap11 = (body: string | Buffer, action?: string) =>
  send({
    method: 'POST',
    path,
    headers: { 'content-type': 'text/xml', ...(action === undefined ? {} : { soapaction: action }) },
    body,
  });
const soap12 = (body: string, parameters = '') => post(path, body, `application/soap+xml${parameters}`);
const faultOf = ({ body }: HttpReply) => parseXml(body).child('Body')?.child('Fault');

describe('form POST', () => {
  it('answers the bare document with declaration [WIRE-16, WIRE-18, FMT-25]', async () => {
    const reply = await posted(info);
    expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    expect(reply.body).toMatch(
      /^<\?xml version="1.0" encoding="utf-8"\?>\n<LicenseInfoCheck xmlns:xsd="http:\/\/www.w3.org\/2001\/XMLSchema" xmlns:xsi="http:\/\/www.w3.org\/2001\/XMLSchema-instance"><ResultCode>0<\/ResultCode>/,
    );
  });

  it('reads + as blank and %2B as plus, and ignores other fields [WIRE-19, WIRE-20]', async () => {
    const password = 'a+b c/==';
    const document = `<LicenseInfoCheck><LicenseID>4001</LicenseID><Password>${password}</Password></LicenseInfoCheck>`;
    await post(`${path}/InfoCheckS`, `a=1&xml=${encodeURIComponent(document).replaceAll('%20', '+')}&xml=2&%`);
    expect(bus.last('GetLicense')).toMatchObject({ password });
  });

  it('matches the operation in any letter case [WIRE-26]', async () => {
    expect(codeOf(await post(`${path}/InfoChecks`, `xml=${encodeURIComponent(info)}`))).toBe(0);
  });

  it.each<[string, () => Promise<HttpReply>]>([
    ['GET on an operation [WIRE-21]', () => get(`${path}/InfoCheckS?xml=${encodeURIComponent(info)}`)],
    ['POST to an operation that has an S twin [WIRE-22]', () => post(`${path}/InfoCheck`, `xml=${info}`)],
    ['POST to an unknown operation [WIRE-23]', () => post(`${path}/Nothing`, `xml=${info}`)],
    ['POST to an operation of another service [WIRE-23]', () => post(`${path}/ActivateInstallation`, `xml=${info}`)],
    ['POST without the field xml [WIRE-24]', () => post(`${path}/InfoCheckS`, `xm=${info}&xml%20=${info}&xml[]=`)],
    ['POST without a body [WIRE-24]', () => post(`${path}/InfoCheckS`, '')],
    ['POST of another body type [WIRE-25]', () => post(`${path}/InfoCheckS`, `xml=${info}`, 'text/xml')],
    ['POST of JSON [WIRE-25]', () => post(`${path}/InfoCheckS`, '{"xml":""}', 'application/json')],
  ])('answers %s with HTTP 500 and plain text, and runs nothing', async (_title, request) => {
    const reply = await request();
    expect(reply).toMatchObject({ status: 500, type: 'text/plain; charset=utf-8' });
    expect(reply.body).not.toContain('<');
    expect(bus.asked).toEqual([]);
  });

  it('answers a body over 1 MiB with 413, and one at 1 MiB not [WIRE-62]', async () => {
    const mebibyte = 1024 * 1024;
    expect((await post(`${path}/InfoCheckS`, 'xml='.padEnd(mebibyte, 'a'))).status).toBe(200);
    expect((await post(`${path}/InfoCheckS`, 'xml='.padEnd(mebibyte + 1, 'a'))).status).toBe(413);
  });

  it.each([
    ['XmlLicenseService', 'InfoCheckS', 64, 0, -2],
    ['XmlActivationService', 'CheckInstallationStatus', 256, 0, 5024],
  ])('%s %s takes documents of %p KiB and none that is longer [WIRE-62]', async (service, name, kib, fits, longer) => {
    bus.answers = { ...answers, CheckInstallation: { ok: true, value: installationCheck } };
    const document =
      name === 'InfoCheckS'
        ? info
        : activationDocumentOf(name, 'plain-1', { InstallationID: sampleNames.installationId });
    const to = `/solo/webservices/${service}.asmx/${name}`;
    const padded = (length: number) => `${document}<!--${'x'.repeat(length - document.length - 7)}-->`;
    expect(codeOf(await post(to, `xml=${encodeURIComponent(padded(kib * 1024))}`))).toBe(fits);
    expect(codeOf(await post(to, `xml=${encodeURIComponent(padded(kib * 1024 + 1))}`))).toBe(longer);
  });
});

describe('the document', () => {
  it.each([
    ['without declaration [WIRE-49]', info],
    ['with a declaration [WIRE-49]', `<?xml version="1.0" encoding="utf-8"?>${info}`],
    ['that declares UTF-16 [WIRE-50]', `<?xml version="1.0" encoding="utf-16"?>\r\n${info}`],
    ['with byte order mark and white space around it [WIRE-51]', `\ufeff \r\n${info} \n`],
    ['with xmlns="" [WIRE-52]', info.replace('Check>', 'Check xmlns="">')],
    ['in the target namespace [WIRE-52]', info.replace('Check>', `Check xmlns="${namespace}">`)],
    ['with elements that nobody knows [WIRE-53]', info.replace('Check>', 'Check><New><LicenseID>9</LicenseID></New>')],
    ['with blanks between elements [WIRE-56]', info.replaceAll('><', '>\r\n  <')],
    ['with comments and CDATA [WIRE-57]', info.replace('4001', '<!-- a -->4<![CDATA[00]]><!-- b -->1')],
    [
      'with a repeated element, the first not blank [WIRE-55]',
      info
        .replace('<LicenseID>', '<LicenseID> </LicenseID><LicenseID>')
        .replace('</LicenseInfo', '<LicenseID>9</LicenseID></LicenseInfo'),
    ],
  ])('is understood %s', async (_title, document) => {
    expect(codeOf(await posted(document))).toBe(0);
    expect(bus.last('GetLicense')).toEqual({ authorId: null, reference: { licenseId: 4001 } });
  });

  it('counts an element in another letter case as omitted [WIRE-58, BAD-12]', async () => {
    expect(codeOf(await posted('<LicenseInfoCheck><licenseid>4001</licenseid></LicenseInfoCheck>'))).toBe(100);
    expect(bus.asked).toEqual([]);
  });
});

describe('SOAP', () => {
  it('1.1 wraps the reply, its document in no namespace [WIRE-07, WIRE-08, WIRE-09, WIRE-12, WIRE-27]', async () => {
    const reply = await soap11(envelope(call()), `"${namespace}InfoCheck"`);
    expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    const response = parseXml(reply.body).child('Body')?.child('InfoCheckResponse');
    expect(response?.namespace).toBe(namespace);
    const result = response?.child('InfoCheckResult');
    expect(result?.namespace).toBe(namespace);
    expect(result?.children).toMatchObject([{ name: 'LicenseInfoCheck', namespace: '' }]);
    expect(result?.child('LicenseInfoCheck')?.child('ResultCode')).toMatchObject({ namespace: '', text: '0' });
  });

  it('1.2 answers with its own content type and envelope [WIRE-28]', async () => {
    const reply = await soap12(envelope(call(), ns12), `; charset=utf-8; action="${namespace}InfoCheck"`);
    expect(reply).toMatchObject({ status: 200, type: 'application/soap+xml; charset=utf-8' });
    expect(parseXml(reply.body)).toMatchObject({ name: 'Envelope', namespace: ns12 });
  });

  it.each([
    ['a quoted action [WIRE-06]', () => soap11(envelope(call()), `"${namespace}InfoCheck"`)],
    ['an unquoted action [WIRE-06]', () => soap11(envelope(call()), `${namespace}InfoCheck`)],
    ['an empty action [WIRE-29]', () => soap11(envelope(call()), '""')],
    ['no action [WIRE-29]', () => soap11(envelope(call()))],
    ['no action in 1.2 [WIRE-28, WIRE-29]', () => soap12(envelope(call(), ns12))],
    ['an escaped document [WIRE-15]', () => soap11(envelope(call(info.replaceAll('<', '&lt;'))))],
    [
      'a document in CDATA [WIRE-10]',
      () => soap11(envelope(call(`<![CDATA[<?xml version="1.0"?>${info}]]>`, 'InfoCheckS'))),
    ],
    ['an embedded document for S [WIRE-15]', () => soap11(envelope(call(info, 'InfoCheckS')))],
    ['a header that need not be understood [WIRE-33]', () => soap11(envelope(call(), undefined, header('0')))],
  ])('accepts %s', async (_title, request) => {
    const reply = await request();
    expect(reply.status).toBe(200);
    expect(reply.body).toContain('<ResultCode>0</ResultCode>');
  });

  const header = (must: string) =>
    `<s:Header><h:Security xmlns:h="urn:h" s:mustUnderstand="${must}"><h:a/></h:Security></s:Header>`;

  it.each([
    ['an action of another operation [WIRE-30]', () => soap11(envelope(call()), `"${namespace}Add"`), 'soap:Client'],
    ['an unknown action [WIRE-30]', () => soap11(envelope(call()), '"urn:x"'), 'soap:Client'],
    ['an unknown operation [WIRE-30]', () => soap11(envelope(call(info, 'Nothing'))), 'soap:Client'],
    [
      'an operation in another namespace [WIRE-30]',
      () => soap11(envelope('<InfoCheck xmlns="urn:x"/>')),
      'soap:Client',
    ],
    ['a truncated envelope [WIRE-31]', () => soap11(envelope(call()).slice(0, -4)), 'soap:Client'],
    [
      'an envelope without body [WIRE-31]',
      () => soap11('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>'),
      'soap:Client',
    ],
    ['something else than an envelope [WIRE-31]', () => soap11(info), 'soap:Client'],
    ['no body at all [WIRE-31]', () => soap11(''), 'soap:Client'],
    ['an envelope of nobody [WIRE-31]', () => soap11(envelope(call(), 'urn:x')), 'soap:VersionMismatch'],
    [
      'a header to be understood [WIRE-33]',
      () => soap11(envelope(call(), undefined, header('1'))),
      'soap:MustUnderstand',
    ],
  ])('answers %s with HTTP 500 and an unqualified fault [WIRE-32]', async (_title, request, code) => {
    const reply = await request();
    expect(reply).toMatchObject({ status: 500, type: 'text/xml; charset=utf-8' });
    const names = faultOf(reply)?.children.map(({ name, namespace }) => `${namespace}${name}`);
    expect(names).toEqual(['faultcode', 'faultstring', 'detail']);
    expect(faultOf(reply)?.textOf('faultcode')).toBe(code);
    expect(bus.asked).toEqual([]);
  });

  it('1.2 faults have qualified Code and Reason [WIRE-30, WIRE-32]', async () => {
    const reply = await soap12(envelope(call(), ns12), `; action="${namespace}Add"`);
    expect(reply).toMatchObject({ status: 500, type: 'application/soap+xml; charset=utf-8' });
    const fault = faultOf(reply);
    expect(fault?.children.map(({ name, namespace }) => [name, namespace])).toEqual(
      ['Code', 'Reason', 'Detail'].map((name) => [name, ns12]),
    );
    expect(fault?.child('Code')?.textOf('Value')).toBe('soap12:Sender');
  });
});

describe.each(waysOf(soloServices).filter(({ binding }) => binding !== 'P'))('$id', (way) => {
  const { root, unreadable } = scenarioOf(documentScenarios(sampleNames), way.operation.name);
  const bare = (inside: string) => {
    const request = way.request('DOCUMENT');
    return send({ ...request, body: request.body.toString().replace('<xml>DOCUMENT</xml>', inside) });
  };

  it.each([
    ['missing', ''],
    ['empty', '<xml/>'],
    ['nil', '<xml xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>'],
    ['two documents', `<xml><${root}/><${root}/></xml>`],
    ['text beside a document', `<xml>a<${root}/></xml>`],
  ])('answers −2 or 5024 when xml is %s [WIRE-36]', async (_title, inside) => {
    const document = replyDocument(way, await bare(inside));
    expect(document && resultCodeOf(document)).toBe(unreadable);
  });
});

describe('trouble', () => {
  const failing = (code?: string) => {
    bus.answers = {
      GetLicense: () => {
        throw Object.assign(new Error('relation "license" at /srv/db.ts, password hunter2'), code ? { code } : {});
      },
    };
  };

  it.each([
    ['a slip of ours', undefined, 500, 'soap:Server'],
    ['a service that is away', 'unavailable', 503, 'soap:Server'],
    ['an outcome that nobody knows', 'outcome_unknown', 503, 'soap:Server'],
    ['a business code that was thrown', 'not_found', 500, 'soap:Server'],
  ])('is told without what happened inside: %s [WIRE-34, SA-GEN-17]', async (_title, code, status, fault) => {
    failing(code);
    const plain = await posted(info);
    expect(plain).toMatchObject({ status, type: 'text/plain; charset=utf-8' });
    const soap = await soap11(envelope(call()));
    expect(soap.status).toBe(status);
    expect(faultOf(soap)?.textOf('faultcode')).toBe(fault);
    expect(
      faultOf(await soap12(envelope(call(), ns12)))
        ?.child('Code')
        ?.textOf('Value'),
    ).toBe('soap12:Receiver');
    for (const { body } of [plain, soap]) expect(body).not.toMatch(/relation|srv|hunter2|at .*:\d+/);
    expect(plain.headers['retry-after']).toBe(status === 503 ? '1' : undefined);
  });

  it('never becomes a business code when a service refuses for want of knowledge [SA-GEN-16, SYS-07]', async () => {
    bus.answers = { CheckInstallation: { ok: false, refusal: { code: 'unavailable' } } };
    const document = activationDocumentOf('CheckInstallationStatus', 'plain-1', { InstallationID: 'x' });
    const to = '/solo/webservices/XmlActivationService.asmx/CheckInstallationStatus';
    expect((await post(to, `xml=${encodeURIComponent(document)}`)).status).toBe(503);
  });

  it('leaves no secret of the request in the log [WIRE-65]', async () => {
    lines.length = 0;
    bus.answers = { RevealCustomerPassword: { ok: true, value: { password: '' } } };
    const logon = { AuthorID: 1, UserID: 'someone', UserPassword: 'hunter3', CustomerID: 1 };
    const reply = await post(`${path}/AddS`, `xml=${encodeURIComponent(documentOf('LicenseAdd', logon))}`);
    expect(reply.status).toBe(500); // AddLicense was not expected
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('') + reply.body).not.toContain('hunter3');
  });
});
