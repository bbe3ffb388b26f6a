import { element, parseXml, writeXml, XmlRejected, type XmlElement, type XmlNode } from '@licet/xml';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyOf } from '../../shared/body.ts';
import { SoloCall, type SoloGateway } from '../solo-call.ts';
import { answer } from './answer.ts';
import { targetNamespace, type AsmxService } from './service.ts';
import { postedRoot, type TypedOperation } from './typed-operation.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** `POST <Service>.asmx/<Op>` with the document in the form field `xml`; the reply is the bare document. [WIRE-16 … WIRE-26] */
export const formPost =
  (service: AsmxService, gateway: SoloGateway) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { operation: name } = request.params as { operation: string };
    const found = service.posted(name);
    if (!found) return refuse(reply, 'Request format is unrecognized.');
    if (!isForm(request.headers['content-type']))
      return refuse(reply, 'Request format is invalid: a form is expected.');
    const call = new SoloCall(gateway, request, reply);
    if (found.input === 'typed') return answerTyped(found, bodyOf(request), call, reply);
    const xml = formField(bodyOf(request), 'xml');
    if (xml === undefined) return refuse(reply, 'Missing parameter: xml.');
    return sendXml(reply, await answer(found.operation, xml ?? '', call));
  };

async function answerTyped(
  operation: TypedOperation,
  body: Buffer,
  call: SoloCall,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const parameters = parametersIn(operation, body);
  if (!parameters) return refuse(reply, 'The parameters cannot be read.');
  const content = await operation.answer(parameters, call);
  return sendXml(reply, element(postedRoot(operation), content, { xmlns: targetNamespace }));
}

const sendXml = (reply: FastifyReply, document: XmlNode): FastifyReply =>
  reply.type('text/xml; charset=utf-8').send(writeXml(document, { declaration: true }));

/** One form field for each parameter, as children of an element; undefined when one holds what no XML can. [LG-01] */
function parametersIn({ name, fields }: TypedOperation, body: Buffer): XmlElement | undefined {
  const given = Object.keys(fields).map((field) => [field, formField(body, field)] as const);
  if (given.some(([, value]) => value === null)) return undefined;
  try {
    return parseXml(
      writeXml(
        element(
          name,
          given.map(([field, value]) => element(field, value ?? '')),
        ),
      ),
    );
  } catch (error) {
    if (error instanceof XmlRejected) return undefined;
    throw error;
  }
}

/** GET on an operation runs nothing. [WIRE-21] */
export const refuseGet = (_request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  refuse(reply, 'Request format is unrecognized.');

const refuse = (reply: FastifyReply, message: string): FastifyReply =>
  reply.code(500).type('text/plain; charset=utf-8').send(message);

const isForm = (contentType: string | undefined): boolean =>
  contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';

/** Value of a form field: undefined when it is missing, null when it is not UTF-8. [WIRE-19, WIRE-20, BAD-06] */
export function formField(body: Buffer, name: string): string | null | undefined {
  for (const pair of latin1Pairs(body)) {
    const equals = pair.indexOf('=');
    const key = equals < 0 ? pair : pair.slice(0, equals);
    if (decoded(key) === name) return equals < 0 ? '' : decoded(pair.slice(equals + 1));
  }
  return undefined;
}

/** Latin 1 keeps each byte apart, so that one bad field does not spoil the others. */
const latin1Pairs = (body: Buffer): string[] => body.toString('latin1').split('&');

function decoded(text: string): string | null {
  try {
    const spaced = text.replaceAll('+', ' ');
    return isAscii(spaced)
      ? decodeURIComponent(spaced)
      : decodeURIComponent(utf8.decode(Buffer.from(spaced, 'latin1')));
  } catch {
    return null;
  }
}

const isAscii = (text: string): boolean => !/[\u0080-\u00ff]/.test(text);
