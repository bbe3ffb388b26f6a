import type { FastifyInstance, FastifyPluginCallback } from 'fastify';
import type { SoloGateway } from '../solo-call.ts';
import { scriptAddresses } from '../older/scripts.ts';
import { describe } from './descriptions.ts';
import { formPost, refuseGet } from './form-post.ts';
import type { AsmxService } from './service.ts';
import { soapPost } from './soap-post.ts';
import { troubleOf } from './trouble.ts';

const largestBody = 1024 * 1024; // [WIRE-62]

/** Routes of the services, with content type parsers and error handler of their own that nobody else sees. */
export const asmxPlugin = (services: readonly AsmxService[], gateway: SoloGateway): FastifyPluginCallback =>
  function asmx(instance, _options, done) {
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestBody }, (_request, body, parsed) => {
      parsed(null, body);
    });
    answerErrors(instance, gateway);
    for (const service of services) addRoutes(instance, service, gateway);
    scriptAddresses(instance);
    done();
  };

function addRoutes(instance: FastifyInstance, service: AsmxService, gateway: SoloGateway): void {
  const { path } = service;
  const limit = { bodyLimit: largestBody };
  instance.get(path, describe(service));
  instance.post(path, limit, soapPost(service, gateway));
  instance.get(`${path}/:operation`, refuseGet);
  instance.post(`${path}/:operation`, limit, formPost(service, gateway));
}

/** Plain text, without what happened inside. Faults of SOAP are written where the envelope is known. [WIRE-34] */
function answerErrors(instance: FastifyInstance, gateway: SoloGateway): void {
  instance.setErrorHandler((error, request, reply) => {
    const { status, message } = troubleOf(error, gateway, request, reply);
    return reply.code(status).type('text/plain; charset=utf-8').send(message);
  });
}
