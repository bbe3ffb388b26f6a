import { type HttpReply, type Way, scenarioOf, sendTo, soloServices, targetNamespace } from '@licet/gateway/scenarios';
import { eventually } from '@licet/testing';
import { type Product, documentsFor } from './product.suite.ts';

const form = 'application/x-www-form-urlencoded';
const text = { status: 500, type: 'text/plain; charset=utf-8' };

/** How ids name the services. [BIND] */
export const lettersOf: Record<string, string> = {
  XmlLicenseService: 'L',
  XmlActivationService: 'A',
  XmlCustomerService: 'C',
};

/** What no binding takes: form POST says so in plain text, SOAP by a fault, and nothing happens. [WIRE-17 … WIRE-34] */
export function bindingRefusals(product: () => Product, ways: readonly Way[]): void {
  const send = (path: string, body: string, type = form, headers: Record<string, string> = {}) =>
    sendTo(product().access.baseUrl)({ method: 'POST', path, headers: { 'content-type': type, ...headers }, body });

  const sales = salesOf(product);

  /** A good document, sent where it must have no effect: neither on the license that it names nor as a new one. */
  async function refusedGood(operation: string, request: (document: string) => Promise<HttpReply>): Promise<HttpReply> {
    const { add, activate, native } = product();
    const license = await add();
    const { InstallationID } = (await activate(license)).fields;
    const scenario = scenarioOf(documentsFor(product(), license, InstallationID!), operation);
    const state = () => native.get(`/licenses/solo:${license.LicenseID}`);
    const before = await state();
    await sales.drain();
    const reply = await request(scenario.document(scenario.values));
    const marker = await add();
    expect(await sales.next()).toBe(marker.LicenseID);
    expect(await state()).toEqual(before);
    return reply;
  }

  describe.each(soloServices)('form POST to $name', ({ name: service, path, operations }) => {
    const posted = operations.filter(({ input }) => input === 'string');
    const others = operations.filter(({ input }) => input === 'element');

    for (const { name } of others)
      it(`refuses ${name} with HTTP 500 and plain text, without an effect [BIND-${lettersOf[service] ?? ''}-${name}-X, WIRE-17, WIRE-22]`, async () => {
        const reply = await refusedGood(name, (it) => send(`${path}/${name}`, `xml=${encodeURIComponent(it)}`));
        expect(reply).toMatchObject(text);
      });

    it.each(posted)('runs no $name by GET [WIRE-21]', async ({ name }) => {
      const { baseUrl } = product().access;
      const reply = await refusedGood(name, (it) =>
        sendTo(baseUrl)({
          method: 'GET',
          path: `${path}/${name}?xml=${encodeURIComponent(it)}`,
          headers: {},
          body: '',
        }),
      );
      expect(reply).toMatchObject(text);
    });

    it.each<[string, string, string]>([
      ['XML [WIRE-25]', 'text/xml', 'xml=DOCUMENT'],
      [
        'several parts [WIRE-25]',
        'multipart/form-data; boundary=b',
        '--b\r\ncontent-disposition: form-data; name="xml"\r\n\r\nDOCUMENT\r\n--b--',
      ],
      ['JSON [WIRE-25]', 'application/json', '{"xml":"DOCUMENT"}'],
      ['a form without the field xml [WIRE-24]', form, 'xm=DOCUMENT&xmll=DOCUMENT'],
      ['an empty form [WIRE-24]', form, ''],
    ])('refuses %s with HTTP 500 and plain text, without an effect', async (_, type, body) => {
      const { name } = posted[0]!;
      const reply = await refusedGood(name, (it) =>
        send(`${path}/${name}`, body.replaceAll('DOCUMENT', encodeURIComponent(it)), type),
      );
      expect(reply).toMatchObject(text);
    });

    it('refuses operations that it does not have, those of its neighbors included [WIRE-23]', async () => {
      const neighbors = soloServices.filter((it) => it.path !== path).flatMap((it) => it.operations);
      for (const name of ['Nothing', 'toString', '__proto__', '', ...neighbors.map((it) => it.name)]) {
        const reply = await send(`${path}/${name}`, 'xml=%3Ca/%3E');
        expect([name, reply.status, reply.type]).toEqual([name, text.status, text.type]);
      }
    });

    it.each(posted)(
      'finds $name in any letter case, the first field xml among others, + as a blank [WIRE-19, WIRE-20, WIRE-26]',
      async ({ name, operation }) => {
        const unknown = encodeURIComponent(`<${operation.root}><a b="1"/></${operation.root}>`).replaceAll('%20', '+');
        const plain = await send(`${path}/${name}`, `xml=${unknown}`);
        expect(plain.status).toBe(200);
        for (const spelling of [name.toLowerCase(), name.toUpperCase()])
          expect(withoutTime(await send(`${path}/${spelling}`, `a=1&xml=${unknown}&xml=2&%`))).toEqual(
            withoutTime(plain),
          );
      },
    );
  });

  describe.each(ways.filter(isSoapOfOwnKind))('SOAP by $id', (way) => {
    const { name } = way.operation;
    const is12 = way.binding === '12';
    const type = is12 ? 'application/soap+xml' : 'text/xml';
    const call = (document: string) => way.request(document).body.toString();
    const acting = (body: string, action: string) =>
      is12
        ? send(way.service.path, body, `${type}; charset=utf-8; action=${action}`)
        : send(way.service.path, body, type, { soapaction: action });
    const own = `${targetNamespace}${name}`;

    it('takes a quoted, a bare, an empty and no action [WIRE-06, WIRE-27, WIRE-28, WIRE-29]', async () => {
      const body = call('<Nothing/>');
      const quoted = await acting(body, `"${own}"`);
      expect(quoted.status).toBe(200);
      for (const reply of [await acting(body, own), await acting(body, '""'), await send(way.service.path, body, type)])
        expect(withoutTime(reply)).toEqual(withoutTime(quoted));
    });

    const header = (must: string) =>
      `<e:Header xmlns:e="${envelopes[is12 ? 'soap12' : 'soap']}"><h:a xmlns:h="urn:h" e:mustUnderstand="${must}"/></e:Header>`;
    const headed = (document: string, must: string) => call(document).replace(/(?=<soap(12)?:Body)/, header(must));

    it('passes over a header that need not be understood [WIRE-33]', async () => {
      expect((await acting(headed('<Nothing/>', '0'), own)).status).toBe(200);
    });

    it.each<[string, (good: string) => Promise<HttpReply>, Fault]>([
      ['an action of another operation [WIRE-30]', (it) => acting(call(it), `"${own}S"`), 'client'],
      ['an action of nobody [WIRE-30]', (it) => acting(call(it), '"urn:nobody"'), 'client'],
      ['an envelope cut short [WIRE-31]', (it) => acting(call(it).slice(0, -3), own), 'client'],
      ['no envelope [WIRE-31]', (it) => acting(it, own), 'client'],
      ['nothing [WIRE-31]', () => acting('', own), 'client'],
      [
        'an envelope without a call [WIRE-31]',
        (it) => acting(call(it).replace(/<(soap(?:12)?:Body)>.*<\/\1>/s, '<$1/>'), own),
        'client',
      ],
      [
        'an operation of no namespace [WIRE-07, WIRE-30]',
        (it) => acting(call(it).replace(` xmlns="${targetNamespace}"`, ''), own),
        'client',
      ],
      [
        'a header that must be understood [WIRE-33]',
        (it) => acting(headed(it, is12 ? 'true' : '1'), own),
        'MustUnderstand',
      ],
    ])('answers %s with HTTP 500 and a fault, without an effect [WIRE-32]', async (_, request, code) => {
      const reply = await refusedGood(name, request);
      expect([reply.status, reply.type]).toEqual([500, `${type}; charset=utf-8`]);
      expect(reply.body.replace(/(<faultstring>|xml:lang="en">)[^<]+\./, '$1…')).toBe(
        faultIn(is12 ? 'soap12' : 'soap', code),
      );
    });
  });
}

/** The other kind of input makes no difference to the envelope. */
const isSoapOfOwnKind = ({ binding, embedded, operation }: Way) =>
  binding !== 'P' && embedded === (operation.input === 'element');

/** Follows the feed of licenses as they are added. */
function salesOf(product: () => Product) {
  let after = {};
  const page = async () => {
    const { data, next } = await product().native.events({ ...after, type: 'LicenseAdded', limit: '200' });
    after = { after: next };
    return data.map(({ data: { solo } }) => String((solo as { licenseId: number }).licenseId));
  };
  return {
    drain: async () => {
      while ((await page()).length > 0);
    },
    /** LicenseID of the next one: of all, when several came together. */
    next: () =>
      eventually(async () => {
        const added = await page();
        expect(added).not.toEqual([]);
        return added.join();
      }),
  };
}

type Fault = 'client' | 'MustUnderstand';

const envelopes = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  soap12: 'http://www.w3.org/2003/05/soap-envelope',
};

/** Faults as they stand on the wire, but for the sentence. */
function faultIn(version: 'soap' | 'soap12', code: Fault): string {
  const inside =
    version === 'soap'
      ? `<faultcode>soap:${code === 'client' ? 'Client' : code}</faultcode><faultstring>…</faultstring><detail />`
      : `<soap12:Code><soap12:Value>soap12:${code === 'client' ? 'Sender' : code}</soap12:Value></soap12:Code><soap12:Reason><soap12:Text xml:lang="en">…</soap12:Text></soap12:Reason><soap12:Detail />`;
  return `<?xml version="1.0" encoding="utf-8"?>\n<${version}:Envelope xmlns:${version}="${envelopes[version]}"><${version}:Body><${version}:Fault>${inside}</${version}:Fault></${version}:Body></${version}:Envelope>`;
}

const withoutTime = ({ body }: HttpReply) => body.replace(/<ServerDateTime>[^<]*/, '<ServerDateTime>');
