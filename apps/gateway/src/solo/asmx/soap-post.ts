import { element, type XmlContent, type XmlElement, type XmlNode } from '@licet/xml';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyOf } from '../../shared/body.ts';
import { SoloCall, type SoloGateway } from '../solo-call.ts';
import { answer } from './answer.ts';
import { targetNamespace, type AsmxService } from './service.ts';
import { readEnvelope, sourceOf } from './soap-envelope.ts';
import { SoapFault, writeEnvelope, writeFault } from './soap-fault.ts';
import { soapVersionOf, soap12, type SoapVersion } from './soap-version.ts';
import { troubleOf } from './trouble.ts';

/** `POST <Service>.asmx` with a SOAP 1.1 or 1.2 envelope. [WIRE-07, WIRE-08, WIRE-27 … WIRE-36] */
export const soapPost =
  (service: AsmxService, gateway: SoloGateway) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const spoken = soapVersionOf(request.headers['content-type']);
    if (!spoken) return reply.code(415).type('text/plain; charset=utf-8').send('A SOAP envelope is expected.');
    try {
      const { version, operation, call } = readEnvelope(service, spoken, actionOf(request, spoken), bodyOf(request));
      const soloCall = new SoloCall(gateway, request, reply);
      const result =
        operation.input === 'typed'
          ? await operation.answer(readable(call), soloCall)
          : [nested(await answer(operation.operation, sourceOf(call, bodyOf(request).byteLength), soloCall))];
      return await reply.type(version.contentType).send(writeEnvelope(version, wrapped(operation.name, result)));
    } catch (error) {
      return sendFault(error, spoken, gateway, request, reply);
    }
  };

/** The nested document is in no namespace, so that un-prefixed paths find its elements. [WIRE-11, WIRE-12] */
const nested = (document: XmlNode): XmlNode => ({ ...document, attributes: { xmlns: '', ...document.attributes } });

/** [WIRE-08] */
const wrapped = (name: string, result: XmlContent): XmlNode =>
  element(`${name}Response`, [element(`${name}Result`, result)], { xmlns: targetNamespace });

/** Parameters have no document of their own whose result could say that it cannot be read. */
function readable(call: XmlElement | undefined): XmlElement {
  if (!call) throw new SoapFault('client', 'The parameters cannot be read.');
  return call;
}

function sendFault(
  error: unknown,
  version: SoapVersion,
  gateway: SoloGateway,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  void reply.type(version.contentType);
  if (error instanceof SoapFault) return reply.code(500).send(writeFault(version, error));
  const { status, message } = troubleOf(error, gateway, request, reply);
  return reply.code(status).send(writeFault(version, { code: 'server', message }));
}

/** Header SOAPAction, or the parameter `action` of SOAP 1.2's content type, without quotes; undefined when empty. [WIRE-06, WIRE-28] */
function actionOf({ headers }: FastifyRequest, version: SoapVersion): string | undefined {
  const header = headers.soapaction;
  const named = /;\s*action\s*=\s*("[^"]*"|[^;\s]+)/i.exec(headers['content-type'] ?? '')?.[1];
  const action = version === soap12 ? named : typeof header === 'string' ? header : undefined;
  const bare = action?.trim().replaceAll(/^"|"$/g, '');
  return bare === '' ? undefined : bare;
}
