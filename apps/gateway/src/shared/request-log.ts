import { type Logger, metrics } from '@licet/service-kit';
import type { FastifyInstance } from 'fastify';

/**
 * One line and one measurement per request. The route stands for the path, because paths of some dialects hold license keys; nothing of
 * query, headers and bodies is written. [RC-OBS-01, design 1.7]
 */
export function logRequests(fastify: Pick<FastifyInstance, 'addHook'>, logger: Logger): void {
  const seconds = metrics().histogram({
    name: 'licet_gateway_request_seconds',
    help: 'Time from request to the end of the answer',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 2.5, 10],
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { id: requestId, method } = request;
    const route = request.routeOptions.url ?? 'none';
    const status = reply.statusCode;
    seconds.observe({ route, method, status }, reply.elapsedTime / 1000);
    logger.info({ requestId, method, route, status, ms: Math.round(reply.elapsedTime * 10) / 10 }, 'request');
    done();
  });
}
