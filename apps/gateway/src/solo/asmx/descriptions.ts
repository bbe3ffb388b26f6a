import type { FastifyReply, FastifyRequest } from 'fastify';
import { disco } from './disco.ts';
import { operationPage, operationsPage } from './help-pages.ts';
import type { AsmxService } from './service.ts';
import { wsdl } from './wsdl.ts';

const xml = 'text/xml; charset=utf-8';

/** `GET <Service>.asmx`: WSDL, discovery document, help pages. Names of the query in any letter case. [WIRE-41, WIRE-42, WIRE-47] */
export const describe = (service: AsmxService) => (request: FastifyRequest, reply: FastifyReply) => {
  const query = new Map(
    Object.entries(request.query as Record<string, unknown>).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const address = `${request.protocol}://${request.host}${service.path}`;
  if (query.has('wsdl')) return reply.type(xml).send(wsdl(service, address));
  if (query.has('disco')) return reply.type(xml).send(disco(service, address));
  const name = query.get('op');
  const operation = typeof name === 'string' ? service.named(name) : undefined;
  const page = operation ? operationPage(service, operation) : operationsPage(service);
  return reply.type('text/html; charset=utf-8').send(page);
};
