import {
  type AsmxService,
  type DocumentScenario,
  type HttpReply,
  type Send,
  type Way,
  envelopeValidator,
  replyDocument,
  resultCodeOf,
  sendTo,
  soloServices,
  targetNamespace,
  waysOf,
} from '@licet/gateway/scenarios';
import { formsOf } from './binding-forms.suite.ts';
import { bindingRefusals, lettersOf } from './binding-refusals.suite.ts';
import { descriptions } from './descriptions.suite.ts';
import { type Product, freshDocument } from './product.suite.ts';

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
const ways = waysOf(soloServices);

/** Every operation of the table on every binding and in every form of input: one reply, byte for byte. [WIRE, BIND] */
export function bindings(product: () => Product): void {
  describe('the bindings of the XML services', () => {
    let send: Send;
    beforeAll(() => (send = sendTo(product().access.baseUrl)));

    const documentOf = (operation: string, values?: DocumentScenario['values']) =>
      freshDocument(product(), operation, values);
    const reference = async (way: Way, values?: DocumentScenario['values']) => {
      const posted = postedTwin(way);
      const reply = await send(posted.request(await documentOf(posted.operation.name, values)));
      expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
      expect(reply.body.startsWith(declaration)).toBe(true);
      return { code: codeOf(posted, reply), text: reply.body.slice(declaration.length) };
    };

    const validators = new Map<AsmxService, ReturnType<typeof envelopeValidator>>();
    /** Throws where a reply is not valid by the schema in the WSDL of its service. */
    const validatorOf = async (service: AsmxService) => {
      const known = validators.get(service);
      if (known) return known;
      const wsdl = await send({ method: 'GET', path: `${service.path}?WSDL`, headers: {}, body: '' });
      const made = envelopeValidator(wsdl.body);
      validators.set(service, made);
      return made;
    };

    describe.each(ways)('$id', (way) => {
      const { name } = way.operation;

      it(`answers a success and a failure with the document of form POST, byte for byte in the envelope of the binding [${idsOf(way)}]`, async () => {
        const [success, failure, ...replies] = await Promise.all([
          reference(way),
          reference(way, {}),
          documentOf(name).then((it) => send(way.request(it))),
          documentOf(name, {}).then((it) => send(way.request(it))),
        ]);
        expect([success.code === 0, failure.code === 0]).toEqual([true, false]);
        for (const [i, reply] of replies.entries()) {
          expect([reply.status, reply.type]).toEqual([200, contentType[way.binding]]);
          expect(masked(reply.body)).toBe(masked(enveloped[way.binding](name, [success, failure][i]!.text)));
          if (way.binding !== 'P') (await validatorOf(way.service))(reply.body);
        }
      });

      const forms = formsOf(way);
      /** All at once, each with a license of its own: one after the other, a thousand waits for a commit would make up most of the suite. */
      const repliesToForms = once(() =>
        Promise.all(forms.map(async ([, written]) => send(written(await documentOf(name))))),
      );
      const usual = once(() => reference(way));
      it.each(forms.map(([title], i) => [title, i] as const))('understands %s', async (_, i) => {
        const [{ code, text }, replies] = await Promise.all([usual(), repliesToForms()]);
        const reply = replies[i]!;
        expect([reply.status, reply.type, code]).toEqual([200, contentType[way.binding], 0]);
        expect(masked(reply.body)).toBe(masked(enveloped[way.binding](name, text)));
      });
    });

    bindingRefusals(product, ways);
    descriptions(product);
  });
}

/** What the first call began, for all calls. */
function once<T>(begin: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  return () => (begun ??= begin());
}

/** The string operation of the same documents, which form POST has; that binding wraps nothing around a reply. [WIRE-17, WIRE-18] */
const postedTwin = ({ operation }: Way): Way =>
  ways.find((it) => it.binding === 'P' && it.operation.operation === operation.operation)!;

const codeOf = (way: Way, reply: HttpReply) => resultCodeOf(replyDocument(way, reply)!);

/** The ids of an operation's own kind of input on a binding, and of the twin's kind. */
function idsOf({ service, operation, binding, embedded }: Way): string {
  const id = `BIND-${lettersOf[service.name] ?? ''}-${operation.name}-${binding}`;
  const own = embedded === (operation.input === 'element');
  return [own ? id : 'WIRE-15', 'BAD-16', ...wireIds[binding], embedded ? 'WIRE-09' : 'WIRE-10'].join(', ');
}

const wireIds: Record<Way['binding'], string[]> = {
  P: ['WIRE-16', 'WIRE-18', 'WIRE-35'],
  11: ['WIRE-07', 'WIRE-08', 'WIRE-11', 'WIRE-12', 'WIRE-27', 'WIRE-35'],
  12: ['WIRE-07', 'WIRE-08', 'WIRE-11', 'WIRE-12', 'WIRE-28', 'WIRE-35'],
};

const contentType: Record<Way['binding'], string> = {
  P: 'text/xml; charset=utf-8',
  11: 'text/xml; charset=utf-8',
  12: 'application/soap+xml; charset=utf-8',
};

/** What stands around the reply document on each binding, written down by hand. */
const enveloped: Record<Way['binding'], (operation: string, document: string) => string> = {
  P: (_, document) => declaration + document,
  11: (operation, document) =>
    `${declaration}<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${response(operation, document)}</soap:Body></soap:Envelope>`,
  12: (operation, document) =>
    `${declaration}<soap12:Envelope xmlns:soap12="http://www.w3.org/2003/05/soap-envelope"><soap12:Body>${response(operation, document)}</soap12:Body></soap12:Envelope>`,
};

const response = (operation: string, document: string) =>
  `<${operation}Response xmlns="${targetNamespace}"><${operation}Result>${document.replace(/^<\w+/, '$& xmlns=""')}</${operation}Result></${operation}Response>`;

const ofTheCall = ['LicenseID', 'CustomerID', 'ActivationPassword', 'InstallationID', 'EnteredDate', 'ServerDateTime'];
const individual = new RegExp(`<(${ofTheCall.join('|')})>[^<]+<`, 'g');

/** Without what differs from license to license and from second to second. */
const masked = (text: string) => text.replaceAll(individual, '<$1>…<');
