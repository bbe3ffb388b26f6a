import { element, isXmlText, writeXml, XmlElement, type XmlNode } from '@licet/xml';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyOf } from '../../shared/body.ts';
import { SoloCall, type SoloGateway } from '../solo-call.ts';
import { answer } from './answer.ts';
import { FormFields } from './form-fields.ts';
import { targetNamespace, type AsmxService } from './service.ts';
import { postedRoot, type TypedOperation } from './typed-operation.ts';

/** `POST <Service>.asmx/<Op>` with the document in the form field `xml`; the reply is the bare document. [WIRE-16 … WIRE-26] */
export const formPost =
  (service: AsmxService, gateway: SoloGateway) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { operation: name } = request.params as { operation: string };
    const found = service.posted(name);
    if (!found) return refuse(reply, 'Request format is unrecognized.');
    if (!isForm(request.headers['content-type']))
      return refuse(reply, 'Request format is invalid: a form is expected.');
    const form = FormFields.of(bodyOf(request));
    if (!form) return refuse(reply, 'Request format is invalid: too many form fields.');
    const call = new SoloCall(gateway, request, reply);
    if (found.input === 'typed') return answerTyped(found, form, call, reply);
    const xml = form.get('xml');
    if (xml === undefined) return refuse(reply, 'Missing parameter: xml.');
    return sendXml(reply, await answer(found.operation, xml ?? '', call));
  };

async function answerTyped(
  operation: TypedOperation,
  form: FormFields,
  call: SoloCall,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { given, unreadable } = parametersIn(operation, form);
  const content = await operation.answer(given, call, unreadable);
  return sendXml(reply, element(postedRoot(operation), content, { xmlns: targetNamespace }));
}

const sendXml = (reply: FastifyReply, document: XmlNode): FastifyReply =>
  reply.type('text/xml; charset=utf-8').send(writeXml(document, { declaration: true }));

/** One form field for each parameter, as children of an element, and the names of those that hold what no XML can. [LG-01, BAD-06] */
function parametersIn({ name, fields }: TypedOperation, form: FormFields): { given: XmlElement; unreadable: string[] } {
  const given = named(name);
  const unreadable: string[] = [];
  for (const field of Object.keys(fields)) {
    const value = form.get(field);
    if (value === null || (value && !isXmlText(value))) unreadable.push(field);
    else if (value) given.nodes.push(named(field, value));
  }
  return { given, unreadable };
}

function named(local: string, text?: string): XmlElement {
  const made = new XmlElement({ local, prefix: '', namespace: '' });
  if (text !== undefined) made.nodes.push(text);
  return made;
}

/** GET on an operation runs nothing. [WIRE-21] */
export const refuseGet = (_request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  refuse(reply, 'Request format is unrecognized.');

const refuse = (reply: FastifyReply, message: string): FastifyReply =>
  reply.code(500).type('text/plain; charset=utf-8').send(message);

const isForm = (contentType: string | undefined): boolean =>
  contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
